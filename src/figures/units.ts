import { matchAt } from "./fold.ts";

/** Kinds of quantities; only counts and money can be added up. */
export type UnitKind = "count" | "money" | "share" | "multiplier" | "duration" | "distance";

/** A unit read after a number; `noun` is where its words begin, `factor` what the number is multiplied by. */
export type UnitRead = {
  noun: number;
  end: number;
  unit: string | null;
  factor: number;
  extra: number;
  kind: UnitKind;
};

type Measure = { words: RegExp; kind: UnitKind; unit?: string; factor?: number };

const MEASURES: Measure[] = [
  { words: / ?(?:%|pour ?cents?\b|pourcents?\b|p\. ?100\b)/y, kind: "share", unit: "proportion", factor: 0.01 },
  { words: / ?k ?(?:€|euros?\b|eur\b)/y, kind: "money", unit: "euros", factor: 1e3 },
  { words: / ?m (?:d'euros?\b)| ?m ?(?:€|euros?\b|eur\b)/y, kind: "money", unit: "euros", factor: 1e6 },
  { words: / ?mds? (?:d'euros?\b)| ?mds? ?(?:€|euros?\b)/y, kind: "money", unit: "euros", factor: 1e9 },
  { words: / ?(?:d')?(?:€|euros?\b|eur\b)/y, kind: "money", unit: "euros" },
  { words: / ?(?:d')?(?:annees?|ans?)\b/y, kind: "duration" },
  { words: / ?(?:de )?(?:mois|semaines?|trimestres?|semestres?|jours?|journees?|demi-journees?)\b/y, kind: "duration" },
  { words: / ?(?:de )?week-?ends?\b/y, kind: "duration" },
  { words: / ?j\b/y, kind: "duration", unit: "jours" },
  { words: / ?(?:d')?heures?\b/y, kind: "duration" },
  { words: / ?(?:hrs?|h)(?![a-z0-9]|\/\d)/y, kind: "duration", unit: "heures" },
  { words: / ?(?:de )?(?:minutes?|secondes?)\b/y, kind: "duration" },
  { words: / ?(?:min|mn)\b\.?/y, kind: "duration", unit: "minutes" },
  { words: /'(?![a-z0-9])/y, kind: "duration", unit: "minutes" },
  { words: / ?kms?\b/y, kind: "distance", unit: "km" },
  { words: / ?(?:de )?(?:kilometres?|metres?|centimetres?)\b/y, kind: "distance" },
  { words: / ?(?:m|cm)(?![a-z0-9²³'])/y, kind: "distance" },
  { words: / ?fois\b/y, kind: "multiplier", unit: "fois" },
  { words: /x(?![a-z0-9])/y, kind: "multiplier", unit: "fois" },
  { words: / ?(?:kg|kgs|g|t|l|m²|m2|m³|m3|ha|kwh|mwh|co2)(?![a-z0-9'²³])/y, kind: "count" },
];

const CLOCK = / ?h(?:eures?)? ?([0-5]\d)(?![\d,. ]\d|\d| ?[a-z]{4})/y;
const HALF = / et demie?\b/y;

const KIND_OF_WORD: [RegExp, UnitKind][] = [
  [/^proportion$/, "share"],
  [/^fois$/, "multiplier"],
  [/^euros?$/, "money"],
  [/^(?:ans?|annees?|mois|semaines?|trimestres?|semestres?|jours?|(?:demi-)?journees?|week-?ends?)$/, "duration"],
  [/^(?:heures?|minutes?|secondes?)$/, "duration"],
  [/^(?:k?m|cm|(?:kilo|centi)?metres?)$/, "distance"],
];

/** Kind of quantity that a figure's unit names; whatever is neither measure nor money is a count. */
export function unitKind(unit: string | null): UnitKind {
  const word = (unit ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return KIND_OF_WORD.find(([expression]) => expression.test(word))?.[1] ?? "count";
}

/** Words that never name what is counted: after a number they begin something else. */
const NOT_NOUNS = new Set(
  (
    "a ai ainsi alors apres as au aussi autour aux avait avant avec car ce ces cet cette chacun chacune chaque chez " +
    "comme contre dans de depuis des donc dont du durant elle elles en encore entre environ est et etaient etait ete " +
    "eux fut ici il ils jusqu la le les leur leurs lors lorsque mais max maxi maximum meme min mini minimum moins ne " +
    "ni nos notre nous on ont or ou par parmi pas pendant peu plus pour presque pres puis quand que qui quoi sa sans " +
    "se selon sera seront ses si soit son sont sous sur tous tout toute toutes tres un une vers via voire vos votre " +
    "y ayant etant afin ci voir bis ter total"
  ).split(" "),
);
/** Words that determine without saying which: they are kept in the text and left out of the unit. */
const SKIPPED = /^(?:autres|differente?s|divers|diverses|memes|seule?s|principaux|principales)$/;
/** Adjectives that stand before their noun and change what is counted. */
const BEFORE_NOUN =
  /^(?:nouveaux|nouvelles|petite?s|grande?s|anciens|anciennes|premiers|premieres|gros|grosses|future?s|jeunes)$/;
/** After "jeunes", itself a noun, only these make it an adjective: "20 jeunes accompagnés" are "jeunes". */
const AFTER_JEUNES =
  /^(?:filles|adultes|parents|meres|peres|femmes|hommes|agriculteurs|agricultrices|diplomes|retraites|talents|actifs|benevoles|mutualistes|chercheurs|entreprises)$/;
const NOUN = /[a-z][a-z²³]*(?:-[a-z]{1,20}){0,3}/y;
const INCLUSIVE =
  /[·•.](?:e|es|ne|nes|ere|eres|rice|rices|trice|trices|euse|euses|s)(?![a-z])(?:[·•.]s(?![a-z]))?|\((?:e|es|s|ne|nes)\)s?/y;
const COORDINATED = / (?:et|ou) ([a-z]{3,}[sx])(?![a-z'-])/y;
const NOT_COORDINATED =
  /^(?:plus|pres|moins|trois|deux|dix|six|dans|sans|sous|vers|chez|apres|leurs|nos|ses|ces|des|les|plusieurs|quelques|autres|parfois|mais|puis|tous|toutes|depuis|jours|mois|ans|heures|minutes|cents|quatre)$/;

/** Abbreviations whose dot does not end the sentence. */
const ABBREVIATED = /^(?:pers|part|particip|benef|benev|adh|etab|ets|asso|assos|etud|hab|prof|profs|pl|ex|ens)$/;

type Word = { start: number; end: number; folded: string };

function nounAt(text: string, at: number): Word | null {
  const match = matchAt(NOUN, text, at);
  if (!match) return null;
  const end = at + match[0].length;
  if (text[end] === "'" || NOT_NOUNS.has(match[0]) || match[0].length < 2) return null;
  return { start: at, end, folded: match[0] };
}

/** Reads the noun that follows a number: at most an adjective before it and one noun coordinated with it. */
function readNoun(text: string, at: number, takesDe: boolean): UnitRead | null {
  const link = takesDe ? matchAt(/ d(?:e (?:la |l'|nos |vos )?|')/y, text, at) : null;
  if (!link && text[at] !== " ") return null;
  let word = nounAt(text, at + (link?.[0].length ?? 1));
  if (!word) return null;
  const second = text[word.end] === " " ? nounAt(text, word.end + 1) : null;
  const start = second && SKIPPED.test(word.folded) ? second.start : word.start;
  if (second && (SKIPPED.test(word.folded) || qualifies(word.folded, second.folded))) word = second;
  let end = word.end;
  const inclusive = matchAt(INCLUSIVE, text, end);
  if (inclusive) end += inclusive[0].length;
  if (ABBREVIATED.test(word.folded) && text[end] === ".") end += 1;
  const joined = matchAt(COORDINATED, text, end);
  if (joined && !NOT_COORDINATED.test(joined[1]!)) end += joined[0].length;
  return { noun: start, end, unit: null, factor: 1, extra: 0, kind: "count" };
}

function qualifies(word: string, next: string): boolean {
  return word === "jeunes" ? AFTER_JEUNES.test(next) : BEFORE_NOUN.test(word);
}

/** Reads the unit after a number in a folded text, or null; a unit of null in the answer means "as typed". */
export function readUnit(text: string, at: number, takesDe: boolean): UnitRead | null {
  const clock = matchAt(CLOCK, text, at);
  if (clock) {
    const extra = Number(clock[1]) / 60;
    return { noun: at, end: at + clock[0].length, unit: "heures", factor: 1, extra, kind: "duration" };
  }
  for (const { words, kind, unit, factor } of MEASURES) {
    const match = matchAt(words, text, at);
    if (!match) continue;
    const end = at + match[0].length;
    const noun = at + (/^ ?(?:de |d')?/.exec(match[0])?.[0].length ?? 0);
    const half = kind === "duration" ? matchAt(HALF, text, end) : null;
    const extra = half ? 0.5 : 0;
    return { noun, end: end + (half?.[0].length ?? 0), unit: unit ?? null, factor: factor ?? 1, extra, kind };
  }
  return readNoun(text, at, takesDe);
}

const PEOPLE =
  "personne|participant|beneficiaire|benevole|militant|adherent|adherente|enfant|eleve|ecolier|collegien|lyceen|etudiant|" +
  "jeune|adulte|senior|aine|femme|homme|fille|garcon|famille|parent|habitant|agent|salarie|professionnel|patient|resident|" +
  "visiteur|spectateur|auditeur|stagiaire|volontaire|soignant|enseignant|elu|aidant|retraite|usager|citoyen|locataire|scolaire|" +
  "exposant|intervenant|medecin|infirmier|infirmiere|animateur|membre|societaire|mutualiste|ambassadeur|migrant|refugie|detenu|foyer|couple|inscrit|present";
const THINGS =
  "association|ecole|college|lycee|etablissement|commune|departement|region|ville|village|quartier|territoire|site|centre|" +
  "structure|entreprise|partenaire|mutuelle|pharmacie|hopital|universite|campus|classe|section|antenne|agence|atelier|seance|" +
  "session|conference|rencontre|reunion|edition|stand|formation|consultation|depistage|repas|panier|colis|livre|jouet|arbre|" +
  "velo|logement|place|emploi|poste|equipe|groupe|projet|action|intervention|evenement|spectacle|film|exposition|kit|serviette|" +
  "protection|masque|don|vue|abonne|reponse|questionnaire|boite|sac|tonne|kilo|litre|distributeur|defibrillateur|ordinateur|lit|soiree|visite";
const COMMON = new RegExp(`^(?:${PEOPLE}|${THINGS})s?$`);

/** True for nouns that are plainly counted in this field; the others count too, when their sentence is clear enough. */
export function isCommonNoun(folded: string): boolean {
  return COMMON.test(folded);
}

const AGED =
  /(?:^|[^a-z])(?:enfant|jeune|fille|garcon|femme|homme|personne|eleve|adulte|senior|ado|adolescent|adolescente|public|habitant|etudiant|bebe|nourrisson|mineur|majeur|population|retraite|aine|patient|tout-petit|petit)s?(?:,| :| \(| ayant| a partir| des| de plus| de moins| de| entre| d'au moins| d'environ| et)*$/;

/** True when a text ends by naming people whose age may follow: "enfants de", "femmes de plus de". */
export function namesPeople(folded: string): boolean {
  return AGED.test(folded.trimEnd());
}
