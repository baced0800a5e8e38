import { formatMoment, formatNumber } from "../format.ts";
import type { audit as french } from "../fr/audit.ts";

type Since = { at: string | null; reason: string; position: number };

const n = (value: number): string => formatNumber(value, "en");
const span = (from: number, to: number): string =>
  from === to ? `entry ${n(from)}` : `entries ${n(from)} to ${n(to)}`;

const reasons: Record<string, string> = {
  report: "sealed report",
  backup: "backup",
  day: "anchor of the day",
  asked: "anchor kept apart",
};

const anchorOf = ({ at, reason, position }: Since): string =>
  `${at === null ? "date not told" : formatMoment(at, "en")}, ${reasons[reason] ?? reason}, entry ${n(position)}`;

export const audit: typeof french = {
  checking: (done, total) => `Checking: ${n(done)} / ${n(Math.max(done, total))} entries`,
  installation: "journal of the installation",
  goneNetwork: (chain) => `network that is gone (${chain})`,
  intact: (name, entries) => `fine    ${name}: ${n(entries)} ${entries > 1 ? "entries" : "entry"}, no alteration found`,
  faulty: (name, entries, faults) =>
    `ALTERED ${name}: ${n(entries)} ${entries > 1 ? "entries" : "entry"}, ${n(faults)} ${faults > 1 ? "alterations" : "alteration"}`,
  anchored: (since) => `        proven up to entry ${n(since.position)} by the anchor: ${anchorOf(since)}`,
  notAnchored: "        no anchor: a chain written again from its beginning would not be seen",
  faults: {
    altered: (f) => `entry ${n(f.position)}: its fields are no longer those that were written`,
    unlinked: (f) =>
      `entry ${n(f.position)}: it does not follow the one before (an entry was put in, taken out or moved)`,
    missing: (f) => `${span(f.from, f.to)}: no longer there`,
    stray: (f) => `entry ${n(f.position)}: no entry can have that rank`,
    rewritten: (f) =>
      `${span(f.from, f.to)}: the chain was written again, it agrees with itself but not with the anchor`,
    cut: (f) => `${span(f.from, f.to)}: the end of the chain was taken out`,
    head: (f) =>
      f.position === null
        ? "the head of the chain is gone"
        : `the head of the chain (${n(f.position)}) is not its last entry (${n(f.to)})`,
  },
  since: (since) => `          since the anchor: ${anchorOf(since)}`,
  sinceNobodyKnows: "          no anchor tells since when",
  more: (count) => `        and ${n(count)} more`,
  unreadable: (file, line) => `UNREADABLE ${file}, line ${n(line)}: this is no anchor`,
  lost: (file, at) => `absent: the anchor of ${formatMoment(at, "en")} (${file}) is no longer in the folder`,
  changed: (file, at) => `changed: the anchor of ${formatMoment(at, "en")} (${file}) is no longer as it was written`,
  lostCount: (count) => `${n(count)} other anchors are missing.`,
  limits: [
    "What this does not prove:",
    "- nothing about what was altered before the first anchor by somebody who computed everything again;",
    "- nothing about entries that came after the last anchor;",
    "- nothing about what was done without an action of Ancrage, which leaves no entry;",
    "- anchors read in this folder and in the reports of this database are worth how they were kept: compare those kept elsewhere too (--anchors).",
    "Restoring a backup older than the anchor takes out the end of the chain as well: put aside the anchors taken since.",
  ].join("\n"),
  noHead: "No journal has an entry yet: nothing to anchor.",
};
