import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/preparation/database.ts";
import { makeNetwork } from "../../../tests/preparation/networks.ts";
import { form, makeSite } from "../../../tests/preparation/site.ts";
import { runImport } from "../../imports/actions/run-import.ts";

const bench = await freshDatabase();
await makeNetwork(bench, "essai", ["sante"]);
await makeNetwork(bench, "voisin", []);
const site = await makeSite(bench);

const file = (text: string, name = "réponses.csv"): RequestInit => {
  const body = new FormData();
  body.append("file", new File([text], name));
  return { method: "POST", body };
};
const CSV =
  "intitulé,lieu,chiffres\nJardin partagé,Rodez (Aveyron),près de 40 familles\n,Lyon,\nVélo-école,Trifouillis-les-Oies,12 séances\n";

/** Sends a file and answers the address of its preview. */
async function send(text: string, name?: string): Promise<string> {
  const response = await site.asLocal("/essai/importer", file(text, name));
  expect(response.status).toBe(303);
  return new URL(response.headers.get("location")!, "http://localhost").pathname;
}

const leftovers = async () =>
  (await readdir(join(bench.dataDir, "files"))).filter((name) => name.startsWith("incoming-"));

describe("a file of answers", () => {
  test("is shown with what it would become, and nothing is written before Importer", async () => {
    const address = await send(CSV);
    const page = await (await site.asLocal(address)).text();
    for (const said of ["Importer 2 réponses", "Trifouillis-les-Oies", "l’intitulé manque", "Jardin partagé"].map(
      (words) => words.slice(1),
    ))
      expect(page).toContain(said);
    expect(await bench.db.selectFrom("initiatives").selectAll().execute()).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  test("is imported once however often the button is sent, then told with its counts", async () => {
    const address = await send(CSV);
    const before = bench.enqueued.length;
    for (const _ of [1, 2]) expect((await site.asLocal(`${address}/lancer`, form({}))).status).toBe(303);
    expect(bench.enqueued.length).toBe(before + 1);
    const waiting = await (await site.asLocal(address)).text();
    expect(waiting).toContain("data-progress");
    expect(waiting).toContain('http-equiv="refresh"');
    await runImport(bench.doors(), { network: "essai", id: address.split("/").at(-1)! });
    const done = await (await site.asLocal(address)).text();
    expect(done).toContain("Import terminé");
    expect(done).toContain("/essai/verifier");
    expect(done).not.toContain('http-equiv="refresh"');
  });

  test("can have its columns corrected, one title at a time, and cannot start without one", async () => {
    const address = await send("colonne a,colonne b\nUn,Deux\n");
    const missing = await site.asLocal(`${address}/lancer`, form({}));
    expect(missing.status).toBe(422);
    const twice = await site.asLocal(`${address}/colonnes`, form({ c0: "title", c1: "title" }));
    expect(twice.status).toBe(422);
    expect(await twice.text()).toMatch(/<option value="title" selected>/);
    expect((await site.asLocal(`${address}/colonnes`, form({ c1: "title" }))).status).toBe(303);
    expect(await (await site.asLocal(address)).text()).toContain("Importer 1 réponse");
  });
});

describe("what is no file of answers", () => {
  test.each([
    ["no file", { method: "POST", body: new FormData() }],
    ["a file without a name nor content", file("", "")],
    ["a PDF", file("%PDF-1.7\n1 0 obj")],
    ["a form that is not multipart", form({ file: "x" })],
    [
      "a form cut off",
      {
        method: "POST",
        headers: { "content-type": "multipart/form-data; boundary=X" },
        body: '--X\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nintit',
      },
    ],
    ["a form without its boundary", { method: "POST", headers: { "content-type": "multipart/form-data" }, body: "x" }],
  ] as [string, RequestInit][])("is refused with how to mend it: %s", async (_, init) => {
    const response = await site.asLocal("/essai/importer", init);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('role="alert"');
    expect(await leftovers()).toEqual([]);
  });
});

test("a quote left open far below the header is told by its line, and nothing is kept", async () => {
  const rows = Array.from({ length: 98 }, (_, at) => `Atelier ${at},Rodez\n`).join("");
  const response = await site.asLocal("/essai/importer", file(`intitulé,lieu\n${rows}"Jardin,Albi\n`));
  expect(response.status).toBe(422);
  expect(await response.text()).toMatch(/Ligne 100, colonne A[^<]*guillemet ouvert/);
  expect(await leftovers()).toEqual([]);
});

test("names and cells are never markup, and a name holds no folder", async () => {
  const address = await send("intitulé\n<script>alert(1)</script>\n", "../../<img src=x>.csv");
  const page = await (await site.asLocal(address)).text();
  expect(page).not.toContain("<script>alert");
  expect(page).not.toContain("<img");
  expect(page).not.toContain("../");
});

test("an import of another network, or of no network, does not exist", async () => {
  const id = (await send(CSV)).split("/").at(-1)!;
  for (const path of [`/voisin/importer/${id}`, "/essai/importer/1", `/nulle-part/importer/${id}`])
    expect((await site.asLocal(path)).status).toBe(404);
  for (const deed of ["lancer", "colonnes"])
    expect((await site.asLocal(`/voisin/importer/${id}/${deed}`, form({ c0: "" }))).status).toBe(404);
});

test("strangers neither see nor send files", async () => {
  await bench.db.updateTable("networks").set({ published: true }).where("slug", "=", "essai").execute();
  const id = (await send(CSV)).split("/").at(-1)!;
  for (const path of ["/essai/importer", `/essai/importer/${id}`]) expect((await site.asAnyone(path)).status).toBe(403);
  for (const [path, init] of [
    ["/essai/importer", file(CSV)],
    [`/essai/importer/${id}/lancer`, form({})],
  ] as const)
    expect((await site.asAnyone(path, init)).status).toBe(403);
  expect(await leftovers()).toEqual([]);
});
