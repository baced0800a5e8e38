import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fold } from "../duplicates/words.ts";
import { makeReadingAids, readAnswer } from "../initiatives/read-answer.ts";
import { membersOf } from "../territories/areas.ts";
import { departementOfCommune, openReference } from "../territories/reference.ts";
import { GENERATION, idsFor } from "./ids.ts";
import { makeInitiative } from "./make-initiative.ts";
import { ORGANISATION } from "./partners.ts";
import { openGazetteer } from "./places.ts";
import { openRandom } from "./random.ts";
import { DEEDS, SUBJECTS } from "./vocabulary.ts";

const reference = openReference();
const aids = makeReadingAids(reference, ORGANISATION);
const gazetteer = openGazetteer(reference, aids.resolve);
const MANY = 4000;
const many = Array.from({ length: MANY }, (_, index) => makeInitiative(1, index + 1, gazetteer));
const share = (holds: (made: (typeof many)[number]) => boolean) => many.filter(holds).length / MANY;

const tally = (words: Iterable<string>) => {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
};

describe("an invented initiative", () => {
  test("is the same for one seed and one number, and another for any other", () => {
    const titles = (seed: number) => Array.from({ length: 50 }, (_, at) => makeInitiative(seed, at + 1, gazetteer));
    expect(makeInitiative(1, 40, gazetteer)).toEqual(many[39]);
    expect(titles(1)).toEqual(many.slice(0, 50));
    expect(titles(2)).not.toEqual(titles(1));
    expect(makeInitiative(2 ** 32 + 1, 40, gazetteer)).not.toEqual(many[39]);
  });

  test("stays the same from one version of the product to the next, unless the generation is raised", () => {
    // How a doubtful place is read may get better: what was made stays what it is.
    const said = many.slice(0, 500).map(({ place, doubts, ...made }) => made);
    const hash = createHash("sha256").update(JSON.stringify(said)).digest("hex");
    expect([GENERATION, hash]).toEqual([1, "789d395c30416767fae9d4cac9ac1f3adad10853afa38f19c57682f4ff68e04b"]);
  });

  test("has ids of its own, ordered as the initiatives are", () => {
    const network = "5b1d0f5c-3f0f-5c37-9a55-6c9a2f1c7e21";
    const ids = [1, 2, 3, 1000].flatMap((ordinal) => {
      const next = idsFor(network, ordinal);
      return Array.from({ length: 60 }, next);
    });
    expect(new Set(ids).size).toBe(240);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids[0]! < ids[60]! && ids[60]! < ids[120]! && ids[120]! < ids[180]!).toBe(true);
    expect(idsFor(network.replace("5b", "5c"), 1)()).not.toBe(ids[0]);
  });
});

describe("places", () => {
  test("follow the population: departements are drawn as often as they are peopled", () => {
    const random = openRandom(11, 1);
    const drawn = 30_000;
    const times = tally(Array.from({ length: drawn }, () => gazetteer.drawHome(random).departement.code));
    const people = new Map<string, number>();
    for (const { code, population } of reference.list("commune")) {
      const departement = departementOfCommune(code);
      people.set(departement, (people.get(departement) ?? 0) + Math.max(1, population));
    }
    const all = [...people.values()].reduce((sum, one) => sum + one, 0);
    // Chi-square on the departements where at least 5 draws are expected.
    const tested = [...people].filter(([, count]) => (count / all) * drawn >= 5);
    const distance = tested.reduce((sum, [code, count]) => {
      const expected = (count / all) * drawn;
      return sum + ((times.get(code) ?? 0) - expected) ** 2 / expected;
    }, 0);
    // Beyond this, less than one chance in a thousand (Wilson & Hilferty, 1931).
    const freedom = tested.length - 1;
    const limit = freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3;
    expect(tested.length).toBeGreaterThan(95);
    expect(distance).toBeLessThan(limit);
  });

  test("are of all scales, from the commune of half of them to the country of a few", () => {
    const of = (scale: string) => share(({ place }) => place.resolution.scale === scale);
    expect(of("commune")).toBeGreaterThan(0.5);
    expect(of("commune")).toBeLessThan(0.65);
    expect(of("departement")).toBeGreaterThan(0.12);
    for (const scale of ["epci", "region", "perimeter", "national"]) {
      expect(of(scale)).toBeGreaterThan(0.005);
      expect(of(scale)).toBeLessThan(0.15);
    }
    expect(share(({ place }) => place.resolution.radiusKm !== null)).toBeGreaterThan(0.02);
    expect(share(({ place }) => place.resolution.status === "ambiguous")).toBeGreaterThan(0.005);
    expect(share(({ place }) => place.resolution.status === "unknown")).toBeGreaterThan(0.002);
  });

  test("exist in the official code, down to the places of organisations", () => {
    for (const { place, parts } of many) {
      for (const { level, code } of membersOf(place.resolution)) expect(reference.get(level, code)).toBeDefined();
      for (const { actor } of parts)
        if (actor.place) expect(reference.get(actor.place.scale, actor.place.code)?.name).toBe(actor.place.name);
    }
  });
});

describe("words and organisations", () => {
  test("are many, some met everywhere and many met once", () => {
    expect(Object.values(SUBJECTS).flat().length).toBeGreaterThan(60);
    expect(new Set(DEEDS).size).toBeGreaterThanOrEqual(80);
    const used = many.map(({ columns }) => new Set(fold(`${columns.title} ${columns.description}`).split(" ")));
    const times = [...tally(used.flatMap((words) => [...words])).values()];
    expect(Math.max(...times)).toBeGreaterThan(MANY / 2);
    expect(times.filter((count) => count <= 3).length).toBeGreaterThan(500);
    expect(new Set(many.map(({ columns }) => columns.title)).size).toBeGreaterThan(MANY * 0.8);
  });

  test("share a few partners and have each their own", () => {
    const times = tally(
      many.flatMap(({ parts }) => parts.map(({ actor }) => `${actor.name}|${actor.place?.code ?? ""}`)),
    );
    expect(times.get(`${ORGANISATION}|`)! / MANY).toBeGreaterThan(0.6);
    const once = [...times.values()].filter((count) => count === 1).length;
    expect(once / times.size).toBeGreaterThan(0.5);
    expect([...times.keys()].filter((name) => name.startsWith("CPAM ")).length).toBeGreaterThan(85);
  });

  test("leave to people what is not decided yet", () => {
    expect(share(({ domains }) => domains.length === 0)).toBeCloseTo(0.12, 1);
    expect(share(({ domains }) => domains.length === 2)).toBeGreaterThan(0.1);
    expect(share(({ codings }) => codings.length === 20)).toBeCloseTo(0.12, 1);
    expect(share(({ doubts }) => doubts.length > 0)).toBeGreaterThan(0.01);
    const [first] = many.filter(({ codings }) => codings.length > 0);
    expect(new Set(first!.codings.map(({ coder }) => coder))).toEqual(new Set(["A", "B"]));
  });
});

test("the readers of the product find in an invented answer what is kept of it", () => {
  const agreed = { places: 0, figures: 0, audiences: 0, prospects: 0 };
  const actors = { made: 0, found: 0 };
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const read = many.slice(0, 1000);
  for (const made of read) {
    const { columns, sinceYear } = made;
    const answer = { line: 2, number: null, columns, extra: {}, sinceYear, problems: [], fingerprint: "" };
    const reading = readAnswer(answer, aids);
    const place = ({
      status,
      scale,
      label,
      communes,
      epci,
      departments,
      regions,
      radiusKm,
      parents,
    }: typeof made.place.resolution) => [status, scale, label, communes, epci, departments, regions, radiusKm, parents];
    if (same(place(made.place.resolution), place(reading.place!))) agreed.places += 1;
    const figure = (one: (typeof made.figures)[number] | (typeof reading.figures)[number]) => [
      one.column,
      one.text,
      one.what,
      one.min,
      one.max,
      one.qualifier,
      one.unit,
      one.period,
    ];
    if (same(made.figures.map(figure), reading.figures.map(figure))) agreed.figures += 1;
    if (
      same(
        made.audiences,
        reading.audiences.map(({ label, category }) => ({ label, category })),
      )
    )
      agreed.audiences += 1;
    const prospect = ({ kind, text, towards, condition }: (typeof made.prospects)[number]) => [
      kind,
      text,
      towards,
      condition,
    ];
    if (same(made.prospects.map(prospect), reading.prospects.map(prospect))) agreed.prospects += 1;
    actors.made += made.parts.length;
    actors.found += made.parts.filter(({ actor, roles, words }) =>
      reading.actors.some(
        (one) =>
          one.text === words &&
          one.name.replaceAll("’", "'") === actor.name &&
          one.kind === actor.kind &&
          one.generic === actor.generic &&
          same(one.roles, roles) &&
          one.attachedTo?.code === actor.place?.code,
      ),
    ).length;
  }
  // What is missed are names that even a person reads twice: "La Flèche", "Ville de Saint-Pierre", "à Marseille".
  expect(agreed.places / read.length).toBeGreaterThan(0.98);
  expect(agreed.figures / read.length).toBeGreaterThan(0.99);
  expect(agreed.audiences / read.length).toBeGreaterThan(0.99);
  expect(agreed.prospects / read.length).toBeGreaterThan(0.98);
  expect(actors.found / actors.made).toBeGreaterThan(0.95);
});
