import { countEn, formatNumber } from "../format.ts";
import type { imports as french } from "../fr/imports.ts";

const number = (value: number) => formatNumber(value, "en");
const many = (count: number, one: string, several: string) => `${number(count)} ${count === 1 ? one : several}`;

export const imports: typeof french = {
  title: "Import answers",
  description: "Import a file of answers from the field into this network.",
  lead: "A file of answers, one row for each initiative. Nothing is written before you have read what it would become.",
  stepsLabel: "Steps of the import",
  steps: ["Choose the file", "Check", "Import"],
  fileTitle: "File",
  fileAside: "The file stays on this installation. It is sent to nobody.",
  fileLabel: "File of answers",
  fileHint: (megabytes) =>
    `CSV table or Excel workbook (.xlsx), ${number(megabytes)} MB at most. You can also drop it here.`,
  send: "Read this file",
  columnsTitle: "What is expected",
  columnsAside: "Only the title is necessary. The order of columns does not matter.",
  columnsCaption: "The columns that a file of answers may hold",
  columnsHeads: { column: "Column", says: "What it says", example: "Example" },
  columnsNote:
    "Headers are recognised even when written otherwise (“Nom du projet”, “Partenaires associés”). You can correct them before importing, and the correction is remembered for the next file.",
  expected: [
    ["intitulé", "the name of the initiative", "Épicerie solidaire étudiante"],
    ["lieu", "a commune, a department, a region, or several", "Cahors (Lot)"],
    ["besoin", "what gave rise to the action", "Des étudiants sautent des repas."],
    ["description", "what is done", "Distribution chaque semaine sur le campus."],
    ["partenaires", "who acts with you, separated by commas", "CROUS, commune de Cahors (local)"],
    ["public", "for whom", "étudiants, lycéens"],
    ["chiffres", "quantities, with their reservations", "près de 850 repas par an"],
    ["impacts", "what the action changes", "Moins de renoncement aux soins."],
    ["perspectives", "what should come next", "Essaimer dans l’Aveyron si la mairie prête une salle."],
  ],
  earlierTitle: "Earlier imports",
  earlierCaption: "Earlier imports, latest first",
  earlierHeads: { file: "File", when: "Received", state: "State", rows: "Answers" },
  noEarlier: "No file has been imported into this network yet.",
  states: {
    preview: "to check, nothing is written",
    queued: "waiting",
    running: "under way",
    done: "imported",
    failed: "stopped",
    cancelled: "given up",
  },
  chooseFile: "Choose a file first.",
  uploadCut: "The file was cut off before its end. Send it again.",
  notReceived: "The file was not imported",
  received: (when, who) => `Received on ${when} (${who}).`,
  finished: (when) => `Ended on ${when}.`,
  bytes: (bytes) =>
    bytes < 1024 * 1024
      ? `${number(Math.max(1, Math.round(bytes / 1024)))} kB`
      : `${number(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`,
  encodings: { "utf-8": "UTF-8", "utf-16le": "UTF-16", "utf-16be": "UTF-16", "windows-1252": "Windows-1252" },
  delimiters: { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" },
  workbook: (sheet) => `workbook, sheet “${sheet}”`,

  previewTitle: "Check before importing",
  previewDescription: (file) => `What each row of ${file} would become, before anything is written.`,
  previewLead:
    "Nothing is written yet. Here is what remains doubtful, what each row becomes and how each column was read.",
  balance: "Balance",
  read: (n) => (n === 1 ? "answer read" : "answers read"),
  sure: "without reservation",
  toReview: "to check",
  updated: () => "already known, to update",
  unchanged: () => "already imported, unchanged",
  created: (n) => (n === 1 ? "initiative created" : "initiatives created"),
  updatedDone: () => "updated",
  inDuplicates: (pairs) => (pairs === 1 ? "in one proposed duplicate" : `in ${countEn(pairs)} proposed duplicates`),
  noDuplicates: "in a proposed duplicate",
  refused: (n) => (n === 1 ? "refused row" : "refused rows"),
  start: (n) => `Import ${many(n, "answer", "answers")}`,
  startAll: "Import the whole file",
  nothingToStart: "No row of this file can be imported. Correct it, then send it again.",
  reviewFirst: (n) => (n === 1 ? "First see the answer to check" : `First see the ${number(n)} answers to check`),
  otherFile: "Take another file",
  startNote:
    "What is doubtful is imported as “proposed” and waits for you in the queue to check. No proposed value enters a total.",
  partial: (rows) =>
    `Preview of the first ${number(rows)} rows: the file holds more. The following rows will be read in the same way by the import.`,
  titleMissing: "No column gives the title",
  titleMissingBody: "Say below which column holds the name of each initiative, then read again.",

  refusedTitle: "Refused rows",
  refusedAside: (n, shown) =>
    n > shown ? `The first ${number(shown)} of ${number(n)}` : "They will not be imported; the others will.",
  refusedAsideDone: (n, shown) =>
    n > shown
      ? `The first ${number(shown)} of ${number(n)}. Correct them in the file and send it again: the other rows will be recognised.`
      : "Correct them in the file and send it again: the other rows will be recognised.",
  refusedCaption: "Refused rows, with what was expected",
  refusedHeads: { line: "Line", column: "Column", value: "Value", why: "Why" },
  emptyValue: "empty",

  doubtsTitle: "Doubtful values",
  doubtsAside: (n, shown) =>
    `${n > shown ? `The first ${number(shown)}. ` : ""}The serif is what is written in the file. You will settle them after the import.`,
  where: (line, field) => `Line ${number(line)}, ${field}`,
  readAs: "Read:",
  notRead: "No sure reading",
  otherReadings: (labels) => `Other possible readings: ${labels}.`,
  wordsKept: "The words are kept as they are.",
  noDoubts: "No doubtful value.",

  rowsTitle: "What each row becomes",
  rowsAside: (shown, total) =>
    shown >= total ? many(total, "row", "rows") : `The first ${number(shown)} of ${number(total)}`,
  rowsCaption: "What each row of the file becomes",
  rowsHeads: {
    title: "Initiative",
    place: "Place read",
    actors: "Actors",
    figures: "Figures",
    prospects: "Prospects",
    state: "State",
  },
  nextRows: (n) => (n === 1 ? "See the next row" : `See the next ${number(n)} rows`),
  none: { m: "none", f: "none" },
  rowState: { update: "update", unchanged: "already imported" },
  rowDoubts: (n) => (n === 1 ? "one value to check" : `${countEn(n)} values to check`),
  rowDuplicate: "proposed duplicate",
  rowSure: "without reservation",
  placeUnread: "not recognised",

  duplicatesTitle: "Proposed duplicates",
  duplicateLines: (a, b, reasons) => `Lines ${number(a)} and ${number(b)}. ${reasons}`,
  duplicatesNote: "All these answers are imported; they are compared afterwards, and nothing is lost.",

  mappingTitle: "Columns",
  mappingAside: (known, all) =>
    known === all
      ? many(all, "column, recognised", "columns, all recognised")
      : `${many(known, "column recognised", "columns recognised")} out of ${number(all)}. What the others hold stays joined to each answer.`,
  mappingCaption: "How each column of the file is read",
  mappingHeads: {
    column: "In the file",
    field: "Becomes",
    filled: (rows) => `Filled, out of ${number(rows)}`,
    filledShort: "Filled",
    rule: "How it is read",
    ruleShort: "Reading",
  },
  fieldOf: (header) => `What the column ${header} becomes`,
  unread: "Nothing: kept apart",
  reread: "Read again with these columns",
  rereadNote: "The file is read again; nothing is written.",
  reasons: {
    remembered: "as last time",
    chosen: "chosen by you",
    sample_years: "recognised by its years",
    sample_numbers: "recognised by its numbers",
    sample_emails: "recognised by its addresses",
    typo: "near header",
    form_metadata: "added by the form",
    taken: "another column was preferred",
  },
  rules: {
    number: "key: two answers cannot have the same",
    title: "kept word for word",
    place: "matched with official names",
    since: "four digits; never deduced from an age",
    need: "text",
    description: "text",
    carriers: "separated by commas",
    partners: "separated by commas, role in brackets",
    funders: "separated by commas",
    audience: "text, then proposed categories",
    figures: "number, reservation, unit, period",
    impacts: "text",
    prospects: "kind, towards where, condition",
    domain: "kept, never decided for you",
    respondent: "personal data: kept apart, never published",
  },
  singleTwice: (field) => `Two columns cannot both give ${field}. Choose one.`,
  theField: { number: "the number", title: "the title", since: "the first year" },
  mappingFailed: "The columns were not changed",

  progressTitle: "Import under way",
  progressDescription: (file) => `How far the import of ${file} is.`,
  progressLead: "You can leave this page: the import goes on, and if it were stopped it would resume where it was.",
  queued: "Waiting for its turn",
  running: "Rows imported",
  rowsDone: (done, total) =>
    total === null
      ? many(done, "row done", "rows done")
      : `${many(done, "row done", "rows done")} of about ${number(total)}`,
  pageRefreshes: "The page updates itself.",

  doneTitle: "Import done",
  doneDescription: (file) => `Result of the import of ${file}.`,
  doneLead: (n, file) => `${many(n, "row read", "rows read")} in ${file}.`,
  doneReview: (n) => `Check ${many(n, "value", "values")}`,
  doneDuplicates: "Compare proposed duplicates",
  doneList: "See the initiatives",
  another: "Import another file",
  reviewed: (n) => (n === 1 ? "value to check" : "values to check"),

  failedTitle: "The import stopped",
  failedDescription: (file) => `Why the import of ${file} stopped.`,
  failedBody: (rows) =>
    rows > 0
      ? `${many(rows, "row was already imported and stays", "rows were already imported and stay")}: they will be recognised if you start again.`
      : "Nothing was imported.",
  retry: "Try again",
  notStarted: "The import was not started",
};
