import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/preparation/database.ts";
import { importText, makeNetwork } from "../../../tests/preparation/networks.ts";
import { form, makeSite } from "../../../tests/preparation/site.ts";
import { composeReport } from "../../reports/actions/compose-report.ts";

const bench = await freshDatabase();
await makeNetwork(bench, "essai", ["sante"]);
await makeNetwork(bench, "vide", []);
const site = await makeSite(bench);
await importText(bench, "essai", "numéro,intitulé,lieu\n1,Jardin <script>alert(1)</script>,Rodez (Aveyron)\n");
await bench.db.updateTable("domains").set({ findings_title: "Constats" }).execute();
await bench.db.updateTable("networks").set({ published: true }).where("slug", "=", "essai").execute();

const DRAFT = { titre: "Agir <b>ici</b>", "sous-titre": "", "avant-propos": "Un.\r\n\r\nDeux." };
const seal = (fields: Record<string, string> = DRAFT) => site.asLocal("/essai/rapports/sceller", form(fields));

describe("the draft of a report", () => {
  test("is kept, and comes back as it was typed", async () => {
    const saved = await site.asLocal("/essai/rapports/brouillon", form(DRAFT));
    expect(saved.headers.get("location")).toBe("/essai/rapports?fait=saved");
    const page = await (await site.asLocal("/essai/rapports")).text();
    expect(page).toContain('value="Agir &lt;b&gt;ici&lt;/b&gt;"');
    expect(page).toContain("Un.\n\nDeux.</textarea>");
  });

  test("too long is refused with all that was typed", async () => {
    for (const path of ["brouillon", "sceller"]) {
      const refused = await site.asLocal(`/essai/rapports/${path}`, form({ ...DRAFT, titre: "t".repeat(201) }));
      expect(refused.status).toBe(422);
      const page = await refused.text();
      expect(page).toContain("t".repeat(201));
      expect(page).toContain("Deux.</textarea>");
    }
  });

  test("past what a form may weigh is told as too heavy", async () => {
    const response = await site.asLocal(
      "/essai/rapports/brouillon",
      form({ ...DRAFT, "avant-propos": "a".repeat(2 ** 20 + 10) }),
    );
    expect([413, 422]).toContain(response.status);
  });
});

describe("a report", () => {
  test("is sealed once however often the button is sent, then read, with files that are those sealed", async () => {
    expect((await seal()).headers.get("location")).toBe("/essai/rapports?scelle=1");
    expect((await seal()).headers.get("location")).toBe("/essai/rapports?fait=busy");
    const waiting = await (await site.asLocal("/essai/rapports?scelle=1")).text();
    expect(waiting).toContain("data-progress");
    expect(waiting).not.toContain("<textarea");
    expect((await site.asLocal("/essai/rapports/1")).status).toBe(404);

    const composed = await composeReport(bench.doors(), {
      network: "essai",
      id: bench.enqueued.find(({ queue }) => queue === "report")!.id,
    });
    expect(composed.ok).toBe(true);
    const read = await site.asAnyone("/essai/rapports/1");
    expect(read.status).toBe(200);
    const page = await read.text();
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("report-contents");
    for (const [file, type] of [
      ["rapport.pdf", "application/pdf"],
      ["rapport.html", "text/html; charset=utf-8"],
    ] as const) {
      const sent = await site.asAnyone(`/essai/rapports/1/${file}`);
      expect(sent.headers.get("content-type")).toBe(type);
      expect(sent.headers.get("content-disposition")).toMatch(/^inline; /);
      const hash = createHash("sha256")
        .update(new Uint8Array(await sent.arrayBuffer()))
        .digest("hex");
      expect(sent.headers.get("etag")).toBe(`"${hash}"`);
      expect(page).toContain(hash);
      const again = await site.asAnyone(`/essai/rapports/1/${file}`, { headers: { "if-none-match": `"${hash}"` } });
      expect(again.status).toBe(304);
    }
  });

  test("that does not exist is not found, whatever its number", async () => {
    for (const number of ["0", "2", "1e0", "99999999999999999999", "%3Cscript%3E"])
      for (const path of [number, `${number}/rapport.pdf`, `${number}/rapport.html`])
        expect((await site.asAnyone(`/essai/rapports/${path}`)).status).toBe(404);
    expect((await site.asLocal("/vide/rapports/1")).status).toBe(404);
  });

  test("of a network without initiatives is not sealed, and says why", async () => {
    const refused = await site.asLocal("/vide/rapports/sceller", form(DRAFT));
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("aucune initiative");
  });

  test("that stopped is told with its reason until another one is sealed", async () => {
    await bench.db.updateTable("reports").set({ number: 5 }).where("number", "=", 1).execute();
    await seal();
    await bench.db
      .updateTable("reports")
      .set({ status: "failed", failure: JSON.stringify({ kind: "unavailable", code: "report.compose.timeout" }) })
      .where("number", "=", 6)
      .execute();
    expect(await (await site.asLocal("/essai/rapports")).text()).toContain("pris trop de temps");
    expect(await (await site.asAnyone("/essai/rapports")).text()).not.toContain("pris trop de temps");
  });
});

test("strangers read the list without its draft, and neither write nor seal", async () => {
  const page = await (await site.asAnyone("/essai/rapports?fait=saved")).text();
  expect(page).not.toContain("<form");
  expect(page).not.toContain('role="status"');
  for (const path of ["brouillon", "sceller"])
    expect((await site.asAnyone(`/essai/rapports/${path}`, form(DRAFT))).status).toBe(403);
});
