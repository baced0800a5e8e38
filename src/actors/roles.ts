import type { ActorRole } from "./kinds.ts";

const PARTICIPLE =
  "(?:e|ee|es|ees)(?: (?:conjointement|localement|notamment|egalement|principalement|directement|en partie|aussi))? par";
const OF = "(?:de|d'|du|des)(?= |\\b)";
const VOICE =
  "(?:appui|soutien|concours|aide|participation|collaboration|contribution|complicite|accompagnement|partenariat|implication|engagement)";

/** Phrases that stand before a name and say its role; `inherit` keeps the role that was running, `example` names one of the group before. */
export const CONNECTORS: readonly { role: ActorRole | "inherit" | "example"; source: string }[] = [
  { role: "funder", source: `(?:co-?)?(?:financ|subventionn|sponsoris)${PARTICIPLE}` },
  {
    role: "funder",
    source: `(?:et )?(?:avec|grace a|grace au) (?:l'|le |un |une |des |la )?(?:${VOICE} financiere?|dons?|subventions?|financements?|mecenat) ${OF}`,
  },
  {
    role: "carrier",
    source: `(?:co-?)?(?:port|pilot|coordonn|organis|co-?organis|lanc|impuls|initi|cre|dirig|men|propos|imagin)${PARTICIPLE}`,
  },
  { role: "carrier", source: "(?:conduit|concu|co-?construit|mis en place|mise en place|mis sur pied)(?:e|s|es)? par" },
  {
    role: "carrier",
    source: `a l'(?:initiative|origine)(?: conjointe)? (?!(?:du|de l'|de la|de ce|de cette|des) ?(?:projets?|dispositifs?|actions?|demarche|initiatives?|programme|idee|calendrier|evenement|operation|signalement|creation|concept)\\b)${OF}`,
  },
  { role: "carrier", source: `sous (?:l'egide|le pilotage|la coordination|la conduite|l'impulsion|la houlette) ${OF}` },
  { role: "operator", source: `(?:co-?)?(?:anim|realis|assur|deploy|encadr|execut)${PARTICIPLE}` },
  { role: "operator", source: "mise?s? en (?:œ|oe)uvre par" },
  { role: "host", source: `(?:(?:heberg|abrit)${PARTICIPLE}|accueilli(?:e|s|es)? par|dans les locaux ${OF})` },
  { role: "partner", source: `(?:soutenu(?:e|s|es)? par|(?:accompagn|appuy|aid|parrain|relay|epaul)${PARTICIPLE})` },
  {
    role: "partner",
    source: `(?:et )?(?:avec|grace a|grace au) (?:l'|le |la |un |une )?${VOICE}(?: (?:technique|logistique|actif|active|precieux|methodologique|humain|benevole))? ${OF}`,
  },
  {
    role: "partner",
    source:
      "(?:et )?en (?:etroite? )?(?:partenariat|lien|liaison|collaboration|cooperation|association|concertation|coordination|complementarite|relation)(?: etroite?)? avec",
  },
  { role: "partner", source: `aux cotes ${OF}` },
  { role: "inherit", source: "ainsi que|mais aussi|et aussi|et egalement|de meme que|sans oublier" },
  { role: "example", source: "tels? que|telles? que|comme par exemple|par exemple|comme|notamment" },
  { role: "partner", source: "(?:et )?avec" },
];

/** Words that say what somebody does, without saying it for somebody else. */
const CUES: Readonly<Record<ActorRole, RegExp>> = {
  carrier:
    /\b(?:co-?)?(?:porteu(?:r|se|rs|ses)|port(?:e|ent|ant|age)|pilot(?:e|es|ent|age))\b|\bcoordin(?:ation|ateur|atrice|ateurs|atrices)\b|\b(?:co-?)?coordonn(?:e|ent|ateur|atrice)\b|\ba l'(?:initiative|origine)|\binitia(?:teur|trice|teurs|trices|tive)\b|\bconc(?:oit|oivent|eption|epteur|epteurs|eptrice)\b|\b(?:co-?)?organis(?:e|ent|ateur|atrice|ateurs|ation)\b|\bchefs? de file\b|\bpivot\b|\blance(?:ment|nt)?\b|\bimpuls(?:e|ion|ent)\b|\bmaitr(?:e|ise) d'ouvrage\b/g,
  funder:
    /\b(?:co-?)?financ(?:e|ent|eur|euse|eurs|euses|ement|ements|iere?|iers?|ieres)\b|\bsubventions?\b|\bsubventionn(?:e|ent)\b|\bmecen(?:e|es|at)\b|\bdons?\b|\bdonat(?:eur|rice|eurs)\b|\bsponsors?\b|\bdotation\b/g,
  host: /\baccueil(?:le|lent|lant)?\b|\bheberg(?:e|ent|eur|ement)\b|\bpret(?:e|ent)?\b(?= (?:de |d'|la |le |les |l'|une |un |des |sa |ses )?(?:salles?|locaux|local|lieux?|terrains?|espaces?|gymnases?|batiments?))|\bmet(?:tent)? (?:\w+ ){0,2}?a disposition\b(?! d[eu]s? (?:personnel|materiel|benevoles|agents))|\bmises? a disposition (?:de |d'|des |du |de la )?(?:salles?|locaux|local|lieux?|terrains?|espaces?|gymnases?|batiments?)|\blocaux\b(?= mis|$)|\blieu d'accueil\b|\bhotes?\b/g,
  operator:
    /\b(?:co-?)?anim(?:e|ent|ateur|atrice|ateurs|ation|ations)\b|\brealis(?:e|ent|ation|ateur)\b|\binterv(?:ient|iennent|ention|entions|enant|enante|enants)\b|\bprestat(?:aire|aires|ion|ions)\b|\boperat(?:eur|rice|eurs|ionnel)\b|\bmet(?:tent)? en (?:œ|oe)uvre\b|\bmise en (?:œ|oe)uvre\b|\bassur(?:e|ent)\b|\bencadr(?:e|ent|ement)\b|\bdeploi(?:e|ent|ement)\b/g,
  partner:
    /\bpartenai(?:re|res|riat)\b|\bpartenariat\b|\bappui(?:e|ent)?\b|\bsouti(?:en|ent|ennent|ens)\b|\bparticip(?:e|ent|ant|ante|ants|ation)\b|\brelai(?:s|e|ent)\b|\bcontribu(?:e|ent|tion|teur)\b|\baid(?:e|ent)\b|\bassocie(?:e|s|es)?\b|\bconcours\b|\baccompagn(?:e|ent|ement)\b|\bmembre\b/g,
};

/* Taking part in what another leads is not leading: these words are set aside before the cues of a leader are looked for. */
const LENT_HAND =
  /\b(?:particip|contribu|aid|appui|soutien|soutient|associ|concour|collabor)\w{0,8}(?: \w{1,12})? (?:a|au|aux|de|du|pour) (?:la |le |les |l')?(?:co-?)?[a-z]{2,20}|\bcomite de pilotage\b|\bmembres? (?:du|de la|des) [a-z]{2,20}(?: de pilotage)?|\bco-?construction\b/g;
const PASSIVE =
  /\b(?:financ|subventionn|port|pilot|anim|organis|coordonn|heberg|realis|accueilli)(?:e|ee|es|ees|s)? par\b.{0,120}/g;
const ORIGIN = /\binitia(?:teur|trice|teurs|trices)\b|\ba l'origine\b|\blance(?:ment|nt)?\b/;
const NOW = /\b(?:actuel|actuelle|actuels|actuelles|actuellement|desormais|aujourd'hui|maintenant|a pris le relais)\b/;
const PLURAL =
  /\b(?:co-?)?(?:porteurs|porteuses|pilotes|partenaires|financeurs|initiateurs|initiatrices|organisateurs|coordinateurs|coordonnateurs|concepteurs|animateurs|intervenants|prestataires|operateurs|mecenes|hotes|portent|pilotent|organisent|financent|animent|accueillent|participent|soutiennent|cofinanceurs|tous|toutes|ensemble|fondateurs)\b/;
const INVARIABLE =
  /\b(?:portage|pilotage|coordination|organisation|conception|financement|subventions?|animation|appui|soutien|hebergement|mecenat|partenariat|participation)\b|\ba l'(?:initiative|origine)\b/;
const FILLERS =
  /\b(?:le|la|les|l|un|une|du|de|des|d|au|aux|en|et|a|ce|cette|son|sa|est|sont|projet|projets|action|actions|initiative|initiatives|dispositif|demarche|principal|principale|principaux|actuel|actuelle|historique|actif|active|actifs|role|co|porteuse|porteur|premier|premiere|seul|unique|tant|que|structure|organisme)\b/g;

export interface RoleReading {
  roles: ActorRole[];
  /** The words say nothing but the role. */
  bare: boolean;
  number: "plural" | "singular" | "invariable";
  /** Leads only because it came first. */
  origin: boolean;
  /** Leads from now on, which ends the lead of those who started. */
  takesOver: boolean;
  /** Leads and supports at once, without being said to carry: beside a plain leader it supports. */
  mixed: boolean;
}

/** Reads the roles that flattened words give to the actor they describe (at most 400 characters are read); no role gives an empty list. */
export function readRoles(flat: string): RoleReading {
  const phrase = flat.slice(0, 400).replace(PASSIVE, " ");
  const own = phrase.replace(LENT_HAND, " partenaire ");
  const roles: ActorRole[] = [];
  let rest = phrase;
  for (const role of ["carrier", "funder", "host", "operator", "partner"] as const) {
    if (own.match(CUES[role])) roles.push(role);
    rest = rest.replace(CUES[role], " ");
  }
  return {
    roles,
    bare: roles.length > 0 && !/[a-z0-9]/.test(rest.replace(FILLERS, " ")),
    number: PLURAL.test(phrase) ? "plural" : INVARIABLE.test(phrase) ? "invariable" : "singular",
    origin: roles.includes("carrier") && ORIGIN.test(own) && !/\b(?:co-?)?(?:porte|pilot|coord)/.test(own),
    mixed:
      roles.includes("carrier") && /\b(?:soutien|appui|partenaire)\b/.test(own) && !/\bport(?:e|ent|age)/.test(own),
    takesOver: roles.includes("carrier") && NOW.test(own),
  };
}

const PASSIVE_BY =
  /\b(financ|subventionn|port|pilot|coordonn|organis|anim|realis|heberg|accueilli)(?:e|ee|es|ees|s)? par (?:la |le |les |l')?([^,;()]{2,80})/g;
const PASSIVE_ROLE: Readonly<Record<string, ActorRole>> = {
  financ: "funder",
  subventionn: "funder",
  port: "carrier",
  pilot: "carrier",
  coordonn: "carrier",
  organis: "carrier",
  anim: "operator",
  realis: "operator",
  heberg: "host",
  accueilli: "host",
};

/** The others that flattened words name as having done the thing ("distributeurs financés par MGEN"), with their role and place. */
export function readPassives(flat: string): { role: ActorRole; start: number; end: number }[] {
  return [...flat.slice(0, 400).matchAll(PASSIVE_BY)].map((match) => {
    const end = match.index + match[0].length;
    return { role: PASSIVE_ROLE[match[1]!]!, start: end - match[2]!.length, end };
  });
}

const LABELS: readonly [ActorRole, RegExp, boolean][] = [
  [
    "carrier",
    /^(?:structures? |organismes? |acteurs? )?(?:co-?)?(?:porteu(?:r|se|rs|ses)|pilotes?|portage|pilotage|coordination|coordinateurs?|organisateurs?|organisation|initiateurs?|chefs? de file|a l'(?:origine|initiative)|porte par)\b/,
    true,
  ],
  [
    "funder",
    /^(?:structures? |organismes? |partenaires? )?(?:co-?)?(?:financ(?:eurs?|ements?|iers?)|subventions?|mecen(?:es?|at)|dons?|sponsors?)\b/,
    false,
  ],
  ["host", /^(?:lieux?|lieux? d'accueil|accueil|hebergement|hotes?|locaux)\b/, false],
  [
    "operator",
    /^(?:animat(?:ion|eurs?)|intervenants?|interventions?|prestataires?|operateurs?|realisation|mise en (?:œ|oe)uvre)\b/,
    false,
  ],
  [
    "partner",
    /^(?:autres? |nos |les |principaux )?(?:partenai(?:res?|riats?)|appuis?|soutiens?|participants?|avec|relais|acteurs? (?:associes?|mobilises?|impliques?))\b/,
    false,
  ],
];

/** Reads flattened words before a colon as the role of what follows; `all` when it covers every name up to the next mark; null for other words. */
export function readLabel(flat: string): { role: ActorRole; all: boolean } | null {
  const label = flat.trim();
  if (label.length > 60) return null;
  for (const [role, pattern, single] of LABELS) {
    const found = label.match(pattern);
    if (found) return { role, all: !single || /(?:s|ses|portage|pilotage|coordination|organisation)\b/.test(found[0]) };
  }
  return null;
}
