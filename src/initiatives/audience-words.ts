import { editDistance } from "../territories/spelling.ts";
import { AUDIENCE_NOUNS, type AudienceCategory } from "./audience-categories.ts";

/** A noun that names a public, in its right spelling; its category is null when what follows decides. */
export type Noun = { spelling: string; category: AudienceCategory | null };

const plain = (word: string) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe");

const NOUNS = new Map<string, Noun>();
for (const [category, words] of AUDIENCE_NOUNS)
  for (const word of words.split(" ")) {
    NOUNS.set(plain(word), { spelling: word, category });
    if (!/[sxz]$/.test(word)) NOUNS.set(`${plain(word)}s`, { spelling: `${word}s`, category });
  }
const BY_LENGTH = Map.groupBy(NOUNS.keys(), (word) => word.length);

/** Words that follow such nouns and are often typed without their accents. */
const FOLLOWING = new Map(
  (
    "âgé âgée âgés âgées isolé isolée isolés isolées handicapé handicapée handicapés handicapées précarité précaire précaires " +
    "difficulté difficultés défavorisé défavorisée défavorisés défavorisées retraités santé hôpital école écoles collège " +
    "collèges lycée lycées université universités établissement établissements région département médical médicale " +
    "sociale sociaux éloigné éloignée éloignés éloignées réfugié réfugiés âge âges génération générations fragilisé " +
    "fragilisés diabète insérés sédentaire sédentaires allergique allergiques vulnérable vulnérables monoparentale " +
    "monoparentales étranger étrangers étrangère étrangères licence première deuxième troisième année années primaire " +
    "maternelle mentale situation domicile fixe abri emploi cancer quartier ville rural rurale ruraux scolaire scolaires " +
    "boursier boursiers professionnel professionnelle handicap public publics tous tout grand de du des la le les " +
    "et ou en à leur leurs"
  )
    .split(" ")
    .map((word) => [plain(word), word]),
);

const ACRONYMS = new Set(
  (
    "cp ce1 ce2 cm1 cm2 sdf rsa ehpad mgen vyv qpv dsden aesh atsem cpe smr ase mjc ess tpe pme esat ime itep ulis segpa upe2a bts " +
    "ifsi crous caf cpam msa ccas cpts ars iut aah apa ald pmi mecs cada rpa usld ssr had hlm zus rep hlm mna bac cap tnd tsa"
  ).split(" "),
);

/** Inclusive writing reduced to the word it starts with ("étudiant(e)s", "étudiant·e·s"). */
const uninclusive = (folded: string) =>
  folded.replace(/(?:\([a-z]{1,5}\)s?|[.·-](?:e|es|ne|nes|trice|euse)(?:[.·-]s)?)$/u, "s");

/** Finds the noun of a public behind a folded word, one slip of the finger allowed in a long word. */
export function lookUpNoun(folded: string): Noun | null {
  const known = NOUNS.get(folded) ?? NOUNS.get(uninclusive(folded));
  if (known) return known;
  if (folded.length < 6 || folded.length > 20 || FOLLOWING.has(folded) || !/^[a-z-]+$/.test(folded)) return null;
  const limit = folded.length >= 9 ? 2 : 1;
  let best: Noun | null = null;
  let distance = limit + 1;
  for (let length = folded.length - limit; length <= folded.length + limit; length++)
    for (const word of BY_LENGTH.get(length) ?? []) {
      // A slip rarely touches the first letter or the plural; "parties" is not "partie", "écoles" is not "colères".
      if (word[0] !== folded[0] || word.at(-1) !== folded.at(-1) || word.length < 6) continue;
      const far = editDistance(folded, word, distance - 1);
      if (far < distance) [best, distance] = [NOUNS.get(word)!, far];
    }
  return best;
}

/** The right spelling of a folded word that is known, acronyms in capitals; null otherwise. */
export function spellKnown(folded: string): string | null {
  if (ACRONYMS.has(folded)) return folded.toUpperCase();
  if (/[(.·]/.test(folded)) return null;
  return FOLLOWING.get(folded) ?? NOUNS.get(folded)?.spelling ?? null;
}

const BY_PHRASE: readonly (readonly [AudienceCategory, RegExp])[] = [
  [
    "tout-public",
    /\b(?:(?:grand|general|tous?|tout|tous les) publics?|tout le monde|toute? la population|toutes? (?:les )?generations|a tous|pour tous|de 7 a 77 ans|petits et grands|jeunes et moins jeunes|everyone|all ages|tous (?:les )?ages|toutes et tous)\b|^tous$|^toutes$/,
  ],
  ["familles", /^(?:jeunes|futurs|nouveaux) (?:parents|meres|peres)\b/],
];

/** What tells the kind of a public whose noun does not, first found first served. */
const BY_COMPLEMENT: readonly (readonly [AudienceCategory, RegExp])[] = [
  ["professionnels", /^(?:personnels?|equipes?|staff|teams?)\b/],
  ["personnes-handicapees", /\bhandicap|\bautis|\bdeficien|\bdisab|\bmalvoyant|\bsourde?s?\b|\baveugle|\bmalentendant/],
  ["aidants", /\baidantes?\b|\baidants\b|\bcarers?\b/],
  [
    "personnes-agees",
    /\bage(?:e|s|es)\b(?! de .{0,30}\b(?:ans?|years)\b)|\behpad\b|\bseniors?\b|\bvieill|\bolder\b|\belderly\b|\bretraite|\bmaisons? de retraite|\baines?\b/,
  ],
  [
    "precaires",
    /\bprecar|\bprecair|\bdemuni|\bpauvre|\bsans[ -]?(?:abri|domicile|emploi|logis|papiers|ressources)|\brsa\b|\binsertion\b|\bdefavoris|\brefugi|\bmigrant|\bsdf\b|\bhomeless|\bpoverty|\bmal loge|\beloignee?s? de l.emploi|\bgens du voyage/,
  ],
  [
    "malades",
    /\bmalad|\batteinte?s?\b|\bcancer|\bdiabet|\ballerg|\bhospitalis|\bsmr\b|\bpatient|\bsante mentale|\bchroniq|\baffections?\b|\bsouffrant|\bobes/,
  ],
  ["femmes", /\bfemmes?\b(?! et)|\benceintes\b|^women/],
  ["professionnels", /\bsoignant|\bmedica(?:l|ux)\b|\bprofession|\bsalarie|\benseignant/],
  ["eleves", /\bscolaires?\b|\beleves?\b|\becoles?\b|\bcolleg|\blyce/],
  ["etudiants", /\betudiant|\buniversit|\bcampus\b/],
  ["familles", /\bfamil|\bparents?\b/],
  ["enfants", /\benfants?\b|\bchildren\b/],
  ["jeunes", /\bjeunes?\b|\bado(?:s|lescents)?\b|\byoung\b/],
  ["adherents", /\badherent|\bmutualiste|\bassure/],
  ["benevoles-militants", /\bbenevole|\bmilitant|\bassociati/],
  ["habitants", /\bhabitant|\bquartier|\bvillag|\bcommunes?\b|\brura/],
];

/** Tells the kind of a public from its folded label; null when nothing does. */
export function categorise(label: string, noun: Noun | null): AudienceCategory | null {
  for (const [category, sign] of BY_PHRASE) if (sign.test(label)) return category;
  if (noun?.category)
    return /\baidante?s\b/.test(label) && noun.category !== "organisations" ? "aidants" : noun.category;
  for (const [category, sign] of BY_COMPLEMENT) if (sign.test(label)) return category;
  return byAge(label);
}

function byAge(label: string): AudienceCategory | null {
  const ages = [...label.matchAll(/\b\d{1,3}\b/g)].slice(0, 4).map(Number);
  if (ages.length === 0 || !/\bans?\b|\byears?\b|\bold\b|\bmois\b/.test(label)) return null;
  const open = /plus de|\+|et plus|over|apres/.test(label);
  const youngest = Math.min(...ages);
  const oldest = /moins de|under/.test(label) || !open ? Math.max(...ages) : Number.POSITIVE_INFINITY;
  if (youngest >= 55 && (open || ages.length > 1)) return "personnes-agees";
  if (oldest <= 12) return "enfants";
  return oldest <= 30 ? "jeunes" : null;
}
