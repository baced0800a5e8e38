import { capital, countFr, formatList, formatNumber } from "../format.ts";

const plural = (subject: string): boolean => subject.startsWith("Les ");
const inside = (subject: string): string =>
  subject.replace(/^(?:Le|La|Les) /, (article) => article.toLowerCase()).replace(/^L’/, "l’");

export const home = {
  description: (network: string) =>
    `${network} : la carte de ses initiatives, ses domaines d’action, ce qui attend et les derniers changements.`,
  lead: (initiatives: number, statements: number) =>
    initiatives === 0
      ? "Ce réseau n’a pas encore d’initiative."
      : `${formatNumber(initiatives, "fr")} ${initiatives > 1 ? "initiatives racontées" : "initiative racontée"} par ${formatNumber(statements, "fr")} ${statements > 1 ? "réponses" : "réponse"} du terrain, et ce qu’elles changent dans leurs territoires.`,
  map: {
    /* `top` holds the subjects ("L’Occitanie") of the regions that count most, `none` how many count nothing. */
    finding: (top: string[], count: number, none: number, regions: number) => {
      const last =
        none === 0
          ? "aucune région n’est sans initiative"
          : none === 1
            ? "une région n’en a signalé aucune"
            : `${countFr(none, "f")} régions n’en ont signalé aucune`;
      if (top.length === 0) return "Aucune initiative n’est encore placée sur la carte";
      if (top.length > 2)
        return `${capital(countFr(regions - none, "f"))} régions sur ${countFr(regions, "f")} ont signalé une initiative`;
      const amount = `${countFr(count, "f")} ${count > 1 ? "initiatives" : "initiative"}`;
      if (top.length === 2)
        return `${formatList([top[0]!, inside(top[1]!)], "fr")} comptent chacune ${amount}, ${last}`;
      return `${top[0]} ${plural(top[0]!) ? "comptent" : "compte"} ${amount}, ${last}`;
    },
    key: "Une marque par initiative, à la forme de son domaine. Pleine : la commune est connue. Évidée : l’action couvre un département, une région ou davantage.",
    title: (n: number): string =>
      n > 1
        ? `Carte de France des ${formatNumber(n, "fr")} initiatives`
        : `Carte de France : ${n === 1 ? "une initiative" : "aucune initiative"}`,
    describe: (first: string[], none: string[]) =>
      `${first.length > 0 ? `Le plus d’initiatives : ${first.join(", ")}. ` : ""}${none.length > 0 ? `Aucune en ${formatList(none, "fr")}. ` : ""}Le tableau qui suit donne les mêmes données.`,
    regionCount: (name: string, n: number) => `${name} (${formatNumber(n, "fr")})`,
    source: (campaign: string | null) =>
      `Vert soutenu : départements nommés ; vert pâle : régions entières. Une initiative qui couvre plusieurs territoires est marquée sur chacun. Ne pas avoir répondu n’est pas ne rien faire.${campaign ? ` Source : ${campaign}.` : ""}`,
    sourceCounted: (campaign: string | null) =>
      `Une initiative qui couvre plusieurs départements compte dans chacun. Ne pas avoir répondu n’est pas ne rien faire.${campaign ? ` Source : ${campaign}.` : ""}`,
    elsewhere: (n: number): string =>
      n === 1
        ? "Une initiative n’a pas de lieu reconnu : elle est dans la liste."
        : `${capital(countFr(n, "f"))} initiatives n’ont pas de lieu reconnu : elles sont dans la liste.`,
    national: (n: number): string =>
      n === 1
        ? "Une initiative couvre tout le pays."
        : `${capital(countFr(n, "f"))} initiatives couvrent tout le pays.`,
    tableCaption: "Initiatives par région",
    heads: { region: "Région", count: "Nombre", initiatives: "Initiatives" },
    nationalRow: "Tout le pays",
    unplacedRow: "Sans lieu reconnu",
    none: "aucune réponse",
  },
  domains: (n: number): string => (n === 1 ? "Un domaine d’action" : `${capital(countFr(n, "m"))} domaines d’action`),
  noDomains: "Ce réseau n’a pas encore défini ses domaines.",
  duplicates: (n: number): string =>
    n === 1
      ? "Un doublon proposé reste à comparer : ses deux réponses sont encore comptées chacune."
      : `${capital(countFr(n, "m"))} doublons proposés restent à comparer : leurs réponses sont encore comptées chacune.`,
  several: "Une initiative placée dans deux domaines compte dans chacun.",
  waitingTitle: "Ce qui vous attend",
  nothingWaits: "Rien n’attend de décision.",
  waiting: {
    places: (n: number): string => (n > 1 ? "lieux à préciser" : "lieu à préciser"),
    figures: (n: number): string => (n > 1 ? "chiffres à vérifier" : "chiffre à vérifier"),
    partners: (n: number): string => (n > 1 ? "partenaires à vérifier" : "partenaire à vérifier"),
    values: (n: number): string => (n > 1 ? "valeurs à vérifier" : "valeur à vérifier"),
    duplicates: (n: number): string => (n > 1 ? "doublons à comparer" : "doublon à comparer"),
    proposals: (n: number): string => (n > 1 ? "propositions à relire" : "proposition à relire"),
    domains: (n: number): string =>
      n > 1 ? "initiatives à placer dans un domaine" : "initiative à placer dans un domaine",
    coding: (n: number): string => (n > 1 ? "fiches à coder" : "fiche à coder"),
  },
  changes: "Derniers changements",
  noChanges: "Rien ne s’est encore passé.",
  networksTitle: "Réseaux",
  networksLead: "Les réseaux que cette installation d’Ancrage accueille.",
  networksDescription: "Les réseaux de cette installation d’Ancrage.",
  networksEmpty: "Aucun réseau pour l’instant",
  networksEmptyBody: "Chargez le réseau de démonstration, ou importez un fichier de réponses en créant son réseau :",
  /** A network that does not publish, of which only some sheets are hers. */
  own: {
    title: "Vos fiches",
    lead: "Ce réseau n’est pas publié : vous y lisez les fiches dont votre organisation est partenaire.",
    emptyTitle: "Aucune fiche ne vous est confiée",
    emptyBody: "L’équipe du réseau peut vous donner un droit sur une fiche.",
  },
};
