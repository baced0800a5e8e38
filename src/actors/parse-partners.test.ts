import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParsedActor } from "./draft.ts";
import { parsePartners } from "./parse-partners.ts";

const LOT = {
  networkOrganisation: "MGEN",
  place: {
    departments: [{ code: "46", name: "Lot" }],
    communes: [{ code: "46042", name: "Cahors" }],
    regions: [{ code: "76", name: "Occitanie" }],
  },
};
const names = (text: string) => parsePartners(text).map(({ name }) => name);
const roles = (text: string) =>
  Object.fromEntries(parsePartners(text).map((actor) => [actor.name, actor.roles.join("+")]));
const one = (text: string, context = {}): ParsedActor => {
  const found = parsePartners(text, context);
  expect(found, text).toHaveLength(1);
  return found[0]!;
};

describe("names", () => {
  it.each([
    ["CPAM ; ARS / MSA\n• Emmaüs", ["CPAM", "ARS", "MSA", "Emmaüs"]],
    ["MGEN & MNT + MAE ainsi que la CAF", ["MGEN", "MNT", "MAE", "CAF"]],
    [
      "Jeunesse et Sports, Arts et Métiers, Caisse d'Épargne et de Prévoyance",
      ["Jeunesse et Sports", "Arts et Métiers", "Caisse d'Épargne et de Prévoyance"],
    ],
    ["Ville de Lens et CCAS", ["Ville de Lens", "CCAS"]],
    ["collectivités et associations locales", ["collectivités", "associations locales"]],
    ["établissements scolaires et hospitaliers", ["établissements scolaires", "établissements hospitaliers"]],
    ["associations sportives et culturelles", ["associations sportives et culturelles"]],
    ["association des parents et amis de malades", ["association des parents et amis de malades"]],
    ["Habitat et Humanisme et Emmaüs", ["Habitat et Humanisme", "Emmaüs"]],
    ["Association Sport et Santé, club Nature et Partage", ["Sport et Santé", "club Nature et Partage"]],
    ["universités de Lille et d'Amiens", ["universités de Lille et d'Amiens"]],
    [
      "une CPTS locale, l'association ADOSEN, plusieurs EHPAD, un hôpital",
      ["CPTS locale", "ADOSEN", "EHPAD", "hôpital"],
    ],
    ["l’association « Les Mains Vertes, ensemble » de Lens", ["Les Mains Vertes, ensemble de Lens"]],
    ["La Vie Active, Le Mans Université", ["La Vie Active", "Le Mans Université"]],
    ["mgen, croix rouge, SECOURS POPULAIRE", ["MGEN", "Croix-Rouge", "Secours populaire"]],
    ["MGEN et ses militants, Croix-Rouge et ses bénévoles", ["MGEN", "Croix-Rouge"]],
    [
      "Direction régionale de l'économie, de l'emploi, du travail et des solidarités",
      ["Direction régionale de l'économie, de l'emploi, du travail et des solidarités"],
    ],
    ["ASSOCIATIONS LOCALES, CPAM DU LOT", ["associations locales", "CPAM du Lot"]],
    ["le CREPS prête le gymnase, Action Logement", ["CREPS", "Action Logement"]],
  ])("of %j", (text, expected) => expect(names(text)).toEqual(expected));

  it.each([
    "",
    "  ",
    "néant",
    "Aucun partenaire",
    "etc.",
    "N/A",
    "12",
    "?",
    "https://exemple.fr, moi@exemple.fr",
    "(porteur)",
    ",;/•",
  ])("finds no actor in %j", (text) => expect(parsePartners(text)).toEqual([]));

  it("doubts what it does not recognise instead of guessing", () => {
    expect(one("qsdfgh")).toMatchObject({ kind: "autre", doubts: ["unrecognised"] });
    expect(one("Zorglub")).toMatchObject({ kind: "autre", generic: false, doubts: ["kind-unknown"] });
    expect(one("Croix Rouje")).toMatchObject({ name: "Croix-Rouge", kind: "association", doubts: ["spelling"] });
  });

  it("keeps no person's name", () => {
    const found = parsePartners("M. Dupont, Dr Martin, Mme Durand (MGEN), Sophie Leroy");
    expect(found.filter(({ doubts }) => doubts.includes("person"))).toHaveLength(4);
    expect(found.map(({ name }) => name).join(" ")).not.toMatch(/Dupont|Martin|Durand|Leroy/);
    expect(found.some(({ name }) => name === "MGEN")).toBe(true);
  });
});

describe("kinds", () => {
  it.each([
    ["mutuelle de village", "mutuelle"],
    ["Secours catholique", "association"],
    ["communauté de communes du Val d'Orge", "collectivite"],
    ["sous-préfecture", "etat-agence"],
    ["Caisse d'allocations familiales", "securite-sociale"],
    ["clinique Saint-Jean", "etablissement-sante-medicosocial"],
    ["collège Jean Zay", "etablissement-scolaire"],
    ["Institut de formation en soins infirmiers", "enseignement-superieur"],
    ["infirmières libérales", "professionnels"],
    ["boulangerie Lefort", "entreprise"],
    ["Fondation de l'Avenir", "fondation"],
    ["SCIC Les Amandiers", "cooperative"],
    ["CGT", "syndicat"],
    ["radios locales", "media"],
    ["habitants", "citoyens"],
    ["bailleurs sociaux", "autre"],
    ["proffesionnels de santé", "professionnels"],
  ])("%j is of kind %s", (text, kind) => expect(one(text).kind).toBe(kind));
});

describe("roles", () => {
  it.each([
    ["Ville de Lens et CCAS (porteurs), MNT", { "Ville de Lens": "carrier", CCAS: "carrier", MNT: "partner" }],
    [
      "MGEN, MNT et MAE (groupe VYV, à l’initiative), CAF",
      { MGEN: "carrier", MNT: "carrier", MAE: "carrier", CAF: "partner" },
    ],
    ["Mairie, école et MGEN (porteuse)", { Mairie: "partner", école: "partner", MGEN: "carrier" }],
    [
      "Projet porté par la Ligue contre le cancer avec l'appui de l'ARS et de la CPAM",
      { "Ligue contre le cancer": "carrier", ARS: "partner", CPAM: "partner" },
    ],
    ["financement : CARSAT ; porteur : MSA ; lieu : mairie", { CARSAT: "funder", MSA: "carrier", mairie: "host" }],
    [
      "Porteurs : MGEN, MNT\nPartenaires :\n- CPAM\n- ARS",
      { MGEN: "carrier", MNT: "carrier", CPAM: "partner", ARS: "partner" },
    ],
    ["Porteur : MGEN, CPAM", { MGEN: "carrier", CPAM: "partner" }],
    ["MGEN finance le projet et la mairie met à disposition des locaux", { MGEN: "funder", mairie: "host" }],
    [
      "Siel Bleu (anime les ateliers), MAIF (mécène), lycée Zola (accueille)",
      { "Siel Bleu": "operator", MAIF: "funder", "lycée Zola": "host" },
    ],
    ["UDAF (conception), MGEN (a participé à la conception)", { UDAF: "carrier", MGEN: "partner" }],
    ["lycée Zola (bancs financés par MAIF), MAIF", { "lycée Zola": "partner", MAIF: "partner+funder" }],
    ["MAIF (initiatrice), UDAF (porteur actuel)", { MAIF: "partner", UDAF: "carrier" }],
    ["Porteur MGEN, partenaires CPAM et ARS", { MGEN: "carrier", CPAM: "partner", ARS: "partner" }],
    ["UDAF (pilote), MAIF (pilote régional, soutien financier)", { UDAF: "carrier", MAIF: "partner+funder" }],
    ["Nos partenaires : MAIF et CASDEN (mécènes)", { MAIF: "funder", CASDEN: "funder" }],
    ["MGEN a l'initiative du projet, CAF", { MGEN: "carrier", CAF: "partner" }],
    ["en partenariat avec la MSA, MGEN (porteuse)", { MSA: "partner", MGEN: "carrier" }],
    ["MGEN : coordination ; CPAM : financement des ateliers", { MGEN: "carrier", CPAM: "funder" }],
    ["MGEN (porteuse), CPAM, MGEN (soutien)", { MGEN: "carrier", CPAM: "partner" }],
  ])("of %j", (text, expected) => expect(roles(text)).toEqual(expected));

  it("names no carrier when nothing says who carries", () => {
    expect(parsePartners("MGEN, CPAM, familles").flatMap((actor) => actor.roles)).toEqual([
      "partner",
      "partner",
      "partner",
    ]);
  });

  it("keeps long words of what an actor does, and nothing when they only say the role", () => {
    expect(one("MFR (élèves de terminale qui animent un stand le samedi)").does).toBe(
      "élèves de terminale qui animent un stand le samedi",
    );
    expect(one("MFR (porteuse du projet)").does).toBeNull();
  });
});

describe("parentheses", () => {
  it("may hold an acronym or what it stands for", () => {
    expect(one("Comité local d'action jeunesse (CLAJ)")).toMatchObject({
      name: "Comité local d'action jeunesse (CLAJ)",
      acronym: "CLAJ",
    });
    expect(one("Caisse primaire d'assurance maladie (CPAM)").acronym).toBe("CPAM");
    expect(one("DSDEN (Direction des services départementaux de l'Éducation nationale)").name).toBe("DSDEN");
  });

  it("may hold examples, which are actors of their own when named", () => {
    const found = parsePartners(
      "associations (Croix-Rouge, Secours populaire), collectivités (par ex. communes rurales)",
    );
    expect(found.map(({ name, generic }) => [name, generic])).toEqual([
      ["associations", true],
      ["Croix-Rouge", false],
      ["Secours populaire", false],
      ["collectivités", true],
    ]);
    expect(found[0]!.examples).toEqual(["Croix-Rouge", "Secours populaire"]);
  });

  it("may hold a place", () => {
    expect(one("hôpital (Cahors)", LOT)).toMatchObject({
      generic: false,
      attachedTo: { scale: "commune", code: "46042" },
    });
  });

  it("may never close", () =>
    expect(parsePartners("MGEN (porteuse, CPAM").map(({ name }) => name)).toEqual(["MGEN", "CPAM"]));
});

describe("territories", () => {
  it.each([
    ["CPAM", "46"],
    ["ARS", "76"],
    ["CCAS", "46042"],
    ["rectorat", "toulouse"],
    ["Préfecture du Lot", "46"],
    ["CIDFF 46", "46"],
    ["CPAM46", "46"],
    ["centre hospitalier de Cahors", "46042"],
  ])("%s of an initiative in Cahors belongs to %s", (text, code) => {
    expect(one(text, LOT)).toMatchObject({ generic: false, attachedTo: { code } });
  });

  it("stays generic without a place, or with several", () => {
    expect(one("CPAM")).toMatchObject({
      generic: true,
      attachedTo: null,
      expansion: "Caisse primaire d'assurance maladie",
    });
    const two = {
      place: { ...LOT.place, departments: [...LOT.place.departments, { code: "82", name: "Tarn-et-Garonne" }] },
    };
    expect(one("CPAM", two)).toMatchObject({ generic: true, attachedTo: null, doubts: ["territory-ambiguous"] });
    expect(one("les CPAM", LOT)).toMatchObject({ generic: true, attachedTo: null });
  });

  it("never attaches to the initiative's place a body that says it is from elsewhere", () => {
    for (const text of ["Préfecture de la Corrèze", "mairie de st denis", "CPAM 19", "ARS la réunion"]) {
      expect(one(text, LOT)).toMatchObject({ generic: false, attachedTo: null, doubts: ["territory-unresolved"] });
    }
  });
});

describe("generic partners", () => {
  it.each([
    "élus locaux",
    "professionnels de santé volontaires",
    "Associations sportives",
    "FAMILLES ET BENEVOLES",
    "conseils départementaux",
    "commerçants de Cahors",
    "plusieurs mairies",
  ])("%j are no organisation", (text) => expect(parsePartners(text, LOT).every(({ generic }) => generic)).toBe(true));
  it.each(["Croix-Rouge", "Association Alternative 12", "lycée Zola", "les Francas du Lot", "club de rugby de Cahors"])(
    "%j is one",
    (text) => expect(one(text, LOT).generic).toBe(false),
  );
});

describe("any text", () => {
  const piece = fc.constantFrom(
    "MGEN",
    " et ",
    ", ",
    "(",
    ")",
    "porté par ",
    "CPAM",
    "é",
    "«",
    "»",
    ":",
    "\n",
    " avec ",
    "d'",
    "associations",
    "œ",
    "e\u0301",
    "🙂",
    " - ",
    "/",
    "(porteurs)",
    "Ville de ",
  );
  const typed = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(piece, { maxLength: 40 }).map((parts) => parts.join("")),
  );

  it("is read without failing, and every actor keeps words of the source, a role and a kind", () => {
    fc.assert(
      fc.property(typed, (text) => {
        for (const actor of parsePartners(text, LOT)) {
          expect(text.slice(actor.start, actor.end)).toBe(actor.text);
          expect(actor.name.trim()).not.toBe("");
          expect(actor.roles.length).toBeGreaterThan(0);
          expect(actor.roles.includes("carrier") && actor.roles.includes("partner")).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each(["(", "a et ", "MGEN, ", "porté par ", '"a', " ", "met ", "«", "x@", "a(b), ", "ville de "])(
    "made of %j repeated takes time in proportion to its length",
    (part) => {
      const started = performance.now();
      parsePartners(part.repeat(100_000 / part.length));
      expect(performance.now() - started).toBeLessThan(4000);
    },
  );
});
