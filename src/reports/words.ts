import type { ReportLang, TerritoryScale } from "./model.ts";
import { en } from "./words-en.ts";

const plural = (n: number, one: string, many: string) => `${n} ${n > 1 ? many : one}`;

const times = (n: number) => (n === 0 ? "jamais" : `${n} fois`);

/** The French words of a printed report; the English catalogue has the same shape. */
export const fr = {
  chapters: {
    foreword: "Avant-propos",
    note: "Note des auteurs",
    contents: "Sommaire",
    study: "La démarche",
    grid: "La grille",
    reading: "Lire ce rapport",
    overview: "Vue d’ensemble",
    strengths: "Lignes de force",
    agreement: "Accord des codeurs",
    index: "Index",
    sources: "Sources",
    colophon: "Achevé d’imprimer",
  },
  cover: { research: "Recherche-action" },
  forewordMissing: {
    title: "Avant-propos à compléter",
    text: (network: string) =>
      `Cette page attend le texte de la présidence ou de la direction de « ${network} » : pourquoi cette étude, ce qu’elle engage. Il s’écrit dans l’espace de travail du rapport, puis le rapport est scellé à nouveau.`,
    dated: (day: string) => `Page laissée ouverte le ${day}.`,
  },
  study: {
    lead: (months: number, steps: number) =>
      `${plural(months, "mois", "mois")}, ${plural(steps, "étape", "étapes")} : bâtir une grille, interroger le terrain, puis relire ensemble ce qu’il a répondu.`,
    questions: "Les questions de recherche",
    timeline: "Les étapes",
    alt: (steps: string) => `Frise des étapes de l’étude. ${steps}`,
    missing: "Les étapes de l’étude ne sont pas encore décrites.",
  },
  grid: {
    lead: (n: number) =>
      `${plural(n, "dimension", "dimensions")}, lues deux fois : ce sur quoi l’initiative s’appuie (le levier), et ce qu’elle change ou cherche à changer sur le territoire (l’impact).`,
    dimension: "Dimension",
    lever: "Levier mobilisé",
    impact: "Impact territorial recherché",
    scale: "L’échelle",
    missing: "La grille de ce réseau n’est pas encore définie.",
  },
  lines: { lever: "levier", impact: "impact" },
  reading: {
    lead: "Chaque chiffre garde les mots d’où il vient ; chaque proposition est dite comme telle.",
    marks: "Les marques",
    marksText:
      "Chaque domaine a sa marque et sa couleur, jamais l’une sans l’autre. L’initiative prend celles du premier domaine où elle est classée.",
    figures: "Les chiffres",
    written: "La réponse écrit",
    kept: "On retient",
    means: "Ce que cela veut dire",
    rules: [
      ["« 1 500 »", "1 500", "Valeur donnée sans réserve."],
      [
        "« près de 850 », « environ 30 »",
        "environ 850, environ 30",
        "La réserve reste : aucun intervalle n’est inventé.",
      ],
      ["« plus de 1 200 »", "1 200 ou plus", "Plancher connu, plafond inconnu."],
      ["« au plus 40 »", "40 ou moins", "Plafond connu, plancher inconnu."],
      ["« entre 1 500 et 3 000 »", "de 1 500 à 3 000", "Intervalle écrit par la réponse."],
      ["« des centaines »", "de 100 à 999", "Ordre de grandeur, rien de plus."],
    ] as [string, string, string][],
    totalRule:
      "Un total n’est donné que si l’unité, la période et la manière de compter sont les mêmes. S’il contient une valeur approchée, il est dit « environ », et ce qu’il laisse de côté est écrit à côté.",
    coders: "Les codeurs",
    codersText:
      "Deux personnes ont noté séparément chaque réponse sur la grille, sans rien y ajouter de ce qu’elles savaient par ailleurs. Leurs notes sont montrées toutes les deux, jamais moyennées. Une initiative racontée par deux réponses garde les notes des deux.",
    status: "Ce qui est proposé",
    statusText:
      "« Proposé » signale ce qu’une équipe ou une lecture automatique avance et que personne n’a encore accepté. Tout le reste a été relu et accepté.",
    notes: "Les notes",
    notesText:
      "Chaque chiffre d’une fiche porte un appel de note : il mène à la réponse, à la colonne et aux mots d’où il vient, rassemblés dans les sources.",
  },
  overview: {
    lead: (answers: number, initiatives: number, merged: number) =>
      merged > 0
        ? `${plural(answers, "réponse est remontée", "réponses sont remontées")}. ${plural(merged, "initiative y est racontée", "initiatives y sont racontées")} plus d’une fois : il en reste ${initiatives}, comptées une seule fois.`
        : `${plural(answers, "réponse est remontée", "réponses sont remontées")} : ${plural(initiatives, "initiative", "initiatives")}, comptées une seule fois.`,
    map: "Où elles ont lieu",
    mapAlt: (list: string) => `Carte des initiatives, une marque par lieu. ${list}`,
    mapNote:
      "Une marque par lieu. Marque pleine : position de la commune. Marque creuse : position approchée, au centre du département ou de la région, quand la réponse ne nomme pas de commune. Les marques trop serrées sont un peu écartées. Les outre-mer sont à des échelles différentes.",
    noPlace: (keys: string) => `Sans lieu sur la carte : ${keys}.`,
    numbers: "Compter sans additionner",
    numbersLead: (n: number, answers: number) =>
      `${plural(n, "réponse compte", "réponses comptent")} quelque chose, sur ${answers}, souvent avec une réserve. On montre ces nombres ensemble, avec leurs mots ; on n’additionne que ce qui se compte de la même manière.`,
    numbersNote:
      "Axe logarithmique : chaque graduation vaut dix fois la précédente. Disque plein : valeur écrite sans réserve. Disque creux : « environ », « près de ». Trait qui s’efface : plancher sans plafond, ou l’inverse. Segment : intervalle. Hachures : ordre de grandeur.",
    columns: { n: "N°", initiative: "Initiative", drawing: "Ordre de grandeur", words: "Mots de la réponse" },
    countsNoPeriod: "Sans période écrite",
    others: "Parts, durées, distances et autres mesures",
    totals: "Les totaux",
    noTotal: "Aucun total n’est donné : dans cette édition, aucune unité n’est comptée deux fois de la même manière.",
    total: (value: string, n: number) => `${value} (${plural(n, "chiffre additionné", "chiffres additionnés")})`,
    leftOut: (list: string) => `Laissé de côté : ${list}.`,
    noFigure: "Aucune réponse ne donne de chiffre.",
  },
  domain: {
    of: (index: number, total: number) => `Domaine ${index} sur ${total}`,
    count: (n: number) => (n > 1 ? "initiatives" : "initiative"),
    also: (list: string) => `Aussi racontées dans ce domaine, imprimées ailleurs : ${list}.`,
    proposedBy: (who: string) => `Proposé par ${who}`,
    proposed: "Proposé",
    noFinding: "Aucun constat n’est encore écrit pour ce domaine.",
    sheets: "Les fiches",
    none: "Sans domaine",
    noneDefinition: "Ces initiatives attendent que quelqu’un décide de leur domaine.",
    empty: "Aucune initiative n’est classée d’abord dans ce domaine.",
  },
  sheet: {
    number: (n: string) => `n° ${n}`,
    running: (n: string) => `Fiche ${n}`,
    continued: (n: string) => `Fiche ${n}, suite`,
    definition: "Définition",
    cooperation: "Coopérations",
    impacts: "Impacts",
    next: "Et après",
    profile: "Profil sur la grille",
    place: "Lieu",
    words: "Tel qu’écrit",
    scale: "Échelle",
    radius: (km: string) => `et ${km} km alentour`,
    since: "Depuis",
    audiences: "Pour qui",
    alsoIn: "Aussi dans",
    merged: "Réponses réunies",
    mergedText: (numbers: string) =>
      `Les réponses ${numbers} racontent la même initiative. Les mots de chacune sont dans les sources.`,
    source: "Source",
    answer: (n: string) => `Réponse ${n}`,
    nature: "Nature",
    who: "Qui",
    carriers: "À l’initiative",
    noCarrier: "aucun porteur désigné",
    silent: "La réponse n’en dit rien.",
    proposedSheet: "Fiche proposée : personne ne l’a encore relue.",
    proposedPlace: "lieu proposé, à confirmer",
    condition: (text: string) => `Condition : ${text}`,
    coder: (name: string) => `codeur ${name}`,
    same: "l’un dans l’autre : accord",
    profileAlt: (rows: string) => `Profil sur la grille, notes de 0 à 3 de chaque codeur. ${rows}`,
    noProfile: "Cette initiative n’a pas encore été notée sur la grille.",
    noScore: "sans note",
    mapAlt: (place: string) => `Carte de situation : ${place}.`,
    figuresTitle: "Chiffres, tels qu’écrits",
    written: "Écrit dans Ancrage",
    accordingTo: (n: string) => `selon la réponse ${n}`,
    proposedFigure: "proposé",
    proposedActors: "Acteurs proposés : personne ne les a encore relus.",
    proposedFigures: "Chiffres proposés : personne ne les a encore relus.",
  },
  strengths: {
    lead: (n: number) =>
      `${plural(n, "manière", "manières")} d’agir reviennent d’une initiative à l’autre, quel que soit le domaine.`,
    perspectives: "Ce qu’elles ouvrent",
    missing: "Aucune ligne de force n’est encore écrite.",
  },
  agreement: {
    lead: "Plusieurs personnes ont lu les mêmes réponses. Là où elles s’accordent, on peut conclure ; ailleurs, le rapport le dit et s’abstient.",
    missing: "L’accord ne se mesure qu’entre deux codeurs au moins ; ces réponses n’ont pas deux codages.",
    low: (n: number, total: number) =>
      n === 0
        ? "Toutes les cellules se lisent de la même façon"
        : `${plural(n, "cellule", "cellules")} sur ${total} : on s’abstient de conclure`,
    axis: { below: "moins de 0,667 : on s’abstient", between: "avec réserve", above: "on conclut" },
    columns: {
      cell: "Cellule",
      alpha: "Alpha",
      kappa: "Kappa pondéré",
      equal: "Notes égales",
      drawing: "Alpha, de 0 à 1",
    },
    alt: (list: string) => `Alpha ordinal de Krippendorff par cellule, de 0 à 1. ${list}. Seuils : 0,667 et 0,8.`,
    note: (units: number, coders: string) =>
      `${units} réponses, codeurs ${coders}. Alpha ordinal de Krippendorff (2011) ; seuils de 0,667 et 0,8 du même auteur. Kappa de Cohen à poids quadratiques (1968), entre les deux premiers codeurs. Disque plein : levier ; anneau : impact. « – » : non calculable.`,
    worst: "La cellule la moins partagée",
    worstText: (cell: string, alpha: string, higherA: number, higherB: number, n: number, a: string, b: string) =>
      `${cell} : alpha ${alpha}. Sur ${n} réponses, le codeur ${a} note plus haut que le codeur ${b} : ${times(higherA)} ; plus bas : ${times(higherB)}. Ce rapport n’en tire aucune conclusion.`,
    cross: (a: string, b: string) => `${a} en ligne, ${b} en colonne`,
    crossNote: "Nombre de réponses pour chaque couple de notes. Sur fond teinté, les notes égales.",
  },
  index: {
    lead: "Les numéros sont ceux des initiatives et mènent à leur fiche.",
    territories: "Par territoire",
    national: "National ou sans département",
    partners: "Par partenaire",
    partnersNote:
      "En italique, les partenaires génériques (« associations locales », « élus ») : ils ne désignent personne.",
    prospects: "Par suite envisagée",
  },
  sources: {
    lead: "Chaque réponse citée, avec ses mots. C’est ici que mènent les notes des fiches.",
    answers: "Les réponses",
    documents: "D’où elles viennent",
    received: (day: string) => `reçue le ${day}`,
    sheet: (n: string) => `fiche ${n}`,
    attributions: "Données et attributions",
    columns: { name: "Source", use: "Usage", licence: "Licence" },
  },
  colophon: {
    lead: "Ce rapport est composé de données scellées : le même contenu donne la même empreinte.",
    document: "Ce document",
    documentText: (title: string, edition: string, network: string, day: string) =>
      `${title}, ${edition}. ${network}, ${day}.`,
    contents: "Contenu",
    contentsText: (answers: number, initiatives: number, codings: number) =>
      `${plural(answers, "réponse", "réponses")}, ${plural(initiatives, "initiative", "initiatives")}, ${plural(codings, "codage", "codages")}.`,
    hash: "Empreinte",
    hashText: "SHA-256 des données scellées :",
    journal: "Journal",
    journalText: (position: number) =>
      `Le journal d’audit du réseau comptait ${plural(position, "entrée", "entrées")} quand ce rapport a été scellé. Gardez cette ligne : « ancrage audit verify --anchors » la compare au journal, et trouve ce qui y aurait été modifié depuis.`,
    verify: "Vérifier",
    verifyText:
      "La commande suivante compare ce fichier et les données d’aujourd’hui à ce qui a été scellé, et nomme chaque différence :",
    verifyCommand: "ancrage report verify FICHIER",
    fonts: "Caractères",
    fontsText:
      "Source Serif 4 pour les titres, Atkinson Hyperlegible Next pour le texte, dessiné pour la basse vision. Tous deux sous licence SIL Open Font License 1.1.",
    access: "Accès",
    accessText:
      "PDF balisé selon la norme PDF/UA-1 : titres, tableaux et notes sont structurés, chaque dessin porte une description. Le même contenu existe en HTML, sans script.",
    glyphs: "Signes",
    glyphsText: (codes: string) =>
      `Ces caractères manquent aux polices du PDF et y sont écrits par leur code Unicode ; la version HTML les montre : ${codes}.`,
    sealed: "Données scellées",
  },
  scales: {
    commune: "une commune",
    epci: "une intercommunalité",
    departement: "un département",
    region: "une région",
    perimeter: "plusieurs territoires",
    national: "tout le pays",
  } as Record<TerritoryScale, string>,
  kinds: {
    mutuelle: "Mutuelles et groupements",
    collectivite: "Collectivités",
    "etat-agence": "État et agences",
    "securite-sociale": "Sécurité sociale",
    association: "Associations",
    professionnels: "Professionnels",
    "etablissement-sante-medicosocial": "Établissements de santé et médico-sociaux",
    "etablissement-scolaire": "Établissements scolaires",
    "enseignement-superieur": "Enseignement supérieur",
    entreprise: "Entreprises",
    cooperative: "Coopératives",
    fondation: "Fondations",
    syndicat: "Syndicats",
    media: "Médias",
    citoyens: "Citoyens et militants",
    autre: "Autres",
  } as Record<string, string>,
  roles: {
    carrier: "porteur",
    partner: "partenaire",
    funder: "financeur",
    host: "accueil",
    operator: "opérateur",
  } as Record<string, string>,
  prospects: {
    essaimage: "Essaimer",
    elargissement: "Élargir",
    perennisation: "Pérenniser",
    reconduction: "Reconduire",
    "integration-politique-publique": "Entrer dans une politique publique",
    autre: "Autre suite",
  } as Record<string, string>,
  fields: {
    title: "intitulé",
    place: "lieu",
    since: "année de début",
    need: "besoin",
    description: "description",
    partners: "partenaires",
    audiences: "publics",
    audience: "publics",
    carriers: "porteurs",
    funders: "financeurs",
    domain: "domaine",
    figures: "chiffres",
    impacts: "impacts",
    prospects: "perspectives",
  } as Record<string, string>,
  reasons: {
    other_unit: "autre unité",
    other_period: "autre période",
    not_additive: "ne s’additionne pas",
    no_unit: "sans unité",
    same_initiative: "même initiative, dite deux fois",
    overlap: "déjà compté ailleurs",
    proposed: "proposé, non accepté",
  } as Record<string, string>,
  quote: (words: string) => `« ${words} »`,
  list: (items: string[]) => new Intl.ListFormat("fr").format(items),
  toc: {
    here: "Aller au contenu",
    back: "Retour à la fiche",
    label: "Sommaire du rapport",
  },
};

export type Words = typeof fr;

/** The catalogue of one language. */
export const words = (lang: ReportLang): Words => (lang === "fr" ? fr : en);
