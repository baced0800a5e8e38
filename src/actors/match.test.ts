import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KnownActor, matchActors, normaliseName } from "./match.ts";
import { parsePartners } from "./parse-partners.ts";

const known = (id: string, name: string, more: Partial<KnownActor> = {}): KnownActor => ({
  id,
  name,
  aliases: [],
  kind: "association",
  generic: false,
  attachedTo: null,
  ...more,
});
const LOT = { scale: "departement", code: "46", name: "Lot" } as const;
const TARN = { scale: "departement", code: "81", name: "Tarn" } as const;
const place = (one: { code: string; name: string }) => ({ place: { departments: [one], communes: [], regions: [] } });

describe("normaliseName", () => {
  it.each([
    ["La Ligue contre le Cancer", "ligue contre le cancer"],
    ["CROIX ROUGE", "Croix-Rouge française"],
    ["Caisse primaire d'assurance maladie du Lot", "CPAM du Lot"],
    ["association HERBE", "Herbe"],
    ["Comité régional du tourisme (CRT)", "comité régional du tourisme"],
    ["Ville de Saint-Denis", "mairie de St Denis"],
  ])("gives one key to %j and %j", (one, other) => expect(normaliseName(one)).toBe(normaliseName(other)));

  it("is stable, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(normaliseName(name.toUpperCase().toLowerCase())).toMatch(/^[a-z0-9 ]*$/);
      }),
    );
  });

  it("keeps apart what differs", () => {
    expect(normaliseName("CPAM du Lot")).not.toBe(normaliseName("CPAM du Tarn"));
    expect(normaliseName("communes")).not.toBe(normaliseName("mairie"));
  });
});

describe("matchActors", () => {
  const list = [
    known("lot", "CPAM du Lot", { kind: "securite-sociale", attachedTo: LOT }),
    known("vivre", "Vivre Mieux Ensemble", { aliases: ["VME"] }),
    known("patients", "associations de patients", { generic: true }),
  ];
  const ids = (text: string, context = {}) =>
    matchActors(parsePartners(text, context), list).map((match) => match?.id ?? null);

  it("finds a local body by its acronym in its territory only", () => {
    expect(ids("CPAM", place(LOT))).toEqual(["lot"]);
    expect(ids("Caisse primaire d'assurance maladie du Lot", place(LOT))).toEqual(["lot"]);
    expect(ids("CPAM", place(TARN))).toEqual([null]);
    expect(ids("CPAM")).toEqual([null]);
  });

  it("finds names, aliases and groups again", () => {
    expect(ids("association vivre mieux ensemble, VME, Associations de patients, Emmaüs")).toEqual([
      "vivre",
      "vivre",
      "patients",
      null,
    ]);
  });

  it("proposes a close spelling, never across territories", () => {
    expect(matchActors(parsePartners("Vivre Mieu Ensemble"), list)[0]).toMatchObject({ id: "vivre", proposed: true });
    expect(
      matchActors(
        [known("", "mairie de Marsac", { kind: "collectivite" })],
        [known("x", "mairie de Marsas", { kind: "collectivite" })],
      ),
    ).toEqual([null]);
  });

  it("sees the actors added to the list since the last call", () => {
    const growing = [known("a", "Alpha Solidaire")];
    expect(matchActors(parsePartners("Beta Solidarités"), growing)).toEqual([null]);
    growing.push(known("b", "Beta Solidarités"));
    expect(matchActors(parsePartners("Beta Solidarités"), growing)[0]?.id).toBe("b");
  });

  it("stays quick with 50,000 known actors", () => {
    const many = Array.from({ length: 50_000 }, (_, at) =>
      known(String(at), `Association des amis du numéro ${at} de la rue ${at % 97}`),
    );
    matchActors([], many);
    const started = performance.now();
    for (let at = 0; at < 1000; at++) matchActors([known("", `amis du numéro ${at} de la ruelle`)], many);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
