import { formatMoment, formatNumber } from "../format.ts";

type Since = { at: string | null; reason: string; position: number };

const n = (value: number): string => formatNumber(value, "fr");
const span = (from: number, to: number): string =>
  from === to ? `entrée ${n(from)}` : `entrées ${n(from)} à ${n(to)}`;

const reasons: Record<string, string> = {
  report: "rapport scellé",
  backup: "sauvegarde",
  day: "ancre du jour",
  asked: "ancre gardée à part",
};

const anchorOf = ({ at, reason, position }: Since): string =>
  `${at === null ? "date non dite" : formatMoment(at, "fr")}, ${reasons[reason] ?? reason}, entrée ${n(position)}`;

/** What the command line says of the journal and of what proves it. */
export const audit = {
  checking: (done: number, total: number) => `Vérification : ${n(done)} / ${n(Math.max(done, total))} entrées`,
  installation: "journal de l’installation",
  goneNetwork: (chain: string) => `réseau disparu (${chain})`,
  intact: (name: string, entries: number) =>
    `bien   ${name} : ${n(entries)} ${entries > 1 ? "entrées" : "entrée"}, aucune altération trouvée`,
  faulty: (name: string, entries: number, faults: number) =>
    `ALTÉRÉ ${name} : ${n(entries)} ${entries > 1 ? "entrées" : "entrée"}, ${n(faults)} ${faults > 1 ? "altérations" : "altération"}`,
  anchored: (since: Since) => `       prouvé jusqu’à l’entrée ${n(since.position)} par l’ancre : ${anchorOf(since)}`,
  notAnchored: "       aucune ancre : une chaîne réécrite en entier ne se verrait pas",
  faults: {
    altered: (f: { position: number }) => `entrée ${n(f.position)} : ses champs ne sont plus ceux qui ont été écrits`,
    unlinked: (f: { position: number }) =>
      `entrée ${n(f.position)} : elle ne suit pas celle d’avant (une entrée a été ajoutée, retirée ou déplacée)`,
    missing: (f: { from: number; to: number }) => `${span(f.from, f.to)} : elles ne sont plus là`,
    stray: (f: { position: number }) => `entrée ${n(f.position)} : aucune entrée ne peut porter ce rang`,
    rewritten: (f: { from: number; to: number }) =>
      `${span(f.from, f.to)} : la chaîne a été réécrite, elle s’accorde avec elle-même mais plus avec l’ancre`,
    cut: (f: { from: number; to: number }) => `${span(f.from, f.to)} : la fin de la chaîne a été retirée`,
    head: (f: { position: number | null; to: number }) =>
      f.position === null
        ? "la tête de la chaîne a disparu"
        : `la tête de la chaîne (${n(f.position)}) n’est pas sa dernière entrée (${n(f.to)})`,
  },
  since: (since: Since) => `         depuis l’ancre : ${anchorOf(since)}`,
  sinceNobodyKnows: "         aucune ancre ne dit depuis quand",
  more: (count: number) => `       et ${n(count)} de plus`,
  unreadable: (file: string, line: number) => `ILLISIBLE ${file}, ligne ${n(line)} : ce n’est pas une ancre`,
  lost: (file: string, at: string) =>
    `absente : l’ancre du ${formatMoment(at, "fr")} (${file}) n’est plus dans le dossier`,
  changed: (file: string, at: string) =>
    `changée : l’ancre du ${formatMoment(at, "fr")} (${file}) n’est plus telle qu’elle fut écrite`,
  lostCount: (count: number) => `${n(count)} autres ancres manquent.`,
  limits: [
    "Ce que cela ne prouve pas :",
    "- rien sur ce qui fut modifié avant la première ancre par qui aurait tout recalculé ;",
    "- rien sur les entrées venues après la dernière ancre ;",
    "- rien sur ce qui fut fait sans passer par une action d’Ancrage, qui ne laisse pas d’entrée ;",
    "- les ancres lues dans ce dossier et dans les rapports de cette base valent ce que vaut leur garde : comparez aussi celles gardées ailleurs (--anchors).",
    "Restaurer une sauvegarde plus ancienne que l’ancre retire aussi la fin de la chaîne : mettez de côté les ancres prises depuis.",
  ].join("\n"),
  noHead: "Aucun journal n’a encore d’entrée : rien à ancrer.",
};
