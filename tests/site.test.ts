import { beforeAll, describe, expect, test } from "vitest";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { plainOf } from "../src/web/page-cache.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { makeSite, type TestSite } from "./preparation/site.ts";

let bench: Bench;
let site: TestSite;

beforeAll(async () => {
  bench = await freshDatabase();
  await loadDemonstration(bench.doors());
  await makeNetwork(bench, "secret", []);
  await importText(bench, "secret", "Numéro;Intitulé;Lieu\n1;Projet confidentiel;Niort\n");
  site = await makeSite(bench);
});

const READING = [
  "/",
  "/demonstration",
  "/demonstration/initiatives",
  "/demonstration/initiatives?partenaire=association&perspective=essaimage&q=collecte&vue=fiches",
  "/demonstration/initiatives/6-festival-du-film-et-documentaires-explorations-sante",
  "/demonstration/initiatives/6/reponses/36",
  "/demonstration/domaines",
  "/demonstration/domaines/solidarites-locales",
  "/demonstration/grille",
  "/demonstration/acteurs",
  "/demonstration/rapports",
  "/demonstration/territoires/departement/46",
  "/demonstration/integrer",
  "/demonstration/integrer/liste",
  "/demonstration/integrer/carte",
  "/commun",
  "/commun/initiatives",
  "/commun/territoires/region/76",
  "/commun/integrer",
  "/commun/integrer/liste",
  "/commun/integrer/carte",
  "/galerie",
  "/accessibilite",
  "/donnees-personnelles",
];
const WORKSPACE = ["/importer", "/verifier", "/doublons", "/travaux", "/reglages"];

describe.each(["", "/en"])("every reading page under « %s »", (prefix) => {
  test.each(READING)("%s is shown to anybody", async (path) => {
    const response = await site.asAnyone((prefix + path).replace(/(?<=.)\/$/, ""));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`<html lang="${prefix ? "en" : "fr"}">`);
  });
});

describe("what is not published", () => {
  test.each([
    "",
    "/initiatives",
    "/initiatives/1",
    "/initiatives/1/reponses/1",
    "/domaines",
    "/grille",
    "/acteurs",
    "/rapports",
    "/exports/initiatives.json",
    "/fil.atom",
    "/sitemap-1.xml",
    "/territoires/departement/79",
    "/integrer",
    "/integrer/liste",
    "/integrer/carte",
    ...WORKSPACE,
  ])("/secret%s does not exist for a stranger", async (path) => {
    const response = await site.asAnyone(`/secret${path}`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/confidentiel/i);
  });

  test("is not even named on the list of networks", async () => {
    expect(await (await site.asAnyone("/")).text()).not.toContain("/secret");
    expect(await (await site.asLocal("/")).text()).toContain("/secret");
  });

  test.each(WORKSPACE)(
    "the workspace page %s of a published network is refused to a stranger and open to whoever administers",
    async (path) => {
      expect((await site.asAnyone(`/demonstration${path}`)).status).toBe(403);
      expect((await site.asLocal(`/demonstration${path}`)).status).toBe(200);
    },
  );
});

describe("every answer", () => {
  test.each(["/demonstration", "/nope/nope", "/assets/none.css", "/health", "/demonstration/exports/initiatives.csv"])(
    "%s carries the strict headers",
    async (path) => {
      const { headers } = await site.asAnyone(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
    },
  );

  test.each(READING)("%s holds no inline script, no inline style and nothing from elsewhere", async (path) => {
    const page = await (await site.asAnyone(path)).text();
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=/i);
    const loaded = page.replace(/<link rel="(?:canonical|alternate)"[^>]*>/g, "");
    expect(loaded).not.toMatch(/<(?:link|script|img|iframe)[^>]+(?:href|src)="(?:https?:)?\/\//i);
  });

  test("is compressed when the reader takes it, and not sent again when it did not change", async () => {
    const packed = await site.asAnyone("/demonstration", { headers: { "accept-encoding": "gzip" } });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    const tag = (await site.asAnyone("/demonstration")).headers.get("etag");
    expect((await site.asAnyone("/demonstration", { headers: { "if-none-match": tag! } })).status).toBe(304);
  });
});

describe("an error", () => {
  test.each([
    ["/demonstration/initiatives/999", 404, "999"],
    ["/demonstration/initiatives/1%27%20or%201=1", 404, ""],
    ["/demonstration/domaines/aucun", 404, ""],
    ["/demonstration/acteurs/not-an-id", 404, ""],
    ["/demonstration/acteurs/00000000-0000-0000-0000-000000000000", 404, ""],
    ["/demonstration/exports/initiatives.exe", 404, ""],
    ["/demonstration/initiatives?q=%00", 400, ""],
    ["/nulle-part", 404, "nulle-part"],
    ["/demonstration/initiatives/%E0%A4%A", 404, ""],
  ])("%s is a page with status %i that says what happened", async (path, status, words) => {
    const response = await site.asAnyone(path);
    expect(response.status).toBe(status);
    const page = await response.text();
    expect(page).toContain("<h1>");
    expect(page).toContain(words);
  });

  test("a request forged by another site changes nothing", async () => {
    const forged = await site.asLocal("/demonstration/verifier/tout", {
      method: "POST",
      headers: { origin: "https://elsewhere.example", "content-type": "application/x-www-form-urlencoded" },
      body: "",
    });
    expect(forged.status).toBe(403);
  });

  test("values that make no sense in the address are left out, not answered with a failure", async () => {
    const response = await site.asAnyone(
      "/demonstration/initiatives?page=-4&tri=drop&domaine=none&region='&annee=9999999999999&q=%25%27%5C_&page=1e9",
    );
    expect(response.status).toBe(200);
  });
});

describe("an address", () => {
  test("of a merged initiative leads to the one that stays", async () => {
    const response = await site.asAnyone("/demonstration/initiatives/36");
    expect(response.status).toBe(301);
    const sheet = "/demonstration/initiatives/6-festival-du-film-et-documentaires-explorations-sante";
    expect(response.headers.get("location")).toBe(sheet);
    expect((await site.asAnyone("/en/demonstration/initiatives/36")).headers.get("location")).toBe(`/en${sheet}`);
  });

  test("of a list holds its whole state: what is exported is what is shown", async () => {
    const state = "?partenaire=association&perspective=essaimage";
    const page = await (await site.asAnyone(`/demonstration/initiatives${state}`)).text();
    const exported = (await (await site.asAnyone(`/demonstration/exports/initiatives.json${state}`)).json()) as {
      count: number;
      initiatives: { title: string }[];
    };
    expect(exported.count).toBeGreaterThan(3);
    expect(exported.count).toBeLessThan(39);
    for (const { title } of exported.initiatives.slice(0, 20)) expect(page).toContain(title.replaceAll("&", "&amp;"));
  });
});

describe("ready pages", () => {
  test("are dropped as soon as the network changes", async () => {
    site.cache.setTrusted(true);
    await site.asAnyone("/demonstration/domaines");
    expect(site.cache.size().pages).toBe(1);
    site.cache.drop("secret");
    expect(site.cache.size().pages).toBe(1);
    site.cache.drop("demonstration");
    expect(site.cache.size().pages).toBe(0);
    site.cache.setTrusted(false);
  });

  test("read before a change and finished after it are not kept", async () => {
    site.cache.setTrusted(true);
    const page = { url: "/x", public: true as const, network: "demonstration", headers: {}, body: "old" };
    const moment = site.cache.moment();
    await classifyInitiative(bench.doors(), {
      network: "demonstration",
      key: "1",
      domains: ["prevention-sante-cooperative"],
    });
    site.cache.drop("demonstration");
    site.cache.keep({ ...page, moment });
    expect(site.cache.size().pages).toBe(0);
    site.cache.setTrusted(false);
  });

  test("are kept while another network changes, except those of the common space", async () => {
    site.cache.setTrusted(true);
    const page = (url: string, network: string) => ({ url, public: true, network, headers: {}, body: "read" });
    const moment = site.cache.moment();
    site.cache.drop("another");
    site.cache.keep({ ...page("/a", "demonstration"), moment });
    site.cache.keep({ ...page("/b", "commun"), moment });
    expect(site.cache.size().pages).toBe(1);
    site.cache.setTrusted(false);
  });

  test("asked for by many at once are made once, and made again for whoever asks after a change", async () => {
    site.cache.setTrusted(true);
    let made = 0;
    let finish = () => {};
    const slow = new Promise<void>((done) => {
      finish = done;
    });
    const make = async () => {
      made += 1;
      await slow;
      return site.cache.keep({ url: "/many", public: true, network: "demonstration", headers: {}, body: "x", moment });
    };
    const moment = site.cache.moment();
    const ask = (at: number) => site.cache.once("/many", "demonstration", at, make);
    const first = [ask(moment), ask(moment), ask(moment)];
    expect(made).toBe(1);
    site.cache.drop("demonstration");
    const late = ask(site.cache.moment());
    expect(made).toBe(2);
    finish();
    await Promise.all([...first, late]);
    expect(site.cache.size().pages).toBe(0);
    site.cache.setTrusted(false);
  });

  test("hold their compressed forms only, and are read whole by whoever takes none", async () => {
    site.cache.setTrusted(true);
    const body = "<p>mutuelle</p>".repeat(4000);
    const kept = site.cache.keep({
      url: "/held",
      public: true,
      network: "demonstration",
      headers: {},
      body,
      moment: site.cache.moment(),
    });
    await expect.poll(() => site.cache.size().bytes).toBeLessThan(body.length / 10);
    expect(String(plainOf(kept))).toBe(body);
    site.cache.setTrusted(false);
  });
});
