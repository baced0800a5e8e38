import { capital, formatList, formatNumber } from "../format.ts";
import type { review as french } from "../fr/review.ts";

const many = (count: number, one: string, several: string) =>
  `${formatNumber(count, "en")} ${count === 1 ? one : several}`;

export const review: typeof french = {
  title: "To check",
  description: "The doubtful values of the imported answers, one by one, with what was read in them.",
  lead: (doubts, figures) => {
    if (doubts + figures === 0) return "Nothing waits to be checked.";
    const parts = [
      ...(doubts > 0 ? [many(doubts, "doubtful value", "doubtful values")] : []),
      ...(figures > 0 ? [many(figures, "figure read in a text", "figures read in texts")] : []),
    ];
    return `${formatList(parts, "en")}. Until you settle them, what is read stays “proposed” and enters no total.`;
  },
  fieldsLabel: "Values to check, by field",
  all: (n) => `All (${formatNumber(n, "en")})`,
  fieldCount: (field, n) => `${capital(field)} (${formatNumber(n, "en")})`,
  sectionAside: (n) => many(n, "value", "values"),
  sectionPart: (shown, all) => `${formatNumber(shown, "en")} of ${formatNumber(all, "en")}`,
  source: (key, line) => `Sheet ${key}, line ${formatNumber(line, "en")}`,
  choose: "What does this value say?",
  within: (names) => names.join(", "),
  otherPlace: "Another place",
  otherPlaceLabel: "Name of the other place",
  newWords: "Take what the file says now",
  year: "A year",
  yearLabel: "First year",
  aside: {
    place: "Keep the words, without choosing a place",
    place_doubtful: "Leave the reading “proposed”",
    place_changed: "Keep the place already decided",
    since: "Leave the year empty",
    number_reused: "They are indeed two initiatives",
    other: "Keep these words",
  },
  settle: "Settle",
  settleOf: (value) => `Settle “${value}”`,
  asideOf: (verb, value) => `${verb}: “${value}”`,
  compare: (a, b) => `Compare sheets ${a} and ${b}`,
  domains: "Domains of the initiative",
  place: "Place in these domains",
  noDomains: "This network has not defined its domains yet.",
  placedIn: (names) => (names.length > 0 ? `Today: ${formatList(names, "en")}.` : "Today: no domain."),
  figuresTitle: "Figures read in texts",
  figuresAside: (n) =>
    `${many(n, "figure stands", "figures stand")} in no column of figures. Accept those that say what the initiative did.`,
  column: (key, column) => `Sheet ${key}, ${column}`,
  accept: "Accept",
  acceptOf: (text) => `Accept the figure “${text}”`,
  reject: "Reject",
  rejectOf: (text) => `Reject the figure “${text}”`,
  sureTitle: "Sure readings",
  sureAside: "What was read without hesitation.",
  sureBody: (places, actors, audiences, prospects) => {
    const parts = [
      ...(places > 0 ? [many(places, "place", "places")] : []),
      ...(actors > 0 ? [many(actors, "partner", "partners")] : []),
      ...(audiences > 0 ? [many(audiences, "audience", "audiences")] : []),
      ...(prospects > 0 ? [many(prospects, "prospect", "prospects")] : []),
    ];
    return `${formatList(parts, "en")} were read without doubt and wait to be accepted. Read a few sheets before accepting them together: each reading can still be changed on its sheet, but not all at once.`;
  },
  sureNote: "The doubtful values above and the figures read in texts are not touched.",
  sureNone: "All sure readings are accepted.",
  acceptSure: "Accept these readings",
  emptyTitle: "Nothing to check",
  emptyBody: "The doubtful values of the next imports will come here.",
  emptyField: "Nothing to check in this field.",
  emptyNext: "See the initiatives",
  seeAll: "See all values",
  notDone: "Nothing was changed",
  missing: "Choose one of the readings, or keep the words.",
  placeMissing: "Type the name of the place.",
  placeLong: "This name of a place is too long: 300 characters at most.",
  yearWrong: "Type a year in four digits, between 1850 and 2100.",
  done: {
    settled: "Settled",
    set_aside: "The words are kept",
    accepted: "Figure accepted",
    rejected: "Figure rejected",
    proposed: "Figure to check again",
    sure: "Readings accepted",
  },
  doneOf: (value) => `“${value}”, `,
  sureDone: (n) =>
    n === 0 ? "No reading was waiting." : `${many(n, "reading is accepted", "readings are accepted")}.`,
  undo: "Undo",
  undoOf: (text) => `Undo what was just decided of “${text}”`,
};
