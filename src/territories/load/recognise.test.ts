import { expect, test } from "vitest";
import { openShippedReference } from "../reference.ts";
import { codeAt, readLabel, recogniseLevel } from "./recognise.ts";

const reference = openShippedReference();

test.each<[string, object, string | null, string | null]>([
  [
    "IGN communes",
    {
      ID: "COMMUNE_0000000009754033",
      NOM: "Rennes",
      INSEE_COM: "35238",
      INSEE_DEP: "35",
      INSEE_REG: "53",
      SIREN_EPCI: "243500139",
    },
    "commune",
    "35238",
  ],
  [
    "IGN communes, new names",
    {
      cleabs: "COMMUNE_0000000009754033",
      code_insee: "35238",
      nom_officiel: "Rennes",
      code_siren: "213502388",
      codes_siren_des_epci: "243500139",
    },
    "commune",
    "35238",
  ],
  [
    "Etalab communes",
    { code: "2A004", nom: "Ajaccio", departement: "2A", region: "94", epci: "242010056" },
    "commune",
    "2A004",
  ],
  ["communes as numbers", { codgeo: 1004, libgeo: "Ambérieu-en-Bugey" }, "commune", "01004"],
  [
    "portal communes",
    { com_code: ["01004"], com_name: ["Ambérieu-en-Bugey"], dep_code: ["01"], epci_code: ["240100883"] },
    "commune",
    "01004",
  ],
  [
    "IGN EPCI",
    { ID: "EPCI____0000002150000001", CODE_SIREN: "243500139", NOM: "Rennes Métropole", NATURE: "Métropole" },
    "epci",
    "243500139",
  ],
  ["Etalab EPCI", { code: "243500139", nom: "Rennes Métropole" }, "epci", "243500139"],
  ["IGN departements", { NOM: "Ain", INSEE_DEP: "01", INSEE_REG: "84" }, "departement", "01"],
  ["Etalab departements", { code: "84", nom: "Vaucluse", region: "93" }, "departement", "84"],
  ["IGN regions", { NOM_M: "BRETAGNE", NOM: "Bretagne", INSEE_REG: "53" }, "region", "53"],
  ["Etalab regions", { code: "84", nom: "Auvergne-Rhône-Alpes" }, "region", "84"],
  ["codes that both levels have, without names", { code: "84" }, null, null],
  ["nothing known", { name: "Ain" }, null, null],
])("%s", (_, properties, level, code) => {
  const label = readLabel(properties, 12);
  const isCoded = label.generic !== "12";
  expect(recogniseLevel(isCoded ? [label] : [{ ...label, generic: null }], reference)).toBe(level);
  if (level) expect(codeAt(label, level as "commune")).toBe(code);
});

test("properties that are no object, or hold objects, say nothing", () => {
  for (const properties of [null, undefined, "35", [35], { code: { a: 1 } }, { code: [] }, { code: -1.5 }])
    expect(readLabel(properties, undefined)).toMatchObject({ generic: null, name: null, isIgn: false });
});
