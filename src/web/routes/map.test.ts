import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../../../tests/preparation/database.ts";
import { findHtmlFaults } from "../../../tests/preparation/html-rules.ts";
import { makeNetwork } from "../../../tests/preparation/networks.ts";
import { type Point, placeInitiatives } from "../../../tests/preparation/placed.ts";
import { makeSite } from "../../../tests/preparation/site.ts";
import { tileAt } from "../../search/cells.ts";
import { poissonInterval } from "../../statistics/poisson.ts";
import { openReference } from "../../territories/reference.ts";

const bench = await freshDatabase();
const site = await makeSite(bench);
const reference = openReference();

/** Initiatives in a commune, with all that contains it. */
function inCommune(code: string, count: number, title?: string): Point[] {
  const at = reference.positionOf("commune", code)!;
  const parents = reference.parentsOf("commune", code);
  const within = [
    `commune:${code}`,
    ...parents.epci.map((one) => `epci:${one}`),
    ...parents.departments.map((one) => `departement:${one}`),
    ...parents.regions.map((one) => `region:${one}`),
  ];
  return Array.from({ length: count }, (_, i) => ({
    lon: at.lon,
    lat: at.lat,
    within,
    ...(title !== undefined && { title: `${title} ${i + 1}` }),
  }));
}

const RENNES = "35238";
const VITRE = "35360";
const QUIMPER = "29232";
const CAYENNE = "97302";
const MANY = [...inCommune(RENNES, 300), ...inCommune(VITRE, 3), ...inCommune(QUIMPER, 210), ...inCommune(CAYENNE, 40)];
const HOSTILE = `<img src=x onerror="alert(1)">`;

const page = async (path: string, ask = site.asLocal) => {
  const response = await ask(path);
  const body = await response.text();
  return { response, body, text: body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ") };
};
/** The cells of the rows of the table, as a reader sees them. */
const rowsOf = (body: string): string[][] =>
  [...body.slice(body.indexOf('id="table"')).matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].slice(1).map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!
        .replace(/<[^>]+>/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    ),
  );

beforeAll(async () => {
  await placeInitiatives(bench, await makeNetwork(bench, "peu", ["sante"]), [
    ...inCommune(RENNES, 2, "À Rennes"),
    ...inCommune(QUIMPER, 1, HOSTILE),
  ]);
  await placeInitiatives(bench, await makeNetwork(bench, "beaucoup", ["sante"]), MANY);
  await makeNetwork(bench, "vide", ["sante"]);
});

describe("the map of the country", () => {
  it("draws a mark for each initiative while they are few, each leading to its sheet, and lists them", async () => {
    const { response, body, text } = await page("/peu/carte");
    expect(response.status).toBe(200);
    for (const key of ["1", "2", "3"])
      expect(body).toMatch(new RegExp(`<a class="d0" href="/peu/initiatives/${key}[-"]`));
    expect(rowsOf(body)).toHaveLength(3);
    expect(text).toContain("3 initiatives.");
    expect(body).not.toContain("<img src=x");
    expect(await findHtmlFaults(body)).toEqual([]);
  });

  it("draws numbers by département when marks would be too many, and the table says the same", async () => {
    const { body } = await page("/beaucoup/carte");
    expect(body.match(/class="pin/g)).toHaveLength(3);
    expect(rowsOf(body).map(([name, count]) => [name, count])).toEqual([
      ["Ille-et-Vilaine", "303"],
      ["Finistère", "210"],
      ["Guyane", "40"],
    ]);
    expect(body).toContain('<a class="d0" href="/beaucoup/carte?departement=35"');
    expect(body).toContain("<title>Guyane\u202f: 40 initiatives</title>");
  });

  it("says what to do when there is nothing to show", async () => {
    const { body, text } = await page("/vide/carte");
    expect(text).toContain("Aucune initiative ne répond à ces filtres ici");
    expect(body).not.toContain("data-live");
  });

  it("says the same in English", async () => {
    const { body, text } = await page("/en/beaucoup/carte?vue=densite");
    expect(text).toContain("initiatives per 100,000 inhabitants");
    expect(body).toContain('href="/en/beaucoup/carte?departement=35&amp;vue=densite"');
    expect(await findHtmlFaults(body)).toEqual([]);
  });
});

describe("the map of a territory", () => {
  it("shows the way back to the country, and keeps what was asked on the way", async () => {
    const { body } = await page("/beaucoup/carte?departement=35&vue=densite");
    expect(body).toContain('<a href="/beaucoup/carte?vue=densite">France</a>');
    expect(body).toContain('<a href="/beaucoup/carte?region=53&amp;vue=densite">Bretagne</a>');
    expect(body).toContain('<span aria-current="page">Ille-et-Vilaine</span>');
    expect(body).toContain('href="/beaucoup/initiatives?departement=35"');
  });

  it("counts a region by its intercommunalities, and leads to its départements", async () => {
    const { body } = await page("/beaucoup/carte?region=53");
    expect(rowsOf(body).map(([name, count]) => [name, count])).toEqual([
      ["Rennes Métropole", "300"],
      ["CA Quimper Bretagne Occidentale", "210"],
      ["CA Vitré Communauté", "3"],
    ]);
    expect(body).toContain('<a href="/beaucoup/carte?departement=22"');
    expect(await findHtmlFaults(body)).toEqual([]);
  });

  it("counts a département by its communes while they are few", async () => {
    const { body, text } = await page("/beaucoup/carte?departement=35");
    expect(rowsOf(body).map(([name, count]) => [name, count])).toEqual([
      ["Rennes", "300"],
      ["Vitré", "3"],
    ]);
    expect(text).toContain("Chaque nombre compte les initiatives d’une commune.");
  });

  it("is not found when no territory has its code", async () => {
    for (const query of ["departement=999", "region=zz", "departement=__proto__"]) {
      const { response, text } = await page(`/peu/carte?${query}`);
      expect(response.status).toBe(404);
      expect(text).toContain("Aucun territoire du code officiel");
    }
  });
});

describe("a density", () => {
  it("tells its base, the rate of each territory and how sure it is, and marks small numbers", async () => {
    const { body, text } = await page("/beaucoup/carte?departement=35&vue=densite");
    const { population } = reference.get("epci", reference.parentsOf("commune", VITRE).epci[0]!)!;
    const { low, high } = poissonInterval(3);
    const say = (value: number) => value.toLocaleString("fr-FR", { maximumSignificantDigits: 2 });
    const per = 100_000 / population;
    const row = rowsOf(body).find(([name]) => name === "CA Vitré Communauté")!;
    expect(row[1]).toBe("3");
    expect(row[2]!.replace(/\s/g, "")).toBe(String(population));
    expect(row[3]).toBe(`${say(3 * per)} petit nombre`);
    expect(row[4]).toBe(`${say(low * per)} à ${Math.round(high * per)}`);
    expect(rowsOf(body).find(([name]) => name === "Rennes Métropole")![3]).not.toContain("petit nombre");
    expect(text).toContain("pour 100 000 habitants");
    expect(text).toContain(`population du code officiel géographique, édition ${reference.edition}`);
    expect(text).toContain("moins de 5 initiatives");
  });

  it("hatches what rests on few initiatives, and leaves what has none plain", async () => {
    const { body } = await page("/peu/carte?vue=densite");
    const fills = [
      ...body.matchAll(/<title>([^<]*)<\/title><path class="zone (\w+)"[^>]*\/>(<path class="hatched")?/g),
    ];
    const of = (name: string) => fills.find(([, title]) => title!.startsWith(name))!;
    expect(of("Finistère").slice(2)).toEqual([expect.stringMatching(/c[1-5]/), '<path class="hatched"']);
    expect(of("Gironde").slice(2)).toEqual(["c0", undefined]);
  });

  it("says how many initiatives it leaves out", async () => {
    const network = await makeNetwork(bench, "large", ["sante"]);
    await placeInitiatives(bench, network, [...inCommune(RENNES, 5), { lon: -2, lat: 48, within: ["region:53"] }]);
    const { text } = await page("/large/carte?vue=densite");
    expect(text).toContain("Une initiative, plus large ou sans lieu reconnu, est laissée de côté.");
  });
});

describe("tiles", () => {
  const at = reference.positionOf("commune", RENNES)!;
  const { z, x, y } = tileAt(at.lon, at.lat, 9);
  const address = `/beaucoup/tuiles/${z}/${x}/${y}.mvt`;

  it("hold what falls in them, compressed for whoever takes it", async () => {
    const response = await site.asLocal(address);
    expect(response.headers.get("content-type")).toBe("application/vnd.mapbox-vector-tile");
    const tile = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer())));
    expect(tile.layers.clusters!.feature(0).properties.count).toBe(300);
    const world = await site.asLocal("/peu/tuiles/0/0/0.mvt", { headers: { "accept-encoding": "gzip" } });
    expect(world.status).toBe(200);
  });

  it("are not sent again while nothing changed, and are once the network did", async () => {
    const tag = (await site.asLocal(address)).headers.get("etag")!;
    const again = await site.asLocal(address, { headers: { "if-none-match": tag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await site.asLocal(`${address}?q=autre`)).headers.get("etag")).not.toBe(tag);
    await bench.pool.query("update networks set revision = revision + 1 where slug = 'beaucoup'");
    const changed = await site.asLocal(address, { headers: { "if-none-match": tag } });
    expect(changed.status).toBe(200);
  });

  it("say what an address should be when there is none such", async () => {
    for (const wrong of ["15/0/0.mvt", "3/8/0.mvt", "3/0/-1.mvt", "3/0/0.png", "a/b/c.mvt", "3/0/0"]) {
      const response = await site.asLocal(`/beaucoup/tuiles/${wrong}`);
      expect(response.status, wrong).toBe(404);
    }
    expect(await (await site.asLocal("/beaucoup/tuiles/15/0/0.mvt")).text()).toContain("zoom de 0 à 14");
  });
});

describe("the rows of what is in view", () => {
  it("are those of the box asked for, as a part of a page", async () => {
    const { body, response } = await page("/peu/carte/lignes?bbox=-2,47.5,-1.2,48.5");
    expect(body).toMatch(/^<div data-total="2" data-box="/);
    expect(body.match(/<tr>/g)).toHaveLength(3);
    expect(response.headers.get("x-robots-tag")).toBe("noindex");
    const brest = await page("/peu/carte/lignes?bbox=-5,47.5,-3.5,48.8");
    expect(brest.body).toContain("&lt;img");
    expect(brest.body).not.toContain("<img");
    expect((await page("/peu/carte/lignes?bbox=5,42,6,43")).body).toMatch(/^<div data-total="0"/);
  });

  it("come page by page", async () => {
    const first = await page("/beaucoup/carte/lignes?bbox=-2,47.5,-1.2,48.5");
    expect(first.body).toContain("page=2");
    expect(first.text).toContain("(1 à 25 sur 303)");
    const last = await page("/beaucoup/carte/lignes?bbox=-2,47.5,-1.2,48.5&page=13");
    expect(last.text).toContain("(301 à 303 sur 303)");
  });

  it("say what a box is when it is not one", async () => {
    for (const wrong of ["", "1,2,3", "2,1,1,2", "a,b,c,d", "0,0,1,91", "1e9,0,2e9,1", "0,0,1,1,1"]) {
      const { response, text } = await page(`/peu/carte/lignes?bbox=${wrong}`);
      expect(response.status, wrong).toBe(400);
      expect(text).toContain("bbox=ouest,sud,est,nord");
    }
  });
});

describe("who may look", () => {
  const paths = ["/carte", "/carte?vue=densite", "/carte/lignes?bbox=-2,47,0,49", "/tuiles/0/0/0.mvt"];

  it("is nobody from outside while the network is not published", async () => {
    for (const path of paths) expect((await site.asAnyone(`/peu${path}`)).status, path).toBe(404);
  });

  it("is anybody once it is", async () => {
    await bench.pool.query("update networks set published = true where slug = 'beaucoup'");
    for (const path of paths) expect((await site.asAnyone(`/beaucoup${path}`)).status, path).toBe(200);
  });
});

describe("what the page of the map may do", () => {
  const TILES = "https://fond.example/tuiles/{z}/{x}/{y}.png";

  it("is ask where the reader is, and nothing from elsewhere by default", async () => {
    const { response, body } = await page("/peu/carte");
    expect(response.headers.get("permissions-policy")).toContain("geolocation=(self)");
    expect(response.headers.get("content-security-policy")).not.toContain("http");
    expect(body).not.toContain("fond.example");
    const elsewhere = await site.asLocal("/peu/initiatives");
    expect(elsewhere.headers.get("permissions-policy")).toContain("geolocation=()");
  });

  it("is show the background an administrator chose, on that page alone, and tell its readers", async () => {
    const other = await makeSite(bench, { ANCRAGE_MAP_TILES: TILES, ANCRAGE_MAP_ATTRIBUTION: "© Fond d’exemple" });
    const { response, body, text } = await page("/peu/carte", other.asLocal);
    const policy = response.headers.get("content-security-policy")!;
    expect(policy).toContain("img-src 'self' data: https://fond.example;");
    expect(policy).toContain("connect-src 'self' https://fond.example;");
    expect(policy).toContain("script-src 'self';");
    expect(text).toContain("vient de https://fond.example");
    expect(body).toContain("© Fond d’exemple");
    const elsewhere = await other.asLocal("/peu/initiatives");
    expect(elsewhere.headers.get("content-security-policy")).not.toContain("fond.example");
  });
});

describe("the files of the interactive map", () => {
  it("stand on the site itself, for ever, the outlines among them", async () => {
    const { body } = await page("/peu/carte");
    const settings = JSON.parse(
      /data-live="([^"]*)"/.exec(body)![1]!.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    ) as Record<string, string>;
    for (const name of ["script", "library", "worker", "style", "outlines"]) {
      const response = await site.asAnyone(settings[name]!, { headers: { "accept-encoding": "br" } });
      expect(response.status, name).toBe(200);
      expect(response.headers.get("cache-control")).toContain("immutable");
      expect(response.headers.get("content-encoding")).toBe("br");
    }
    const outlines = (await (await site.asAnyone(settings.outlines!)).json()) as { features: unknown[] };
    expect(outlines.features).toHaveLength(101);
    expect((await site.asAnyone("/assets/../package.json")).status).toBe(404);
    expect((await site.asAnyone("/assets/maplibre-gl/..%2f..%2fpackage.json")).status).toBe(404);
  });
});
