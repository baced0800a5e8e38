import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { deleteInitiative } from "../src/initiatives/actions/delete-initiative.ts";
import { createNetwork } from "../src/networks/actions/create-network.ts";
import { settleNetwork } from "../src/networks/actions/settle-network.ts";
import { readAtom } from "./preparation/atom.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { fieldsOf, form, makeSite, plain, type TestSite } from "./preparation/site.ts";

const HOSTILE = `]]> <script>alert("1")</script> & l’« œuvre » 🙂`;
const SHEET = "/demonstration/initiatives/6-festival-du-film-et-documentaires-explorations-sante";

let bench: Bench;
let site: TestSite;

async function settle(network: string, settings: object): Promise<void> {
  const settled = await settleNetwork(bench.doors(), { network, ...settings });
  if (!settled.ok) throw new Error(settled.failure.code);
}

beforeAll(async () => {
  bench = await freshDatabase();
  await loadDemonstration(bench.doors());
  for (const slug of ["voisin", "discret"]) await makeNetwork(bench, slug, ["solidarites-locales"]);
  const answers = `Numéro;Intitulé;Lieu;Besoin\n12;Bis;Rennes;Un besoin\n12-bis;Atelier vélo;Ille-et-Vilaine;\nA.1-b;"${HOSTILE.replaceAll('"', '""')}";Niort;"${HOSTILE.replaceAll('"', '""')}"\n`;
  for (const slug of ["voisin", "discret"])
    await importText(bench, slug, answers.replaceAll("Rennes", slug === "discret" ? "Brest" : "Rennes"));
  site = await makeSite(bench);
});

beforeEach(async () => {
  await settle("demonstration", { published: true, shared: true });
  await settle("voisin", { published: true, shared: true });
  await settle("discret", { published: false, shared: true, name: "Réseau discret" });
});

const locationOf = async (path: string) => {
  const response = await site.asAnyone(path);
  return response.status === 301 ? response.headers.get("location") : response.status;
};
const textOf = async (path: string) => (await site.asAnyone(path)).text();
const feedOf = async (path: string) => readAtom(await textOf(path));

describe("the address of a sheet", () => {
  test.each(["6", "6-", "6-ancien-titre", "36", "36-quoi-que-ce-soit"])(
    "%s leads to the one of today",
    async (name) => {
      expect(await locationOf(`/demonstration/initiatives/${name}`)).toBe(SHEET);
      expect(await locationOf(`/en/demonstration/initiatives/${name}?vue=x&y=1`)).toBe(`/en${SHEET}?vue=x&y=1`);
    },
  );

  test("is never remembered by a browser without asking again, since titles change and merges are undone", async () => {
    const { headers } = await site.asAnyone("/demonstration/initiatives/36");
    expect(headers.get("cache-control")).toBe("no-cache");
  });

  test("works again for both sheets once their merge is undone, and leads to the other once it is made again", async () => {
    const merge = await bench.db
      .selectFrom("merges as m")
      .innerJoin("initiatives as i", "i.id", "m.merged_id")
      .select(["m.id", "i.title"])
      .where("i.key", "=", "36")
      .executeTakeFirstOrThrow();
    const undone = await undoMerge(bench.doors(), { network: "demonstration", merge: merge.id });
    expect(undone.ok).toBe(true);
    const address = await locationOf("/demonstration/initiatives/36");
    expect(address).toMatch(/^\/demonstration\/initiatives\/36-/);
    expect(await locationOf(address as string)).toBe(200);
    expect(await locationOf(SHEET)).toBe(200);
    await mergeInitiatives(bench.doors(), { network: "demonstration", kept: "6", merged: "36" });
    expect(await locationOf(address as string)).toBe(SHEET);
  });

  test("finds keys with hyphens, dots and letters, and a key alone is always its own", async () => {
    expect(await locationOf("/voisin/initiatives/12-bis")).toBe("/voisin/initiatives/12-bis-atelier-velo");
    expect(await locationOf("/voisin/initiatives/12-bis-atelier-velo")).toBe(200);
    expect(await locationOf("/voisin/initiatives/12-rien")).toBe("/voisin/initiatives/12");
    // Its title would make the key of the other: the key alone is its address.
    expect(await locationOf("/voisin/initiatives/12")).toBe(200);
    expect(await textOf("/voisin/initiatives/12")).toContain(
      'rel="canonical" href="http://localhost:4173/voisin/initiatives/12"',
    );
    expect(await locationOf("/voisin/initiatives/A.1-b")).toBe(
      "/voisin/initiatives/A.1-b-script-alert-1-script-et-l-oeuvre",
    );
    expect(await locationOf("/voisin/initiatives/13-bis")).toBe(404);
  });

  test("is what links, the sitemap and the statement's own page give", async () => {
    expect(await textOf("/demonstration/initiatives?q=festival")).toContain(`href="${SHEET}"`);
    expect(await locationOf(`${SHEET}/reponses/36`)).toBe("/demonstration/initiatives/6/reponses/36");
    const exported = JSON.parse(await textOf("/demonstration/exports/initiatives.geojson?q=festival"));
    expect(exported.features.map((feature: { properties: { url: string } }) => feature.properties.url)).toContain(
      "http://localhost:4173/demonstration/initiatives/6",
    );
  });
});

describe("what previews and search engines read", () => {
  test("is on a sheet, absolute, in its language, and safe", async () => {
    const page = await textOf("/en/voisin/initiatives/A.1-b-script-alert-1-script-et-l-oeuvre");
    expect(page).toContain('<meta property="og:locale" content="en_GB">');
    expect(page).toContain('<link rel="alternate" hreflang="fr" href="http://localhost:4173/voisin/initiatives/A.1-b-');
    expect(page).toMatch(/og:image" content="http:\/\/localhost:4173\/assets\/share-[0-9a-f]{12}\.png"/);
    expect(page).toContain('og:title" content="]]&gt; &lt;script&gt;');
    expect(page).not.toContain("<script>alert");
  });

  test("shows an image that is there", async () => {
    const [, address] = /og:image" content="http:\/\/localhost:4173([^"]+)"/.exec(await textOf("/demonstration"))!;
    const image = await site.asAnyone(address!);
    expect(image.headers.get("content-type")).toBe("image/png");
    const bytes = Buffer.from(await image.arrayBuffer());
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  test("names the sitemap, whose files hold every published sheet in both languages and nothing else", async () => {
    expect(await textOf("/robots.txt")).toContain("Sitemap: http://localhost:4173/sitemap.xml");
    const files = [...(await textOf("/sitemap.xml")).matchAll(/<loc>http:\/\/localhost:4173([^<]+)/g)].map(
      ([, path]) => path!,
    );
    expect(files).toEqual(["/commun/sitemap-1.xml", "/demonstration/sitemap-1.xml", "/voisin/sitemap-1.xml"]);
    const map = await textOf("/demonstration/sitemap-1.xml");
    const places = [...map.matchAll(/<loc>http:\/\/localhost:4173([^<]+)/g)].map(([, path]) => path!);
    const sheets = places.filter((path) => path.startsWith("/demonstration/initiatives/"));
    expect(sheets).toHaveLength(39);
    for (const path of [sheets[0]!, `/en${sheets.at(-1)}`, "/demonstration/territoires/departement/46"]) {
      expect(places).toContain(path);
      expect(await locationOf(path)).toBe(200);
    }
    expect(map).toMatch(/<lastmod>\d{4}-\d\d-\d\dT/);
    expect(await locationOf("/demonstration/sitemap-2.xml")).toBe(404);
    expect(await locationOf("/discret/sitemap-1.xml")).toBe(404);
    // Even who may read it is told only what is published.
    expect((await site.asLocal("/discret/sitemap-1.xml")).status).toBe(404);
  });
});

describe("a feed", () => {
  test("tells of the latest changes, with identifiers that nothing changes", async () => {
    const feed = await feedOf("/demonstration/fil.atom");
    expect(feed.entries).toHaveLength(39);
    expect(new Set(feed.entries.map(({ id }) => id)).size).toBe(39);
    expect(feed.entries[0]!.id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect([...feed.entries].sort((a, b) => b.updated.localeCompare(a.updated))).toEqual(feed.entries);
    expect(feed.links.self).toBe("http://localhost:4173/demonstration/fil.atom");
    const english = await feedOf("/en/demonstration/fil.atom");
    expect(english.entries.map(({ id }) => id)).toEqual(feed.entries.map(({ id }) => id));
    expect(english.entries[0]!.link).toContain("/en/demonstration/initiatives/");
  });

  test("follows a domain, a territory, or any state of the list, and says which", async () => {
    const feed = await feedOf("/demonstration/fil.atom?domaine=solidarites-locales&departement=62");
    expect(feed.title).toContain("Les solidarités locales, Pas-de-Calais");
    expect(feed.entries.length).toBeGreaterThan(0);
    for (const { categories } of feed.entries) expect(categories).toContain("solidarites-locales");
    expect(feed.id).not.toBe((await feedOf("/demonstration/fil.atom")).id);
    expect(await textOf("/demonstration/domaines/solidarites-locales")).toContain(
      'type="application/atom+xml" title="Réseau de démonstration\u202f: initiatives, Les solidarités locales" href="/demonstration/fil.atom?domaine=solidarites-locales"',
    );
    expect((await feedOf("/demonstration/fil.atom?departement=35")).entries).toEqual([]);
  });

  test("names what it is filtered by as the list does, never by an identifier or a code", async () => {
    const { id, name } = await bench.db
      .selectFrom("actors as a")
      .innerJoin("initiative_actors as j", (join) =>
        join.onRef("j.network_id", "=", "a.network_id").onRef("j.actor_id", "=", "a.id"),
      )
      .innerJoin("networks as n", "n.id", "a.network_id")
      .select(["a.id", "a.name"])
      .where("n.slug", "=", "demonstration")
      .where("j.status", "=", "accepted")
      .executeTakeFirstOrThrow();
    const asked = `?domaine=aucun&epci=243500139&commune=35238&pres=commune%3A35238&rayon=20&acteur=${id}&audience=personnes-agees&annee=non-dite`;
    const names = `Sans domaine, Rennes Métropole, Rennes, Près de\u202f: Rennes (35), 20 km, ${name}, personnes âgées, Année de début\u202f: Non dite`;
    expect((await feedOf(`/demonstration/fil.atom${asked}`)).title).toBe(
      `Réseau de démonstration\u202f: initiatives, ${names}`,
    );
    const english = `No domain, Rennes Métropole, Rennes, Near: Rennes (35), 20 km, ${name}, older people, Start year: Not said`;
    expect((await feedOf(`/en/demonstration/fil.atom${asked}`)).title).toContain(english);
    expect(plain(await textOf(`/en/demonstration/integrer${asked}&domaine=solidarites-locales`))).toContain(
      english.slice(11),
    );
    const nobody = "01990000-0000-7000-8000-000000000000";
    expect((await feedOf(`/demonstration/fil.atom?acteur=${nobody}`)).title).toContain("Acteur inconnu");
    expect(await textOf(`/demonstration/initiatives?acteur=${nobody}`)).toContain("Partenaire\u202f: Acteur inconnu");
  });

  test("is paged, and the pages lead to one another", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i + 100};Action ${i};Lot`).join("\n");
    await makeNetwork(bench, "long", []);
    await importText(bench, "long", `Numéro;Intitulé;Lieu\n${rows}\n`);
    await settle("long", { published: true });
    const first = await feedOf("/long/fil.atom");
    const second = await feedOf(first.links.next!.replace("http://localhost:4173", ""));
    expect([first.entries.length, second.entries.length]).toEqual([50, 10]);
    expect(new Set([...first.entries, ...second.entries].map(({ id }) => id)).size).toBe(60);
    expect(second.links.next).toBeUndefined();
    expect(second.links.previous).toBe(first.links.self);
    await settle("long", { published: false });
  });

  test("holds hostile words as words, and is not sent again when it did not change", async () => {
    const response = await site.asAnyone("/voisin/fil.atom");
    expect(response.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    const entry = readAtom(await response.text()).entries.find(({ title }) => title.includes("script"))!;
    expect(entry.title).toBe(HOSTILE);
    expect(entry.summary).toBe(HOSTILE);
    const again = await site.asAnyone("/voisin/fil.atom", {
      headers: { "if-none-match": response.headers.get("etag")! },
    });
    expect(again.status).toBe(304);
  });
});

describe("the common space", () => {
  test("shows the networks that publish and share, each sheet leading to its own", async () => {
    const page = await textOf("/commun/initiatives?tri=titre");
    expect(page).toContain("42 initiatives");
    expect(page).toContain('href="/voisin/initiatives/12-bis-atelier-velo"');
    expect(page).not.toMatch(/href="\/commun\/initiatives\/\d/);
    expect(page).not.toContain("discret");
    const narrowed = await textOf("/commun/initiatives?reseau=voisin");
    expect(narrowed).toContain("Trois initiatives sur 42");
    expect(narrowed).not.toContain("/demonstration/initiatives/6-");
    const csv = await textOf("/commun/exports/initiatives.csv?reseau=voisin&q=velo");
    expect(csv).toContain("Réseau;Licence;Numéro");
    expect(csv).toContain("voisin;;12-bis;Atelier vélo");
    const { entries } = await feedOf("/commun/fil.atom?reseau=voisin");
    expect(entries.map(({ link }) => new URL(link).pathname.split("/")[1])).toEqual(["voisin", "voisin", "voisin"]);
  });

  test("never shows a network by asking for it", async () => {
    for (const path of [
      "/commun/initiatives?reseau=discret",
      "/commun/fil.atom?reseau=discret",
      "/commun/exports/initiatives.json?reseau=discret",
      "/commun/integrer/liste?reseau=discret",
    ]) {
      const shown = await textOf(path);
      expect(shown).not.toContain("Réseau discret");
      expect(shown).not.toContain("Atelier vélo");
    }
  });

  test("leads to its networks when only one is left, and says what to do when none is", async () => {
    await settle("demonstration", { shared: false });
    expect(await textOf("/commun")).toContain('href="/voisin/initiatives/12-bis-atelier-velo"');
    await settle("voisin", { shared: false });
    expect(await textOf("/commun")).toContain("Rien n’est partagé pour l’instant");
    expect(await textOf("/commun/initiatives")).toContain("Aucune initiative");
    expect((await feedOf("/commun/fil.atom")).entries).toEqual([]);
    expect(await textOf("/")).not.toContain('href="/commun"');
  });

  test("has an address that no network may take", async () => {
    const created = await createNetwork(bench.doors(), { slug: "commun", name: "Commun" });
    expect(!created.ok && created.failure.code).toBe("slug_reserved");
  });
});

describe("a frame of another site", () => {
  const FRAMES = [
    "/demonstration/integrer/liste",
    "/en/demonstration/integrer/carte?couleurs=sombre",
    "/commun/integrer/liste",
    "/discret/integrer/liste",
    "/nulle/integrer/carte",
  ];

  test.each(FRAMES)("may hold %s, which runs nothing and sets nothing", async (path) => {
    const { headers } = await site.asAnyone(path);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'.*frame-ancestors \*/);
    expect(headers.get("content-security-policy")).not.toContain("script-src");
    expect(headers.get("x-frame-options")).toBeNull();
    expect(headers.get("set-cookie")).toBeNull();
    expect(await textOf(path)).not.toContain("<script");
  });

  test.each([
    "/demonstration",
    SHEET,
    "/demonstration/integrer",
    "/demonstration/fil.atom",
    "/commun",
    "/nulle",
    "/sitemap.xml",
  ])("may not hold %s", async (path) => {
    const { headers } = await site.asAnyone(path);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-frame-options")).toBe("DENY");
  });

  test("of a network that does not publish says so and no more, to its own team too", async () => {
    for (const shown of [
      await site.asAnyone("/discret/integrer/liste"),
      await site.asLocal("/discret/integrer/carte"),
    ]) {
      expect(shown.status).toBe(404);
      const page = await shown.text();
      expect(page).toContain("Ces initiatives ne sont pas publiées");
      expect(page).not.toMatch(/discret|Brest|vélo/);
    }
  });

  test("is given by one line of HTML that keeps the list's filters", async () => {
    const page = await textOf(
      "/demonstration/integrer?q=%22%3E%3Cscript%3E&domaine=solidarites-locales&langue=en&couleurs=clair&hauteur=400&nombre=5",
    );
    const [, line] = /<textarea[^>]*>([^<]*)<\/textarea>/.exec(page)!;
    const shown = line!
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    expect(shown).toBe(
      '<iframe src="http://localhost:4173/en/demonstration/integrer/liste?q=%22%3E%3Cscript%3E&amp;domaine=solidarites-locales&amp;couleurs=clair&amp;nombre=5" title="Initiatives: Réseau de démonstration" width="100%" height="400" loading="lazy"></iframe>',
    );
    expect(page).not.toContain("<script");
  });
});

describe("the settings of a network", () => {
  const typed = { nom: "Voisin", description: "", publie: "oui", partage: "oui", licence: "cc-by-4.0" };

  test("are for who administers it, and the link to them too", async () => {
    expect((await site.asAnyone("/voisin/reglages")).status).toBe(403);
    expect((await site.asAnyone("/voisin/reglages", form(typed))).status).toBe(403);
    expect(await textOf("/voisin")).not.toContain("/reglages");
    expect(await (await site.asLocal("/voisin")).text()).toContain("/voisin/reglages");
  });

  test("keep what is typed and say what is wrong with it", async () => {
    const refused = await site.asLocal("/voisin/reglages", form({ ...typed, nom: " ", description: "d".repeat(2001) }));
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("Donnez un nom au réseau.");
    expect(page).toContain("d".repeat(2001));
    const forged = await site.asLocal("/voisin/reglages", form({ ...typed, licence: "autre" }));
    expect(forged.status).toBe(422);
  });

  test("take effect at once, ready pages of the network and of the common space included", async () => {
    site.cache.setTrusted(true);
    for (const path of ["/voisin", "/commun", "/voisin/fil.atom", "/voisin/integrer/liste", "/commun/initiatives"])
      await site.asAnyone(path);
    expect(site.cache.size().pages).toBe(5);
    const saved = await site.asLocal("/voisin/reglages", form({ ...typed, publie: "non" }));
    expect(saved.headers.get("location")).toBe("/voisin/reglages?fait=saved");
    // What the notification of the database does, in a server.
    site.cache.drop("voisin");
    expect(site.cache.size().pages).toBe(0);
    site.cache.setTrusted(false);
    for (const path of ["/voisin", "/voisin/fil.atom", "/voisin/integrer/liste"])
      expect((await site.asAnyone(path)).status).toBe(404);
    for (const path of ["/", "/commun", "/commun/initiatives", "/sitemap.xml", "/commun/fil.atom"])
      expect(await textOf(path)).not.toContain("voisin");
    await site.asLocal("/voisin/reglages", form(typed));
    expect(await textOf("/voisin")).toContain("Données sous Creative Commons BY 4.0");
  });

  test("leave a trace of what changed, never of the words", async () => {
    await settle("voisin", { name: "Autre nom", licence: null });
    const entry = await bench.db
      .selectFrom("audit_entries")
      .select("subjects")
      .where("action", "=", "settle_network")
      .orderBy("at", "desc")
      .executeTakeFirstOrThrow();
    expect(entry.subjects).toMatchObject({ changed: ["name", "licence"] });
    expect(JSON.stringify(entry.subjects)).not.toContain("Autre nom");
  });

  test("read as a page was asked for, a page is not kept when the network stops publishing meanwhile", async () => {
    site.cache.setTrusted(true);
    const asked = site.asAnyone("/voisin/initiatives");
    site.cache.drop("voisin");
    await asked;
    expect(site.cache.size().pages).toBe(0);
    site.cache.setTrusted(false);
  });
});

describe("a territory", () => {
  test("has a page of what is done in it, at an address that stays", async () => {
    const page = await textOf("/demonstration/territoires/departement/46");
    expect(page).toContain("<h1>Lot</h1>");
    expect(page).toContain("Centre dentaire mutualiste");
    expect(page).toContain('href="/demonstration/territoires/region/76"');
    expect(page).toContain('href="/demonstration/fil.atom?departement=46"');
    expect(await textOf("/en/demonstration/territoires/departement/35")).toContain("No initiative is known here yet.");
  });

  test.each(["departement/999", "region/46x", "commune/35238", "pays/FR"])("%s is told not to exist", async (path) => {
    expect((await site.asAnyone(`/demonstration/territoires/${path}`)).status).toBe(404);
  });
});

describe("the latest changes", () => {
  const changesOf = (page: string) => plain(/id="h-changes".*$/s.exec(page)![0].replace(/<[^>]+>/g, ""));

  beforeAll(async () => {
    await makeNetwork(bench, "suivi", ["sante"]);
    await settle("suivi", { published: true });
    await importText(bench, "suivi", "Numéro;Intitulé;Lieu\n1;Jardin partagé;Lot\n2;Jardin commun;Lot\n3;Verger;Lot\n");
    await mergeInitiatives(bench.doors(), { network: "suivi", kept: "2", merged: "1" });
  });

  test("tell the name of an imported file to the team only", async () => {
    expect(changesOf(await textOf("/suivi"))).toContain("3 réponses importées.");
    expect(await textOf("/suivi")).not.toContain("reponses.csv");
    expect(await textOf("/en/suivi")).not.toContain("reponses.csv");
    expect(await (await site.asLocal("/suivi")).text()).toContain("reponses.csv");
  });

  test("tell how many there were, one included", async () => {
    await importText(bench, "suivi", "Numéro;Intitulé;Lieu\n4;Ruches;Lot\n");
    expect(changesOf(await textOf("/suivi"))).toContain("1 réponse importée.");
    expect(changesOf(await textOf("/en/suivi"))).toContain("1 answer imported.");
    for (const key of ["3", "4"])
      await classifyInitiative(bench.doors(), { network: "suivi", key, domains: ["sante"] });
    expect(changesOf(await textOf("/suivi"))).toContain("Deux initiatives placées dans un domaine.");
  });

  test("say no word of a sheet that was merged into one that is deleted", async () => {
    expect(changesOf(await textOf("/suivi"))).toContain("«\u202fJardin partagé\u202f» fusionnée avec Jardin commun");
    const deleted = await deleteInitiative(bench.doors(), { network: "suivi", key: "2", reason: "Demande" });
    expect(deleted.ok).toBe(true);
    const changes = changesOf(await textOf("/suivi"));
    expect(changes).not.toMatch(/Jardin|fusionnée/);
    expect(changes).toContain("3 réponses importées.");
  });
});

describe("a form of the list", () => {
  beforeAll(async () => {
    await makeNetwork(bench, "formes", ["sante"]);
    await settle("formes", { published: true });
    const rows = [
      "1;Ateliers;Quimper;Une action de santé",
      "2;Marche;Saint-Malo;Bouger",
      "3;Santé des jeunes;Rennes;Écouter",
    ];
    await importText(bench, "formes", `Numéro;Intitulé;Lieu;Besoin\n${rows.join("\n")}\n`);
  });

  const keysOf = (page: string) =>
    [...page.matchAll(/<a class="serif" href="\/formes\/initiatives\/(\d+)-/g)].map(([, key]) => key);
  /** The page that the list's form leads to: as it stands, but for what is typed and, perhaps, the order chosen. */
  const submit = async (page: string, typed: Record<string, string>, order?: string) => {
    const [, options] = /<select id="tri"[^>]*>(.*?)<\/select>/s.exec(page)!;
    const [, tri] = (order ? new RegExp(`value="([^"]*)"[^>]*>${order}<`) : /value="([^"]*)" selected/).exec(options!)!;
    return textOf(`/formes/initiatives?${new URLSearchParams({ ...typed, tri: tri! })}`);
  };

  test("puts the best answer and the nearest first, whatever order the list had by itself", async () => {
    const list = await textOf("/formes/initiatives");
    expect(keysOf(list)).toEqual(["1", "2", "3"]);
    const found = await submit(list, { q: "santé" });
    expect(keysOf(found)).toEqual(["3", "1"]);
    expect(keysOf(await submit(list, { pres: "Rennes", rayon: "100" }))).toEqual(["3", "2"]);
    expect(keysOf(await submit(found, { q: "santé" }))).toEqual(["3", "1"]);
    const cleared = await submit(found, { q: "" });
    expect(keysOf(cleared)).toEqual(["1", "2", "3"]);
  });

  test("keeps the order that was chosen", async () => {
    const found = await submit(await textOf("/formes/initiatives?q=santé"), { q: "santé" }, "numéro");
    expect(keysOf(found)).toEqual(["1", "3"]);
    expect(keysOf(await submit(found, { q: "santé" }))).toEqual(["1", "3"]);
    const titled = await submit(await textOf("/formes/initiatives"), {}, "intitulé");
    expect(keysOf(await submit(titled, { q: "santé" }))).toEqual(["1", "3"]);
  });

  test("that searches on the map, or makes a frame, loses nothing of what was asked", async () => {
    const asked = { pres: "Rennes", rayon: "30" };
    const onMap = await textOf(`/formes/carte?${new URLSearchParams({ ...asked, q: "santé" })}`);
    expect(fieldsOf(onMap)).toEqual({ ...asked, q: "santé" });
    expect(plain(onMap)).toContain('href="/formes/initiatives?q=sant%C3%A9&pres=Rennes&rayon=30"');
    expect(fieldsOf(await textOf("/formes/carte?vue=densite&pres=Rennes&rayon=30"))).toEqual({
      ...asked,
      q: "",
      vue: "densite",
    });
    const numbered = new URLSearchParams({ ...asked, q: "santé", tri: "numero" });
    const builder = fieldsOf(await textOf(`/formes/integrer?${numbered}`));
    expect(builder).toMatchObject({ ...asked, q: "santé", tri: "numero" });
    expect(builder.html).toContain("rayon=30&amp;tri=numero");
    expect(fieldsOf(await textOf(`/formes/integrer?${new URLSearchParams(asked)}`))).not.toHaveProperty("tri");
  });
});

describe("a map of more initiatives than can be told apart", () => {
  beforeAll(async () => {
    await makeNetwork(bench, "dense", []);
    const rows = Array.from({ length: 501 }, (_, i) => `${i + 1};Action ${i};Lot`).join("\n");
    await importText(bench, "dense", `Numéro;Intitulé;Lieu\n${rows}\n900;Ailleurs;Aveyron\n`);
  });
  beforeEach(async () => settle("dense", { published: true, shared: true }));
  afterAll(async () => settle("dense", { published: false, shared: false }));

  const marksOf = (page: string) =>
    [...page.matchAll(/<(g|a) class="d0"[^>]*><title>([^<]*)<\/title>/g)].map(([, tag, title]) => `${tag} ${title}`);

  test("has one mark for each département in a territory and in a frame, leads to no sheet, and says so", async () => {
    for (const path of ["/dense/territoires/departement/46", "/dense/integrer/carte?departement=46"]) {
      const page = await textOf(path);
      expect(marksOf(page)).toEqual(["g Lot"]);
      expect(page).toContain("Plus de 500 initiatives\u202f: une marque par département");
      expect(page).not.toContain("mène à sa fiche");
    }
    for (const path of ["/en/dense/territoires/region/76", "/en/dense/integrer/carte"]) {
      const page = await textOf(path);
      expect(marksOf(page)).toEqual(["g Aveyron", "g Lot"]);
      expect(page).toContain("More than 500 initiatives");
    }
    const few = await textOf("/dense/integrer/carte?departement=12");
    expect(few).toContain('href="/dense/initiatives/900-ailleurs" target="_blank"');
    expect(few).not.toContain("Plus de 500");
  });

  test("counts in each département on the home of the common space", async () => {
    const page = await textOf("/commun");
    expect(page).toContain("Chaque nombre compte les initiatives d’un département");
    expect(page).toMatch(/<a [^>]*href="\/commun\/carte\?departement=12"[^>]*><title>Aveyron\u202f: /);
    expect(page).not.toMatch(/les 0 premières|Marque pleine/);
    await settle("dense", { shared: false });
    const few = await textOf("/commun");
    expect(few).toContain("Marque pleine");
    expect(few).toMatch(/<a [^>]*href="\/voisin\/initiatives\/12-bis-atelier-velo"[^>]*transform/);
  });

  test("of a list says that it is too many, as before", async () => {
    expect(await textOf("/dense/initiatives")).toContain("trop pour une petite carte");
  });
});
