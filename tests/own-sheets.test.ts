import { beforeAll, describe, expect, test } from "vitest";
import { findStanding } from "../src/initiatives/initiatives.sql.ts";
import { settleNetwork } from "../src/networks/actions/settle-network.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { makeSite, type TestSite, wordsOf } from "./preparation/site.ts";

const ROWS =
  "Numéro;Intitulé;Lieu;Besoin;Description;Partenaires\n1;Jardin partagé;Vesoul;Se retrouver;Un jardin.;CCAS\n2;Jardin voisin;Vesoul;Se retrouver;Un jardin.;CCAS\n";

let bench: Bench;
let site: TestSite;
let cookie: string;

beforeAll(async () => {
  bench = await freshDatabase();
  site = await makeSite(bench);
  const network = await makeNetwork(bench, "discret", ["soin"]);
  await importText(bench, "discret", ROWS);
  const own = await findStanding(bench.db, network, "1");
  ({ cookie } = await makeMember(bench, { grants: [{ network, role: "partner", initiative: own!.id }] }));
});

const ask = (path: string) => site.asMember(cookie)(path);

describe("a partner of a network that does not publish", () => {
  test.each(["/discret", "/en/discret", "/discret/initiatives"])(
    "finds her own sheets on %s, and no other",
    async (path) => {
      const words = await wordsOf(await ask(path));
      expect(words).toContain("Jardin partagé");
      expect(words).not.toContain("Jardin voisin");
    },
  );

  test("reads her sheet and its answer, where nothing leads to what she may not read", async () => {
    const page = await (await ask("/discret/initiatives/1-jardin-partage")).text();
    expect(page).toContain("Se retrouver");
    expect(page).not.toContain("Jardin voisin");
    const [, main] = page.split("<main");
    for (const [, href] of main!.matchAll(/href="(\/discret[^"#]*)"/g)) {
      const { status } = await ask(href!.replaceAll("&amp;", "&"));
      expect([href, status]).toEqual([href, 200]);
    }
    expect((await ask("/discret/initiatives/1/reponses/1")).status).toBe(200);
  });

  test.each([
    "/discret/initiatives/2",
    "/discret/initiatives/2-jardin-voisin",
    "/discret/initiatives/2/reponses/2",
    "/discret/carte",
    "/discret/domaines",
    "/discret/acteurs",
    "/discret/grille",
    "/discret/rapports",
    "/discret/donnees",
    "/discret/fil.atom",
    "/discret/exports/initiatives.csv",
    "/discret/tuiles/0/0/0.mvt",
    "/discret/integrer",
    "/discret/territoires/departement/70",
  ])("is told that %s does not exist", async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("Jardin voisin");
  });

  test.each(["proposer", "modifier", "historique", "supprimer"])("may not %s the sheet of another", async (what) => {
    const response = await ask(`/discret/initiatives/2/${what}`);
    expect([403, 404]).toContain(response.status);
    expect(await response.text()).not.toContain("Jardin voisin");
  });

  test("reads everything once it publishes, like anybody", async () => {
    const settled = await settleNetwork(bench.doors(), { network: "discret", published: true });
    expect(settled).toMatchObject({ ok: true });
    expect(await wordsOf(await ask("/discret/initiatives"))).toContain("Jardin voisin");
    expect((await ask("/discret/carte")).status).toBe(200);
  });
});
