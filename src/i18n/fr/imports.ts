import { countFr, formatNumber } from "../format.ts";

const number = (value: number) => formatNumber(value, "fr");
const many = (count: number, one: string, several: string) => `${number(count)} ${count > 1 ? several : one}`;

export const imports = {
  title: "Importer des réponses",
  description: "Importer un fichier de réponses du terrain dans ce réseau.",
  lead: "Un fichier de réponses, une ligne par initiative. Rien n’est écrit avant que vous ayez relu ce qu’il deviendra.",
  stepsLabel: "Étapes de l’import",
  steps: ["Choisir le fichier", "Vérifier", "Importer"],
  fileTitle: "Fichier",
  fileAside: "Le fichier reste sur cette installation. Il n’est envoyé à personne.",
  fileLabel: "Fichier de réponses",
  fileHint: (megabytes: number) =>
    `Tableau CSV ou classeur Excel (.xlsx), ${number(megabytes)} Mo au plus. Vous pouvez aussi le déposer ici.`,
  send: "Lire ce fichier",
  columnsTitle: "Ce qui est attendu",
  columnsAside: "Seul l’intitulé est nécessaire. L’ordre des colonnes ne compte pas.",
  columnsCaption: "Les colonnes qu’un fichier de réponses peut contenir",
  columnsHeads: { column: "Colonne", says: "Ce qu’elle dit", example: "Exemple" },
  columnsNote:
    "Les titres sont reconnus même s’ils sont écrits autrement (« Nom du projet », « Partenaires associés »). Vous pourrez corriger avant d’importer, et la correction sera retenue pour le prochain fichier.",
  expected: [
    ["intitulé", "le nom de l’initiative", "Épicerie solidaire étudiante"],
    ["lieu", "une commune, un département, une région, ou plusieurs", "Cahors (Lot)"],
    ["besoin", "ce qui a fait naître l’action", "Des étudiants sautent des repas."],
    ["description", "ce qui est fait", "Distribution chaque semaine sur le campus."],
    ["partenaires", "qui agit avec vous, séparés par des virgules", "CROUS, commune de Cahors (local)"],
    ["public", "pour qui", "étudiants, lycéens"],
    ["chiffres", "des quantités, avec leurs réserves", "près de 850 repas par an"],
    ["impacts", "ce que l’action change", "Moins de renoncement aux soins."],
    ["perspectives", "la suite souhaitée", "Essaimer dans l’Aveyron si la mairie prête une salle."],
  ] as [string, string, string][],
  earlierTitle: "Imports précédents",
  earlierCaption: "Imports précédents, le dernier en premier",
  earlierHeads: { file: "Fichier", when: "Reçu", state: "État", rows: "Réponses" },
  noEarlier: "Aucun fichier n’a encore été importé dans ce réseau.",
  states: {
    preview: "à vérifier, rien n’est écrit",
    queued: "en attente",
    running: "en cours",
    done: "importé",
    failed: "interrompu",
    cancelled: "abandonné",
  } as Record<string, string>,
  chooseFile: "Choisissez d’abord un fichier.",
  uploadCut: "L’envoi du fichier a été interrompu avant la fin. Envoyez-le de nouveau.",
  notReceived: "Le fichier n’a pas été importé",
  received: (when: string, who: string) => `Reçu le ${when} (${who}).`,
  finished: (when: string) => `Terminé le ${when}.`,
  bytes: (bytes: number): string =>
    bytes < 1024 * 1024
      ? `${number(Math.max(1, Math.round(bytes / 1024)))} ko`
      : `${number(Math.round((bytes / 1024 / 1024) * 10) / 10)} Mo`,
  encodings: {
    "utf-8": "UTF-8",
    "utf-16le": "UTF-16",
    "utf-16be": "UTF-16",
    "windows-1252": "Windows-1252",
  } as Record<string, string>,
  delimiters: { ",": "virgules", ";": "points-virgules", "\t": "tabulations", "|": "barres" } as Record<string, string>,
  workbook: (sheet: string) => `classeur, feuille « ${sheet} »`,

  previewTitle: "Vérifier avant d’importer",
  previewDescription: (file: string) => `Ce que deviendrait chaque ligne de ${file}, avant écriture.`,
  previewLead:
    "Rien n’est encore écrit. Voici ce qui reste douteux, ce que devient chaque ligne et comment chaque colonne a été lue.",
  balance: "Bilan",
  read: (n: number): string => (n > 1 ? "réponses lues" : "réponse lue"),
  sure: "sans réserve",
  toReview: "à vérifier",
  updated: (n: number): string => (n > 1 ? "déjà connues, à mettre à jour" : "déjà connue, à mettre à jour"),
  unchanged: (n: number): string => (n > 1 ? "déjà importées, inchangées" : "déjà importée, inchangée"),
  created: (n: number): string => (n > 1 ? "initiatives créées" : "initiative créée"),
  updatedDone: (n: number): string => (n > 1 ? "mises à jour" : "mise à jour"),
  inDuplicates: (pairs: number): string =>
    pairs > 1 ? `dans ${countFr(pairs, "m")} doublons proposés` : "dans un doublon proposé",
  noDuplicates: "dans un doublon proposé",
  refused: (n: number): string => (n > 1 ? "lignes refusées" : "ligne refusée"),
  start: (n: number): string => `Importer ${many(n, "réponse", "réponses")}`,
  startAll: "Importer tout le fichier",
  nothingToStart: "Aucune ligne de ce fichier ne peut être importée. Corrigez-le, puis envoyez-le de nouveau.",
  reviewFirst: (n: number): string =>
    n > 1 ? `Voir d’abord les ${number(n)} réponses à vérifier` : "Voir d’abord la réponse à vérifier",
  otherFile: "Prendre un autre fichier",
  startNote:
    "Ce qui est douteux est importé comme « proposé » et vous attend dans la file à vérifier. Aucune valeur proposée n’entre dans un total.",
  partial: (rows: number) =>
    `Aperçu des ${number(rows)} premières lignes : le fichier en contient davantage. Les lignes suivantes seront lues de la même façon à l’import.`,
  titleMissing: "Aucune colonne ne donne l’intitulé",
  titleMissingBody: "Indiquez plus bas quelle colonne porte le nom de chaque initiative, puis relisez.",

  refusedTitle: "Lignes refusées",
  refusedAside: (n: number, shown: number): string =>
    n > shown
      ? `Les ${number(shown)} premières, sur ${number(n)}`
      : "Elles ne seront pas importées ; les autres le seront.",
  refusedAsideDone: (n: number, shown: number): string =>
    n > shown
      ? `Les ${number(shown)} premières, sur ${number(n)}. Corrigez-les dans le fichier et envoyez-le de nouveau : les autres lignes seront reconnues.`
      : "Corrigez-les dans le fichier et envoyez-le de nouveau : les autres lignes seront reconnues.",
  refusedCaption: "Lignes refusées, avec ce qui était attendu",
  refusedHeads: { line: "Ligne", column: "Colonne", value: "Valeur", why: "Pourquoi" },
  emptyValue: "vide",

  doubtsTitle: "Valeurs douteuses",
  doubtsAside: (n: number, shown: number): string =>
    `${n > shown ? `Les ${number(shown)} premières. ` : ""}Le serif est ce qui est écrit dans le fichier. Vous trancherez après l’import.`,
  where: (line: number, field: string) => `Ligne ${number(line)}, ${field}`,
  readAs: "Lu :",
  notRead: "Aucune lecture sûre",
  otherReadings: (labels: string) => `Autres lectures possibles : ${labels}.`,
  wordsKept: "Les mots sont gardés tels quels.",
  noDoubts: "Aucune valeur douteuse.",

  rowsTitle: "Ce que devient chaque ligne",
  rowsAside: (shown: number, total: number): string =>
    shown >= total ? `${many(total, "ligne", "lignes")}` : `Les ${number(shown)} premières, sur ${number(total)}`,
  rowsCaption: "Ce que devient chaque ligne du fichier",
  rowsHeads: {
    title: "Initiative",
    place: "Lieu lu",
    actors: "Acteurs",
    figures: "Chiffres",
    prospects: "Perspectives",
    state: "État",
  },
  nextRows: (n: number): string => (n > 1 ? `Voir les ${number(n)} lignes suivantes` : "Voir la ligne suivante"),
  none: { m: "aucun", f: "aucune" },
  rowState: { update: "mise à jour", unchanged: "déjà importée" } as Record<string, string>,
  rowDoubts: (n: number): string => (n > 1 ? `${countFr(n, "f")} valeurs à vérifier` : "une valeur à vérifier"),
  rowDuplicate: "doublon proposé",
  rowSure: "sans réserve",
  placeUnread: "non reconnu",

  duplicatesTitle: "Doublons proposés",
  duplicateLines: (a: number, b: number, reasons: string) => `Lignes ${number(a)} et ${number(b)}. ${reasons}`,
  duplicatesNote: "Toutes ces réponses sont importées ; la comparaison se fait ensuite, sans rien perdre.",

  mappingTitle: "Colonnes",
  mappingAside: (known: number, all: number): string =>
    known === all
      ? `${many(all, "colonne, reconnue", "colonnes, toutes reconnues")}`
      : `${many(known, "colonne reconnue", "colonnes reconnues")} sur ${number(all)}. Le contenu des autres reste joint à chaque réponse.`,
  mappingCaption: "Lecture de chaque colonne du fichier",
  mappingHeads: {
    column: "Dans le fichier",
    field: "Devient",
    filled: (rows: number) => `Remplie, sur ${number(rows)}`,
    filledShort: "Remplie",
    rule: "Règle de lecture",
    ruleShort: "Lecture",
  },
  fieldOf: (header: string) => `Ce que devient la colonne ${header}`,
  unread: "Rien : gardée à part",
  reread: "Relire avec ces colonnes",
  rereadNote: "Le fichier est relu ; rien n’est écrit.",
  reasons: {
    remembered: "comme la dernière fois",
    chosen: "choisie par vous",
    sample_years: "reconnue à ses années",
    sample_numbers: "reconnue à ses numéros",
    sample_emails: "reconnue à ses adresses",
    typo: "titre rapproché",
    form_metadata: "ajoutée par le formulaire",
    taken: "une autre colonne a été préférée",
  } as Record<string, string>,
  rules: {
    number: "clé : deux réponses ne peuvent avoir le même",
    title: "gardé mot pour mot",
    place: "rapproché des noms officiels",
    since: "quatre chiffres ; jamais déduite d’une ancienneté",
    need: "texte",
    description: "texte",
    carriers: "séparés par des virgules",
    partners: "séparés par des virgules, rôle entre parenthèses",
    funders: "séparés par des virgules",
    audience: "texte, puis catégories proposées",
    figures: "nombre, réserve, unité, période",
    impacts: "texte",
    prospects: "sorte, vers où, condition",
    domain: "gardé, jamais décidé à votre place",
    respondent: "donnée personnelle : gardée à part, jamais publiée",
  } as Record<string, string>,
  singleTwice: (field: string) => `Deux colonnes ne peuvent pas donner chacune ${field}. Choisissez-en une.`,
  theField: { number: "le numéro", title: "l’intitulé", since: "l’année de début" } as Record<string, string>,
  mappingFailed: "Les colonnes n’ont pas été changées",

  progressTitle: "Import en cours",
  progressDescription: (file: string) => `Avancement de l’import de ${file}.`,
  progressLead:
    "Vous pouvez quitter cette page : l’import continue, et s’il était interrompu il reprendrait où il en était.",
  queued: "En attente de son tour",
  running: "Lignes importées",
  rowsDone: (done: number, total: number | null): string =>
    total === null
      ? many(done, "ligne faite", "lignes faites")
      : `${many(done, "ligne faite", "lignes faites")} sur ${number(total)} environ`,
  pageRefreshes: "La page se met à jour d’elle-même.",

  doneTitle: "Import terminé",
  doneDescription: (file: string) => `Résultat de l’import de ${file}.`,
  doneLead: (n: number, file: string): string => `${many(n, "ligne lue", "lignes lues")} dans ${file}.`,
  doneReview: (n: number): string => `Vérifier ${many(n, "valeur", "valeurs")}`,
  doneDuplicates: "Comparer les doublons proposés",
  doneList: "Voir les initiatives",
  another: "Importer un autre fichier",
  reviewed: (n: number): string => (n > 1 ? "valeurs à vérifier" : "valeur à vérifier"),

  failedTitle: "L’import s’est arrêté",
  failedDescription: (file: string) => `Pourquoi l’import de ${file} s’est arrêté.`,
  failedBody: (rows: number): string =>
    rows > 0
      ? `${many(rows, "ligne était déjà importée et le reste", "lignes étaient déjà importées et le restent")} : elles seront reconnues si vous recommencez.`
      : "Rien n’a été importé.",
  retry: "Réessayer",
  notStarted: "L’import n’a pas été lancé",
};
