import { formatNumber } from "../format.ts";
import type { statement as french } from "../fr/statement.ts";

export const statement: typeof french = {
  title: (key) => `Answer no. ${key}`,
  lead: "The respondent’s words, column by column, as the file gave them, in French. Nothing is corrected.",
  description: (key, title) => `Answer no. ${key} as received, from which the sheet ${title} comes.`,
  of: "Answer from the field",
  file: (name) => `File ${name}`,
  line: (line) => `Line ${formatNumber(line, "en")}`,
  received: (at) => `Imported on ${at}`,
  leadsTo: "It gave the sheet",
  columns: "Columns",
  columnsAside: "As written",
  empty: "empty",
  extra: "Other columns",
  extraAside: "Kept, but read by no rule",
  extraLocked: "The other columns are encrypted, and the key that opens them is not on this server.",
  figures: "Quantities read",
  figuresAside: "What was read in these words",
  noFigure: "No quantity was read in this answer.",
};
