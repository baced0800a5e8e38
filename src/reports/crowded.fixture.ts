import { demoReport } from "./fixture.ts";
import type { ReportActor, ReportFigure, ReportInitiative, ReportModel } from "./model.ts";
import { seal } from "./seal.ts";

export type Crowd = { actors: number; figures: number; repeat: number };

/**
 * The demonstration report with one more sheet (900) that has a great deal to say, from two answers read by two coders,
 * its description `repeat` times as long; or that sheet alone.
 */
export function crowdedReport(crowd: Crowd, alone = false): ReportModel {
  const { dataHash: _, ...demo } = demoReport();
  const sheet = crowded(demo.initiatives, crowd);
  return seal({ ...demo, initiatives: alone ? [sheet] : [...demo.initiatives, sheet] });
}

function crowded(initiatives: ReportInitiative[], crowd: Crowd): ReportInitiative {
  const merged = initiatives.find((item) => item.statements.length === 2 && item.codings.length === 4)!;
  const numbers = ["900", "901"] as const;
  const renumbered = (number: string) => numbers[merged.statements.findIndex((s) => s.number === number)]!;
  return {
    ...merged,
    key: "900",
    title: "Une fiche qui a beaucoup à dire",
    description: Array(crowd.repeat).fill(merged.description).join(" "),
    actors: Array.from({ length: crowd.actors }, (_, i) => actor(i)),
    figures: Array.from({ length: crowd.figures }, (_, i) => figure(i, numbers[i % 2]!)),
    statements: merged.statements.map((s) => ({ ...s, number: renumbered(s.number) })),
    codings: merged.codings.map((c) => ({ ...c, statementNumber: renumbered(c.statementNumber) })),
  };
}

const kinds = ["mutuelle", "collectivite", "association", "entreprise"];

const actor = (i: number): ReportActor => ({
  name: `Comité départemental Partage${i + 1}`,
  kind: kinds[i % kinds.length]!,
  generic: false,
  roles: [i < 2 ? "carrier" : "partner"],
  does: i % 3 === 0 ? "prête ses salles et son matériel" : null,
  status: "proposed",
});

const figure = (i: number, statementNumber: string): ReportFigure => ({
  id: `${statementNumber}-${i}`,
  text: `près de ${120 + i} personnes reçues`,
  what: "personnes reçues",
  min: 120 + i,
  max: 120 + i,
  qualifier: "about",
  unit: "personne",
  period: null,
  statementNumber,
  column: "figures",
  status: "accepted",
});
