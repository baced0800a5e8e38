/** A period found in a folded text, between two offsets of the window it was looked for in. */
export type PeriodRead = { period: string; start: number; end: number };

const RECURRING: [RegExp, string][] = [
  [/^(?:an|annee|annuel|annuelle|annuels|annuelles|annuellement|ans|annees)$/, "an"],
  [/^(?:mois|mensuel|mensuelle|mensuels|mensuelles|mensuellement)$/, "mois"],
  [/^(?:semaine|semaines|hebdomadaires?|hebdo|sem)$/, "semaine"],
  [/^(?:jour|jours|j|quotidien|quotidienne|quotidiens|quotidiennes|quotidiennement)$/, "jour"],
  [/^(?:trimestre|trimestres|trimestriels?|trimestrielles?)$/, "trimestre"],
  [/^(?:semestre|semestres|semestriels?|semestrielles?)$/, "semestre"],
];

/** Occasions that "par" counts; other words after "par" name an agent or a means ("sensibilisés par MGEN"). */
const OCCASIONS = (
  "journée nuit saison édition opération séance session atelier rencontre action intervention soirée événement " +
  "manifestation conférence formation promotion groupe classe école collège lycée établissement site ville commune " +
  "département région personne enfant élève étudiant jeune adhérent adhérente famille foyer habitant bénéficiaire " +
  "participant patient tête collecte campagne visite stage cycle stand tournée repas heure équipe section agence"
).split(" ");
const plain = (word: string) => word.normalize("NFD").replace(/\p{M}/gu, "");
const OCCASION_NAMES = new Map(OCCASIONS.map((word) => [plain(word), word]));
const OCCASION = [...OCCASION_NAMES.keys()].join("|");

const MONTHS: Record<string, string> = {
  janvier: "01",
  janv: "01",
  fevrier: "02",
  fevr: "02",
  fev: "02",
  mars: "03",
  avril: "04",
  avr: "04",
  mai: "05",
  juin: "06",
  juillet: "07",
  juil: "07",
  aout: "08",
  septembre: "09",
  sept: "09",
  octobre: "10",
  oct: "10",
  novembre: "11",
  nov: "11",
  decembre: "12",
  dec: "12",
};
/** Alternatives for the name of a month in a folded text. */
export const MONTH = Object.keys(MONTHS).join("|");
const YEAR = "(?:19|20)\\d\\d";

// Each alternative names its groups; the first that matches at the leftmost place wins.
const PERIOD = new RegExp(
  [
    `(?:(?:(?<![a-z0-9])(?:par|chaque|tous les|toutes les) )|\\/ ?)(?<every>an|annees?|ans|mois|semaines?|sem|jours?|j|trimestres?|semestres?)(?![a-z])`,
    `(?<![a-z0-9])(?<whole>(?:sur|dans|pendant|tout au long de|au cours de) l'annee)(?! \\d)(?![a-z])`,
    `(?<![a-z0-9])(?:par|a chaque|chaque) (?<occasion>${OCCASION})(?![a-z])`,
    `\\/ ?(?<slash>personne|enfant|famille|seance|session|atelier|edition|heure)(?![a-z])`,
    `(?<![a-z0-9])(?<adjective>annuel(?:le)?s?|annuellement|mensuel(?:le)?s?|mensuellement|hebdomadaires?|quotidien(?:ne)?s?|quotidiennement|trimestriel(?:le)?s?|semestriel(?:le)?s?)(?![a-z])`,
    `(?<![a-z0-9])(?:entre|de) (?<from>${YEAR}) (?:et|a) (?<to>${YEAR})(?!\\d)`,
    `(?<![a-z0-9])(?:(?:en|pour|sur|saison|annee|annee scolaire|exercice) )?(?<first>${YEAR})(?: ?[-/] ?(?<last>${YEAR})|[-/](?<short>\\d\\d))(?!\\d)`,
    `(?<![a-z0-9])depuis (?:(?:le mois de )?(?<sinceMonth>${MONTH})\\.? )?(?<since>${YEAR})(?!\\d)`,
    `(?<![a-z0-9']|que )(?:(?:en|au mois de|courant|debut|fin|(?:(?:le|du|au) )?(?:[12]?\\d|3[01])(?:er)?) )?(?<month>${MONTH})\\.? (?<monthYear>${YEAR})(?!\\d)`,
    `(?<![a-z0-9']|que )(?:en|pour|sur|courant|fin|debut|l'annee|annee|l'exercice|edition|saison|bilan) (?:l'annee )?(?<year>${YEAR})(?!\\d)`,
    `\\((?<bracketed>${YEAR})\\)`,
    `(?<![a-z0-9']|que )(?:sur|en) (?<length>\\d{1,3}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|dix-huit|vingt) (?<lengthUnit>ans|annees|mois|semaines|jours|an|mois|jour|semaine)(?![a-z])`,
  ].join("|"),
);
const AS_LABEL = new RegExp(`^(?<label>${YEAR})(?= ?[:=,]| - )`);

const LENGTHS: Record<string, number> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  douze: 12,
  quinze: 15,
  "dix-huit": 18,
  vingt: 20,
};

function recurring(word: string): string {
  return RECURRING.find(([expression]) => expression.test(word))?.[1] ?? word;
}

/** Finds the first period in a short folded window ("par an", "chaque mois", "en 2023", "depuis 2019", "sur 3 ans"). */
export function findPeriod(window: string, label = false): PeriodRead | null {
  const match = (label ? AS_LABEL.exec(window) : null) ?? PERIOD.exec(window);
  if (!match) return null;
  const start = match.index;
  return { period: normalise(match.groups ?? {}), start, end: start + match[0].length };
}

function normalise(words: Record<string, string | undefined>): string {
  const { every, adjective, occasion, slash, from, to, first, last, short, since, sinceMonth, month, monthYear } =
    words;
  if (words.whole) return "an";
  if (every || adjective) return recurring((every ?? adjective)!);
  if (occasion || slash) return OCCASION_NAMES.get((occasion ?? slash)!)!;
  if (from && to) return `${from}-${to}`;
  if (first) return `${first}-${last ?? first.slice(0, 2) + short}`;
  if (since) return sinceMonth ? `depuis ${since}-${MONTHS[sinceMonth]}` : `depuis ${since}`;
  if (month && monthYear) return `${monthYear}-${MONTHS[month]}`;
  if (words.length && words.lengthUnit) {
    const count = LENGTHS[words.length] ?? Number(words.length);
    const unit = words.lengthUnit.replace(/^annee/, "an");
    return `${count} ${unit === "mois" || count < 2 || unit.endsWith("s") ? unit : `${unit}s`}`;
  }
  return (words.year ?? words.bracketed ?? words.label)!;
}
