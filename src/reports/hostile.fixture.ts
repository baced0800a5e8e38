import { demoReport } from "./fixture.ts";
import type { ReportInitiative, ReportModel } from "./model.ts";
import { seal } from "./seal.ts";

const markup = '#panic("x") $ x^2 $ *gras* _souligné_ `code` <i6> @ref = titre \\ #sys.inputs // /* [ ] { } ~ -- … "';
const web = "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; ]]>";
const signs = "\u0000\u0007\u202Efaux\u202C \u2066iso\u2069 🎉👩‍👩‍👧 مرحبا שלום 漢字 → ≈ ½ ﬁ e\u0301";
const long = `${"anticonstitutionnellement".repeat(12)}`;

// A key that is no number, with all that an identifier may not hold.
const KEY = '900 bis/é "(printemps)"';

/** The demonstration report with one sheet whose every text tries to break the page. */
export function hostileReport(): ReportModel {
  const base = demoReport();
  const all = `${markup} ${web} ${signs} ${long}`;
  const sheet: ReportInitiative = {
    ...base.initiatives[0]!,
    key: KEY,
    title: `${markup} ${long}`,
    need: all,
    description: all,
    impacts: all,
    domains: ["inconnu"],
    audiences: [all, ""],
    actors: [{ name: all, kind: all, generic: true, roles: ["carrier", all], does: all, status: "proposed" }],
    figures: [
      {
        id: "h1",
        text: all,
        what: all,
        min: 1e300,
        max: null,
        qualifier: "at_least",
        unit: all,
        period: all,
        statementNumber: KEY,
        column: all,
        status: "proposed",
      },
      {
        id: "h2",
        text: `${"9".repeat(60)} ${"1 ".repeat(80)}`,
        what: "",
        min: 1e-9,
        max: 12,
        qualifier: "between",
        unit: "élèves",
        period: null,
        statementNumber: KEY,
        column: "figures",
        status: "accepted",
      },
    ],
    prospects: [{ kind: all, towards: all, condition: all, text: all }],
    statements: [
      { number: KEY, receivedAt: "pas une date", columns: { title: all, [all]: all, need: "", place: web } },
    ],
    codings: [],
    territory: {
      ...base.initiatives[0]!.territory,
      label: all,
      words: all,
      points: [{ lon: 999, lat: 999, departement: "zz", exactness: "exact" }],
    },
    status: "proposed",
  };
  return seal({
    ...base,
    network: { name: all, slug: "x", description: all },
    title: `${markup} Titre très long qui ne tient pas sur une ligne ${signs}`,
    subtitle: all,
    foreword: [
      { style: "text", runs: [{ text: all, emphasis: "bold" }] },
      { style: "signature", runs: [{ text: web }] },
    ],
    domains: base.domains.map((domain) => ({
      ...domain,
      name: `${domain.name} ${markup}`,
      findings: [
        {
          text: all,
          status: "proposed",
          proposedBy: all,
          initiatives: [
            { key: KEY, quote: all, statementNumber: KEY },
            { key: "personne", quote: "" },
            { key: KEY, quote: all, statementNumber: "inconnue" },
          ],
        },
      ],
    })),
    initiatives: [sheet, ...base.initiatives.slice(0, 2)],
    totals: [
      {
        what: all,
        unit: all,
        period: all,
        min: 3,
        max: null,
        qualifier: "about",
        figures: ["h1"],
        leftOut: [
          { figure: "nulle", reason: all },
          { figure: "h1", reason: "other_unit" },
        ],
      },
    ],
  });
}

/** How many cells of the grid the coders scored. */
export const agreementCells = (model: ReportModel): number =>
  new Set(
    model.initiatives.flatMap((item) =>
      item.codings.flatMap((c) => c.cells.map((cell) => `${cell.dimension}.${cell.line}`)),
    ),
  ).size;
