import { capital, countFr, formatNumber, formatShare } from "../format.ts";

type Counted = { min: number | null; max: number | null; qualifier: string; unit: string | null };

const amount = (value: number, unit: string | null): string => {
  if (unit === "proportion") return formatShare(value, "fr");
  return unit ? `${formatNumber(value, "fr")} ${unit}` : formatNumber(value, "fr");
};

export const common = {
  product: "Ancrage",
  skip: "Aller au contenu",
  mainNav: "Principale",
  workNav: "Espace de travail",
  youAreHere: "Vous êtes ici",
  otherTongue: "English",
  otherTongueLabel: "Read this page in English",
  networks: "Réseaux",
  nav: {
    initiatives: "Initiatives",
    map: "Carte",
    domains: "Domaines",
    grid: "Grille",
    actors: "Acteurs",
    reports: "Rapports",
    import: "Importer",
    review: "À vérifier",
    proposals: "Propositions",
    drafts: "Brouillons",
    basket: "Corbeille",
    duplicates: "Doublons",
    people: "Personnes",
    journal: "Journal",
    personalData: "Données personnelles",
    jobs: "Travaux",
    settings: "Réglages",
  },
  footer: {
    /** Whose drawings and positions a map is made of; null for those that ship. */
    provenance: (outlines: string | null, centres: string | null) =>
      `Contours des départements : ${outlines ?? "@svg-maps (CC BY 4.0) ; outre-mer : Natural Earth"}. Positions des communes : ${centres ?? "GeoNames (CC BY 4.0)"}. Codes officiels géographiques : Insee, 2026.`,
    openData: "Données ouvertes",
    api: "API",
    accessibility: "Accessibilité",
    personalData: "Données personnelles",
    gallery: "Composants",
    software: "Logiciel libre, AGPL-3.0-or-later",
  },
  search: {
    label: "Chercher une initiative, un lieu, un partenaire",
    verb: "Chercher",
    hint: "Par exemple : épicerie solidaire, Lot, CROUS",
  },
  pages: {
    label: "Pages",
    previous: "Page précédente",
    next: "Page suivante",
    page: (n: number): string => `Page ${n}`,
  },
  dataTable: "Lire ces données en tableau",
  proposed: "(proposé)",
  proposedLong: "proposé, à accepter",
  noneSaid: "non dit",
  and: "et",
  also: " ; ",
  labelled: (term: string, value: string) => `${term} : ${value}`,
  quote: (words: string) => `« ${words} »`,
  statement: (key: string) => `Réponse n° ${key}`,
  statementLower: (key: string) => `réponse n° ${key}`,
  statementColumn: (key: string, column: string) => `Réponse n° ${key}, ${column}`,
  sheetNumber: (key: string) => `Fiche ${key}`,
  initiatives: (n: number): string =>
    n <= 1 ? `${formatNumber(n, "fr")} initiative` : `${formatNumber(n, "fr")} initiatives`,
  statements: (n: number): string =>
    n <= 1 ? `${formatNumber(n, "fr")} réponse` : `${formatNumber(n, "fr")} réponses`,
  initiativeNoun: (n: number): string => (n > 1 ? "initiatives" : "initiative"),
  initiativesInWords: (n: number): string =>
    n === 0 ? "aucune initiative" : `${countFr(n, "f")} ${n === 1 ? "initiative" : "initiatives"}`,
  undecidedDomain: "Sans domaine pour l’instant",
  placeUnknown: "Lieu non reconnu",
  placeUnsaid: "Lieu non dit",
  kinds: {
    mutuelle: "Mutuelles",
    association: "Associations",
    collectivite: "Collectivités",
    "etat-agence": "État et agences",
    "securite-sociale": "Sécurité sociale",
    "etablissement-sante-medicosocial": "Établissements de santé et médico-sociaux",
    "etablissement-scolaire": "Écoles, collèges, lycées",
    "enseignement-superieur": "Enseignement supérieur",
    professionnels: "Professionnels",
    entreprise: "Entreprises",
    fondation: "Fondations",
    cooperative: "Coopératives",
    syndicat: "Syndicats",
    media: "Médias",
    citoyens: "Citoyens",
    autre: "Autres",
  } as Record<string, string>,
  kind: {
    mutuelle: "Mutuelle",
    association: "Association",
    collectivite: "Collectivité",
    "etat-agence": "État et agences",
    "securite-sociale": "Sécurité sociale",
    "etablissement-sante-medicosocial": "Établissement de santé ou médico-social",
    "etablissement-scolaire": "École, collège, lycée",
    "enseignement-superieur": "Enseignement supérieur",
    professionnels: "Professionnels",
    entreprise: "Entreprise",
    fondation: "Fondation",
    cooperative: "Coopérative",
    syndicat: "Syndicat",
    media: "Média",
    citoyens: "Citoyens",
    autre: "Autre",
  } as Record<string, string>,
  roles: {
    carrier: "porte l’initiative",
    partner: "partenaire",
    funder: "finance",
    host: "accueille",
    operator: "met en œuvre",
  } as Record<string, string>,
  prospects: {
    essaimage: "Essaimer",
    perennisation: "Pérenniser",
    reconduction: "Reconduire",
    elargissement: "Élargir",
    "integration-politique-publique": "Entrer dans l’action publique",
    autre: "Autre perspective",
  } as Record<string, string>,
  scales: {
    commune: "commune",
    epci: "intercommunalité",
    departement: "département",
    region: "région",
    perimeter: "périmètre",
    national: "tout le pays",
  } as Record<string, string>,
  placeStatus: {
    accepted: "accepté",
    proposed: "proposé",
    ambiguous: "à préciser",
    unknown: "non reconnu",
  } as Record<string, string>,
  statuses: {
    active: "En cours",
    archived: "Archivée",
    merged: "Fusionnée",
    settled: "Rien à vérifier",
    review: "À vérifier",
  } as Record<string, string>,
  fields: {
    number: "numéro",
    title: "intitulé",
    place: "lieu",
    since: "année de début",
    since_year: "année de début",
    need: "besoin",
    description: "description",
    partners: "partenaires",
    carriers: "porteurs",
    funders: "financeurs",
    respondent: "répondant",
    audience: "public",
    audiences: "public",
    figures: "chiffres",
    impacts: "impacts",
    prospects: "perspectives",
    domain: "domaine",
    domains: "domaines",
  } as Record<string, string>,
  lever: "Levier",
  impact: "Impact",
  leverLong: "Levier mobilisé",
  impactLong: "Impact territorial",
  scores: ["absent", "évoqué", "effectif", "structurant"],
  scoreMeanings: [
    "la fiche n’en dit rien",
    "sans fait qui l’étaye",
    "au moins un fait précis",
    "l’un des ressorts ou effets principaux",
  ],
  /* Short names of the dimensions of the RTE grid, for the miniatures; others are cut. */
  shortDimensions: {
    "reponse-aux-besoins": "Besoins",
    "cooperation-locale": "Coopération",
    "impact-environnemental": "Environnement",
    "action-publique-territoriale": "Action publique",
    "engagement-citoyen": "Engagement",
  } as Record<string, string>,
  figure: {
    read: "Lu :",
    reserve: "Réserve :",
    period: "Période :",
    nature: "Nature :",
    status: "État :",
    noReserve: "aucune",
    noPeriod: "non dite",
    inWords: "ordre de grandeur, gardé en mots",
    ratio: "une part, jamais additionnée",
    multiplier: "un rapport, jamais additionné",
    length: "une durée, jamais additionnée",
    reserves: {
      exactly: "aucune",
      about: "environ",
      at_least: "au moins",
      at_most: "au plus",
      between: "un intervalle",
      order_of_magnitude: "un ordre de grandeur",
    } as Record<string, string>,
    periodOf: (period: string) => {
      const per: Record<string, string> = { an: "par an", mois: "par mois", semaine: "par semaine", jour: "par jour" };
      return per[period] ?? period;
    },
    reading: ({ min, max, qualifier, unit }: Counted): string => {
      if (min === null && max === null) return "gardé en mots";
      if (min === null) return `au plus ${amount(max!, unit)}`;
      if (max === null) return `au moins ${amount(min, unit)}`;
      if (min === max) return qualifier === "about" ? `environ ${amount(min, unit)}` : amount(min, unit);
      if (unit === "proportion") return `de ${formatShare(min, "fr")} à ${formatShare(max, "fr")}`;
      return `de ${formatNumber(min, "fr")} à ${amount(max, unit)}`;
    },
  },
  actors: {
    local: "Équipe du réseau",
    software: "Ancrage, à vérifier",
    system: "Ancrage",
    demonstration: "Équipe d’Ancrage",
  } as Record<string, string>,
  changes: {
    imported: (c: Change) => [
      c.number !== undefined
        ? `Réponse n° ${c.number} importée.`
        : `${statements(c.count ?? 0)} ${(c.count ?? 0) > 1 ? "importées" : "importée"}${c.other ? ` de « ${c.other} »` : ""}.`,
      "",
    ],
    updated: (c: Change) => ["Réponse mise à jour : ", c.count ? ` (${formatNumber(c.count, "fr")}).` : "."],
    merged: (c: Change) => [
      c.other ? `« ${c.other} » fusionnée avec ` : "Deux réponses fusionnées : ",
      " ; les deux énoncés sont gardés.",
    ],
    unmerged: (c: Change) => ["Fusion défaite : ", c.other ? ` et « ${c.other} » sont de nouveau deux fiches.` : "."],
    told_apart: (c: Change) => [
      "",
      c.other ? ` et « ${c.other} » sont deux initiatives distinctes.` : " n’est pas un doublon.",
    ],
    duplicate_proposed: (c: Change) => ["Doublon proposé : ", c.other ? ` et « ${c.other} ».` : "."],
    classified: (c: Change) =>
      c.count
        ? [`${capital(countFr(c.count, "f"))} initiatives placées dans un domaine.`, ""]
        : ["", c.other ? ` placée dans ${c.other}.` : " placée dans un domaine."],
    place_settled: (c: Change) => [
      c.words && c.reading ? `Lieu décidé : « ${c.words} » est lu ${c.reading} pour ` : "Lieu décidé pour ",
      ".",
    ],
    value_settled: (c: Change) => [c.words ? `Valeur tranchée : « ${c.words} » dans ` : "Valeur tranchée dans ", "."],
    value_set_aside: (c: Change) => [
      c.words ? `Valeur laissée en l’état : « ${c.words} » dans ` : "Valeur laissée en l’état dans ",
      ".",
    ],
    coded: (c: Change) => [
      c.other ? `Codage de ${c.other} enregistré` : "Codage enregistré",
      c.count ? ` (${formatNumber(c.count, "fr")} ${c.count > 1 ? "cellules" : "cellule"}).` : ".",
    ],
    findings_tied: (c: Change) => [
      !c.count
        ? "Aucun lien proposé entre constats et initiatives."
        : c.count === 1
          ? "Un lien proposé entre un constat et une initiative."
          : `${formatNumber(c.count, "fr")} liens proposés entre constats et initiatives.`,
      "",
    ],
    readings_accepted: (c: Change) => [
      !c.count
        ? "Lectures sans doute acceptées."
        : c.count === 1
          ? "Un lieu lu sans doute accepté, avec ses acteurs et ses publics."
          : `${formatNumber(c.count, "fr")} lieux lus sans doute acceptés, avec leurs acteurs et leurs publics.`,
      "",
    ],
    finding_tied: () => ["Constat appuyé sur ", "."],
    report_sealed: (c: Change) => [c.other ? `Rapport scellé : « ${c.other} ».` : "Rapport scellé.", ""],
    edited: () => ["Fiche modifiée : ", "."],
    written: () => ["Nouvelle fiche : ", "."],
    created: (c: Change) => [c.other ? `Réseau créé : ${c.other}.` : "Réseau créé.", ""],
    other: (c: Change) => [c.other ?? "Un changement", c.other ? "" : " a été enregistré."],
  } as Record<string, (c: Change) => [string, string]>,
  /* Names of regions as a sentence needs them: alone, then as its subject. */
  regions: {
    "01": ["Guadeloupe", "La Guadeloupe"],
    "02": ["Martinique", "La Martinique"],
    "03": ["Guyane", "La Guyane"],
    "04": ["La Réunion", "La Réunion"],
    "06": ["Mayotte", "Mayotte"],
    "11": ["Île-de-France", "L’Île-de-France"],
    "24": ["Centre-Val de Loire", "Le Centre-Val de Loire"],
    "27": ["Bourgogne-Franche-Comté", "La Bourgogne-Franche-Comté"],
    "28": ["Normandie", "La Normandie"],
    "32": ["Hauts-de-France", "Les Hauts-de-France"],
    "44": ["Grand Est", "Le Grand Est"],
    "52": ["Pays de la Loire", "Les Pays de la Loire"],
    "53": ["Bretagne", "La Bretagne"],
    "75": ["Nouvelle-Aquitaine", "La Nouvelle-Aquitaine"],
    "76": ["Occitanie", "L’Occitanie"],
    "84": ["Auvergne-Rhône-Alpes", "L’Auvergne-Rhône-Alpes"],
    "93": ["Provence-Alpes-Côte d’Azur", "La Provence-Alpes-Côte d’Azur"],
    "94": ["Corse", "La Corse"],
  } as Record<string, [string, string]>,
  capital,
};

type Change = { other?: string; words?: string; reading?: string; count?: number; number?: string };

function statements(n: number): string {
  return n <= 1 ? `${formatNumber(n, "fr")} réponse` : `${formatNumber(n, "fr")} réponses`;
}
