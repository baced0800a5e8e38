import { capital, formatList, formatNumber } from "../format.ts";

const many = (count: number, one: string, several: string) =>
  `${formatNumber(count, "fr")} ${count > 1 ? several : one}`;

export const review = {
  title: "À vérifier",
  description: "Les valeurs douteuses des réponses importées, une par une, avec ce qui en a été lu.",
  lead: (doubts: number, figures: number): string => {
    if (doubts + figures === 0) return "Rien n’attend d’être vérifié.";
    const parts = [
      ...(doubts > 0 ? [many(doubts, "valeur douteuse", "valeurs douteuses")] : []),
      ...(figures > 0 ? [many(figures, "chiffre lu dans un texte", "chiffres lus dans des textes")] : []),
    ];
    return `${formatList(parts, "fr")}. Tant que vous n’avez pas tranché, ce qui est lu reste « proposé » et n’entre dans aucun total.`;
  },
  fieldsLabel: "Valeurs à vérifier, par champ",
  all: (n: number) => `Toutes (${formatNumber(n, "fr")})`,
  fieldCount: (field: string, n: number) => `${capital(field)} (${formatNumber(n, "fr")})`,
  sectionAside: (n: number): string => many(n, "valeur", "valeurs"),
  sectionPart: (shown: number, all: number) => `${formatNumber(shown, "fr")} sur ${formatNumber(all, "fr")}`,
  source: (key: string, line: number) => `Fiche ${key}, ligne ${formatNumber(line, "fr")}`,
  choose: "Que dit cette valeur ?",
  within: (names: string[]) => names.join(", "),
  otherPlace: "Un autre lieu",
  otherPlaceLabel: "Nom de l’autre lieu",
  newWords: "Prendre ce que dit maintenant le fichier",
  year: "Une année",
  yearLabel: "Année de début",
  aside: {
    place: "Garder les mots, sans choisir de lieu",
    place_doubtful: "Laisser la lecture « proposée »",
    place_changed: "Garder le lieu déjà décidé",
    since: "Laisser l’année vide",
    number_reused: "Ce sont bien deux initiatives",
    other: "Garder ces mots",
  } as Record<string, string>,
  settle: "Trancher",
  settleOf: (value: string) => `Trancher « ${value} »`,
  asideOf: (verb: string, value: string) => `${verb} : « ${value} »`,
  compare: (a: string, b: string) => `Comparer les fiches ${a} et ${b}`,
  domains: "Domaines de l’initiative",
  place: "Placer dans ces domaines",
  noDomains: "Ce réseau n’a pas encore défini ses domaines.",
  placedIn: (names: string[]): string =>
    names.length > 0 ? `Aujourd’hui : ${formatList(names, "fr")}.` : "Aujourd’hui : aucun domaine.",
  figuresTitle: "Chiffres lus dans les textes",
  figuresAside: (n: number): string =>
    `${many(n, "chiffre n’est", "chiffres ne sont")} dans aucune colonne de chiffres. Acceptez ceux qui disent ce que l’initiative a fait.`,
  column: (key: string, column: string) => `Fiche ${key}, ${column}`,
  accept: "Accepter",
  acceptOf: (text: string) => `Accepter le chiffre « ${text} »`,
  reject: "Refuser",
  rejectOf: (text: string) => `Refuser le chiffre « ${text} »`,
  sureTitle: "Lectures sûres",
  sureAside: "Ce qui a été lu sans hésitation.",
  sureBody: (places: number, actors: number, audiences: number, prospects: number): string => {
    const parts = [
      ...(places > 0 ? [many(places, "lieu", "lieux")] : []),
      ...(actors > 0 ? [many(actors, "partenaire", "partenaires")] : []),
      ...(audiences > 0 ? [many(audiences, "public", "publics")] : []),
      ...(prospects > 0 ? [many(prospects, "perspective", "perspectives")] : []),
    ];
    return `${formatList(parts, "fr")} ont été lus sans doute et attendent d’être acceptés. Relisez quelques fiches avant de les accepter ensemble : chaque lecture pourra encore être changée sur sa fiche, mais pas toutes à la fois.`;
  },
  sureNote: "Les valeurs douteuses ci-dessus et les chiffres lus dans les textes ne sont pas touchés.",
  sureNone: "Toutes les lectures sûres sont acceptées.",
  acceptSure: "Accepter ces lectures",
  emptyTitle: "Rien à vérifier",
  emptyBody: "Les valeurs douteuses des prochains imports viendront ici.",
  emptyField: "Rien à vérifier dans ce champ.",
  emptyNext: "Voir les initiatives",
  seeAll: "Voir toutes les valeurs",
  notDone: "Rien n’a été changé",
  missing: "Choisissez une des lectures, ou gardez les mots.",
  placeMissing: "Saisissez le nom du lieu.",
  placeLong: "Ce nom de lieu est trop long : 300 signes au plus.",
  yearWrong: "Saisissez une année en quatre chiffres, entre 1850 et 2100.",
  done: {
    settled: "Tranché",
    set_aside: "Les mots sont gardés",
    accepted: "Chiffre accepté",
    rejected: "Chiffre refusé",
    proposed: "Chiffre remis à vérifier",
    sure: "Lectures acceptées",
  },
  doneOf: (value: string) => `« ${value} », `,
  sureDone: (n: number): string =>
    n === 0 ? "Aucune lecture n’attendait." : `${many(n, "lecture est acceptée", "lectures sont acceptées")}.`,
  undo: "Annuler",
  undoOf: (text: string) => `Annuler ce qui vient d’être décidé de « ${text} »`,
};
