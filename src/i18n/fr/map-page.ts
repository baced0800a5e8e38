import { capital, formatNumber } from "../format.ts";

const n = (value: number): string => formatNumber(value, "fr");
const initiatives = (count: number): string =>
  count === 0 ? "aucune initiative" : `${n(count)} initiative${count > 1 ? "s" : ""}`;
// Two digits say as much as such rates know; above ten, units are enough.
const rate = (value: number): string =>
  value.toLocaleString("fr-FR", value < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 });

export const mapPage = {
  title: "Carte",
  heading: (place: string) => `Carte : ${place}`,
  description: (network: string) => `Les initiatives de ${network} sur la carte : pays, région, département, densité.`,
  country: "France",
  crumbs: "Territoire",
  looks: "Présentation",
  look: { lieux: "Lieux", densite: "Densité" } as Record<string, string>,
  nearer: { country: "Aller à une région", region: "Aller à un département" },
  toList: "Voir ces initiatives en liste",
  fromList: "Agrandir la carte",
  skip: "Passer la carte, aller au tableau",
  chosen: (count: number, total: number): string =>
    capital(count === total ? initiatives(count) : `${initiatives(count)} sur ${n(total)}`),
  empty: "Aucune initiative ne répond à ces filtres ici",
  emptyBody: "Retirez un filtre, ou revenez à la France entière.",
  emptyNext: "Voir toute la carte",
  noOutline: "Ce territoire n’a pas de contour dans les données de cette installation : seul le tableau est montré.",
  places: {
    title: (place: string, count: number) => `${place} : ${initiatives(count)}`,
    marks:
      "Une marque par initiative, à sa place ; deux marques qui se toucheraient sont écartées ou, faute de place, remplacées par leur nombre.",
    counts: {
      departement: "Chaque nombre compte les initiatives d’un département ; il mène à sa carte.",
      epci: "Chaque nombre compte les initiatives d’une intercommunalité, posé au milieu de ses habitants.",
      commune: "Chaque nombre compte les initiatives d’une commune.",
    } as Record<string, string>,
    key: "Marque pleine : commune connue. Évidée : département ou plus large.",
    wider: (count: number): string =>
      count === 0
        ? ""
        : count === 1
          ? "Une initiative est plus large, ou sans lieu reconnu : elle n’est dans aucun de ces nombres."
          : `${n(count)} initiatives sont plus larges, ou sans lieu reconnu : elles ne sont dans aucun de ces nombres.`,
    undrawn: (count: number): string =>
      count === 0
        ? ""
        : count === 1
          ? "Une initiative nationale ou sans lieu reconnu n’est pas dessinée."
          : `${n(count)} initiatives nationales ou sans lieu reconnu ne sont pas dessinées.`,
  },
  density: {
    title: (place: string) => `${place} : initiatives pour 100 000 habitants`,
    caption: (edition: string) =>
      `Base : population du code officiel géographique, édition ${edition}. Sont comptées les initiatives situées dans le territoire ou qui le nomment ; celle qui en touche plusieurs compte dans chacun.`,
    wider: (count: number): string =>
      count === 0
        ? "Aucune n’est laissée de côté."
        : count === 1
          ? "Une initiative, plus large ou sans lieu reconnu, est laissée de côté."
          : `${n(count)} initiatives, plus larges ou sans lieu reconnu, sont laissées de côté.`,
    few: (least: number) =>
      `Hachures, « petit nombre » : moins de ${least} initiatives, au moins une. Un taux tiré de si peu change beaucoup pour une initiative de plus ou de moins ; le tableau donne son intervalle à 95 % (Garwood, 1936).`,
    legend: "Initiatives pour 100 000 habitants",
    none: "aucune",
    below: (value: number) => `moins de ${rate(value)}`,
    between: (low: number, high: number) => `de ${rate(low)} à ${rate(high)}`,
    all: (value: number) => `toutes à ${rate(value)}`,
    above: (value: number) => `${rate(value)} et plus`,
    areas: (count: number) => `(${n(count)})`,
    fewMark: "petit nombre",
    perCentres:
      "Les contours des intercommunalités ne sont pas dans les données : chaque taux est posé au milieu de ses habitants.",
  },
  rate,
  interval: (low: number, high: number) => `${rate(low)} à ${rate(high)}`,
  areaTitle: (name: string, count: number) => `${name} : ${initiatives(count)}`,
  rateTitle: (name: string, count: number, value: string, few: boolean) =>
    `${name} : ${value} pour 100 000 habitants (${initiatives(count)}${few ? ", petit nombre" : ""})`,
  table: {
    areas: (place: string) => `${place}, par territoire`,
    rows: (place: string) => `${place} : les initiatives`,
    levels: { departement: "Département", epci: "Intercommunalité", commune: "Commune", region: "Région" } as Record<
      string,
      string
    >,
    count: "Initiatives",
    population: "Habitants",
    rate: "Pour 100 000 hab.",
    interval: "Intervalle à 95 %",
    initiative: "Initiative",
    since: "Depuis",
    unknown: "non dit",
    open: (name: string) => `Carte : ${name}`,
    source: (edition: string) => `Population : Insee, code officiel géographique ${edition}.`,
  },
  live: {
    title: "Carte interactive",
    intro:
      "Se déplacer, s’approcher, ouvrir une fiche. Elle charge environ 460 ko et demande JavaScript ; la carte et le tableau de cette page disent la même chose sans elle.",
    external: (origin: string) =>
      `Son fond de carte vient de ${origin}, choisi par l’administration de ce site : l’ouvrir y envoie des demandes.`,
    needsScript: "JavaScript est coupé : la carte interactive reste fermée.",
    open: "Ouvrir la carte interactive",
    opening: "La carte s’ouvre…",
    region: "Carte interactive des initiatives",
    keys: "Au clavier : flèches pour se déplacer, + et − pour s’approcher ou s’éloigner, Tab pour aller d’un repère à l’autre, Entrée pour l’ouvrir.",
    noWebGl:
      "Ce navigateur ne sait pas dessiner la carte interactive (WebGL manque). La carte et le tableau ci-dessus montrent les mêmes initiatives.",
    failed: "La carte interactive n’a pas pu être chargée. Vérifiez la connexion, puis essayez de nouveau.",
    tilesFailed: "Une partie de la carte n’est pas arrivée ; elle sera redemandée au prochain déplacement.",
    inView: "{count} en vue, {marks} repères",
    clusterLabel: "{count} initiatives, s’approcher",
    marksLabel: "Repères en vue",
    around: "Autour de moi",
    aroundHint: "Votre navigateur demandera l’accord ; seule une position arrondie au kilomètre entre dans l’adresse.",
    aroundWaiting: "Position demandée au navigateur…",
    aroundRefused:
      "La position n’a pas été donnée. Cherchez par commune dans la liste, ou choisissez un point sur la carte.",
    pick: "Choisir un point",
    picking: "Cliquez sur la carte, ou placez la croix avec les flèches puis appuyez sur Entrée. Échap annule.",
    rowsTitle: "Initiatives en vue",
    samePlace: "Initiatives à cet endroit",
    loadingRows: "Le tableau se met à jour…",
    loadedAttribution: (source: string) => `Contours : ${source}`,
    attribution: "Contours : MapSVG (CC BY 4.0), Natural Earth",
    ui: {
      "Map.Title": "Carte",
      "NavigationControl.ZoomIn": "S’approcher",
      "NavigationControl.ZoomOut": "S’éloigner",
      "AttributionControl.ToggleAttribution": "Sources de la carte",
      "AttributionControl.MapFeedback": "Signaler une erreur de la carte",
    } as Record<string, string>,
  },
  rows: {
    found: (count: number): string => (count === 0 ? "Aucune initiative ici" : initiatives(count)),
    shown: (from: number, to: number, count: number) => `${n(from)} à ${n(to)} sur ${n(count)}`,
    badBox: "L’adresse demande « bbox=ouest,sud,est,nord » en degrés, par exemple bbox=-2,47.8,-1.4,48.3.",
  },
  badTile:
    "Il n’y a pas de tuile à cette adresse : /tuiles/ZOOM/COLONNE/LIGNE.mvt, zoom de 0 à 14, colonne et ligne de 0 à 2^ZOOM − 1.",
};
