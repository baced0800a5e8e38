import { formatNumber } from "../format.ts";

const number = (value: number) => formatNumber(value, "fr");

export const jobs = {
  title: "Travaux en cours",
  description: "Ce que l’installation fait pour ce réseau en dehors des pages, et ce qui n’a pas pu se faire.",
  lead: "Imports, rapports, fichiers de données ouvertes, messages : ce qui se fait en dehors des pages. Ce qui échoue est essayé de nouveau tout seul ; ce qui échoue toujours attend ici votre décision.",
  deadTitle: "À décider",
  deadAside: "Ces travaux ont échoué à chaque essai. Rien n’est perdu : relancés, ils reprennent où ils en étaient.",
  deadCaption: "Travaux abandonnés après plusieurs essais",
  aliveTitle: "En attente et en cours",
  aliveAside: "Vous pouvez quitter cette page, et même éteindre votre ordinateur.",
  aliveCaption: "Travaux qui attendent ou qui sont en cours",
  emptyTitle: "Rien en attente",
  emptyBody: "Tout ce qui a été demandé pour ce réseau est fait.",
  heads: { what: "Travail", state: "État", asked: "Demandé", why: "Raison", decide: "Décision" },
  kinds: {
    import: "Import d’un fichier",
    report: "Composition d’un rapport",
    bulk: "Fichiers de données ouvertes",
    mail: "Message",
    schedule: "Tâche planifiée",
  } as Record<string, string>,
  report: (n: number) => `Rapport n° ${number(n)}`,
  states: { waiting: "en attente", running: "en cours", retrying: "sera réessayé", dead: "abandonné" } as Record<
    string,
    string
  >,
  rows: (done: number, total: number | null) =>
    total === null ? `${number(done)} lignes lues` : `${number(done)} lignes sur ${number(total)} environ`,
  share: (percent: number) => `${number(percent)} %`,
  tries: (n: number) => (n > 1 ? `${number(n)} essais` : `${number(n)} essai`),
  nextTry: (when: string) => `Prochain essai le ${when}.`,
  retry: "Relancer",
  retryOf: (what: string) => `Relancer : ${what}`,
  setAside: "Mettre de côté",
  setAsideOf: (what: string) => `Mettre de côté : ${what}`,
  done: {
    again: "Le travail est remis dans la file.",
    aside: "Le travail est mis de côté : il ne sera plus essayé.",
  } as Record<string, string>,
  failed: "Rien n’a changé",
  refreshes: "Cette page se met à jour toute seule.",

  ahead: (n: number) =>
    n === 0
      ? "Le prochain de la file."
      : n === 1
        ? "1 travail passe avant celui-ci."
        : `${number(n)} travaux passent avant celui-ci.`,
  retrying: (why: string, when: string) => `${why} Nouvel essai, tout seul, le ${when}.`,
};
