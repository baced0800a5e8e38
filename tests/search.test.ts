import { spawn } from "node:child_process";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { fold } from "../src/duplicates/words.ts";
import { generateNetwork } from "../src/generation/actions/generate-network.ts";
import { openRandom } from "../src/generation/random.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { findNeighbours } from "../src/initiatives/neighbours.sql.ts";
import { findNetwork } from "../src/platform/action.ts";
import { migrate, readMigrations } from "../src/platform/database/migrate.ts";
import { countFacets, countTopPartners } from "../src/search/facets.sql.ts";
import { type Filter, NO_FILTER } from "../src/search/filter.ts";
import { readReasons } from "../src/search/highlight.sql.ts";
import { FACETS, findHits, inHits, titledAmong } from "../src/search/hits.sql.ts";
import { reindexNetwork } from "../src/search/index-initiatives.sql.ts";
import { pageOf, searchInitiatives } from "../src/search/search.sql.ts";
import { listCodings } from "../src/studies/studies.sql.ts";
import { openReference } from "../src/territories/reference.ts";
import { resolveNear } from "../src/territories/resolve-near.ts";
import { EMPTY_QUERY, type ListQuery } from "../src/web/pages/list-address.ts";
import { readList } from "../src/web/views/list.ts";
import { readDomain, readGridPage, readHome } from "../src/web/views/reading.ts";
import { type Bench, emptyDatabase, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";

const HEADER = "Numéro;Intitulé;Territoire;Besoin;Description;Partenaires;Public;Impacts\n";
const ROWS = [
  "1;Activité physique adaptée à l’EHPAD;Rennes;Des aînés tombent;Séances chaque semaine;CPAM d’Ille-et-Vilaine, CCAS de Rennes;résidents;Moins de chutes",
  "2;Ateliers cuisine;Saint-Malo;Des étudiants sautent des repas;Un cuisinier vient à la maison de retraite voisine;CROUS;étudiants;Ils cuisinent",
  "3;Forum de la santé des jeunes;Ille-et-Vilaine;Les jeunes se soignent peu;Stands et jeux;CPAM d’Ille-et-Vilaine;jeunes;Des rendez-vous pris",
  "4;Bourse aux vélos;Bretagne;On roule peu;Des bénévoles réparent les bicyclettes;association Roue Libre;habitants;Moins de voitures",
  "5;Soutien aux aidants;Vannes et 30 km alentour;Les aidants s’épuisent;Groupes de parole sur la santé mentale;association Roue Libre;aidants;Du répit",
  "6;Campagne nationale contre le tabac;France entière;On fume trop;Affiches;Ligue contre le cancer;tous;Des arrêts",
  "7;Santé et bénévolat;Quimper;Des bénévoles fatigués;Journées;Mutuelle;bénévoles;Repos",
].join("\n");

let bench: Bench;
let own: string;
let other: string;
let invented: string;

beforeAll(async () => {
  bench = await freshDatabase();
  own = await makeNetwork(bench, "own", ["sante", "culture"]);
  other = await makeNetwork(bench, "other", ["sante"]);
  const outcomes = [
    await importText(bench, "own", HEADER + ROWS),
    await importText(bench, "other", `${HEADER}1;Forum secret de la santé;Rennes;n;d;CPAM d’Ille-et-Vilaine;tous;i`),
  ];
  for (const outcome of outcomes) if (!outcome.ok) throw new Error(outcome.failure.code);
  const made = await generateNetwork(bench.doors(), { network: "invented", count: 2200, seed: 7 });
  if (!made.ok) throw new Error(made.failure.code);
  invented = (await findNetwork(bench.db, "invented"))!.id;
});

const found = async (filter: Partial<Filter>, scope = [own]) => {
  const { hits } = await searchInitiatives(
    bench.db,
    scope,
    { ...NO_FILTER, ...filter },
    { sort: "relevance", limit: null, offset: 0 },
  );
  return hits.map(({ key }) => key);
};
const near = (text: string, radiusKm = 0) => {
  const place = resolveNear({ text, radiusKm }, openReference());
  if (place.status !== "found") throw new Error(`${text}: ${place.status}`);
  return place.near;
};

describe("words", () => {
  test.each([
    ["sante", ["7", "3", "5"], "titles come before texts, accents do not part"],
    ["SANTÉ MENTALE", ["5"], "every word must be there, capitals do not part"],
    ["aidante", ["5"], "another form of a word"],
    ["« santé des jeunes »", ["3"], "a phrase"],
    ['"jeunes santé"', [], "a phrase in another order"],
    ["ehpad", ["1", "2"], "a synonym of the field, maison de retraite"],
    ["sport sur ordonnance", ["1"], "a synonym of several words"],
    ["vélo", ["4"], "a plural"],
    ["béné", ["7", "4"], "the beginning of a word"],
    ["snaté", ["7", "3", "5"], "two letters in the wrong order"],
    ["etudaints", ["2"], "a slip in a longer word"],
    ["cpam", ["3", "1"], "an organisation, the shorter text first"],
    ["xyzzyx", [], "a word nobody wrote nor anything like it"],
    ["a & b | ! <-> :* ( ' \\", [], "what PostgreSQL would read as a formula"],
  ])("%s finds %j: %s", async (q, keys) => {
    expect(await found({ q })).toEqual(keys);
  });

  test("what was mended is said", async () => {
    const { question } = await findHits(bench.db, [own], { ...NO_FILTER, q: "snaté" });
    expect(question.mended).toEqual([{ typed: "snate", read: "santé" }]);
  });

  test("why each was found is shown, in its title or else in its text", async () => {
    const { question } = await findHits(bench.db, [own], { ...NO_FILTER, q: "ehpad" });
    const { hits } = await searchInitiatives(
      bench.db,
      [own],
      { ...NO_FILTER, q: "ehpad" },
      { sort: "relevance", limit: 9, offset: 0 },
    );
    const reasons = await readReasons(
      bench.db,
      [own],
      hits.map(({ id }) => id),
      question.query!,
    );
    const marked = (pieces: { text: string; found: boolean }[]) =>
      pieces
        .filter((piece) => piece.found)
        .map((piece) => piece.text)
        .join(" ");
    expect(marked(reasons.get(hits[0]!.id)!.title)).toBe("EHPAD");
    const [excerpt] = reasons.get(hits[1]!.id)!.excerpts;
    expect([excerpt!.field, marked(excerpt!.pieces)]).toEqual(["description", "maison retraite"]);
  });

  // The invented network is large enough for its common words to have bitmaps; the others have none.
  test.each([
    "santé",
    "santé jeunes",
    "santé radon",
    "ehpad",
    "« santé mentale »",
    "béné",
    "forum secret",
    "jeunes « lien social »",
  ])("%s finds what PostgreSQL finds row by row, whether its words are common or rare", async (q) => {
    const scope = [own, other, invented];
    const { rows: common } =
      await sql`select 1 from search_values where facet = 'words' and in_bits and network_id = ${invented}`.execute(
        bench.db,
      );
    expect(common.length).toBeGreaterThan(20);
    const hits = await findHits(bench.db, scope, { ...NO_FILTER, q });
    const { rows } = await sql<{
      id: string;
      titled: boolean;
    }>`select d.initiative_id as id, t.title_words @@ q.query as titled
        from (select ${hits.question.query}::tsquery as query) q cross join search_documents d
        join search_texts t using (network_id, ordinal) where d.network_id = any(${scope}::uuid[]) and t.words @@ q.query`.execute(
      bench.db,
    );
    const page = await pageOf(bench.db, hits, { ...NO_FILTER, q }, { sort: "relevance", limit: null, offset: 0 });
    expect(page.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    const titled = await titledAmong(bench.db, hits);
    expect(titled.total).toBe(rows.filter((row) => row.titled).length);
    const first = new Set(rows.flatMap((row) => (row.titled ? [row.id] : [])));
    expect(page.slice(0, titled.total).every(({ id }) => first.has(id))).toBe(true);
  });

  test("another network is not looked into, nor are its words", async () => {
    expect(await found({ q: "secret" })).toEqual([]);
    expect(await found({ q: "secert" })).toEqual([]);
    expect(await found({ q: "secret" }, [other])).toEqual(["1"]);
    expect((await found({ q: "forum" }, [own, other])).length).toBe(2);
  });
});

/** What the page shows of why each initiative was found: the pieces marked, of its title then of its texts, by its key. */
const markedFor = async (q: string, network: string) => {
  const filter = { ...NO_FILTER, q };
  const hits = await findHits(bench.db, [network], filter);
  const page = await pageOf(bench.db, hits, filter, { sort: "number", limit: null, offset: 0 });
  const ids = page.map(({ id }) => id);
  const reasons = await readReasons(bench.db, [network], ids, hits.question.query!);
  return new Map(
    page.map(({ id, key }) => {
      const { title, excerpts } = reasons.get(id)!;
      const pieces = [title, ...excerpts.map((excerpt) => excerpt.pieces)].flat();
      return [key, pieces.flatMap((piece) => (piece.found ? [piece.text] : []))];
    }),
  );
};

const SIGNS = [
  "1;Vaccins contre le Covid-19;Rennes;On doute;Séances;Mutuelle;tous;Moins de malades",
  "2;Forum de printemps;Rennes;Les 12-17 ans fument;Stands (saison 2019-2020), jeux;Lycée;élèves;Des arrêts",
  "3;Prévention;Rennes;Repérage des addictions/alcool au travail;Affiches;CPAM/ARS;salariés;Du repérage",
  "4;Écoute;Rennes;Le quotidien des familles.Des ateliers manquent;Groupes;CCAS;parents;Du répit",
  "5;Accès aux soins;Rennes;On renonce;Une aide à la prise de rendez-vous, par téléphone;Centre;patients;Des soins",
].join("\n");

describe("texts whose words touch a sign", () => {
  let signs: string;
  beforeAll(async () => {
    signs = await makeNetwork(bench, "signs", ["sante"]);
    const outcome = await importText(bench, "signs", HEADER + SIGNS);
    if (!outcome.ok) throw new Error(outcome.failure.code);
  });

  test.each([
    ["Covid-19", "1", ["Covid-19"]],
    ["covid 19", "1", ["Covid-19"]],
    ["12-17 ans", "2", ["12-17", "ans"]],
    ["2020", "2", ["2020"]],
    ["2019-2020", "2", ["2019-2020"]],
    ["alcool", "3", ["alcool"]],
    ["addictions/alcool", "3", ["addictions/alcool"]],
    ["familles", "4", ["familles"]],
    ["« prise de rendez-vous »", "5", ["prise", "rendez"]],
  ])("%s finds the initiative %s that says it, and marks %j", async (q, key, marks) => {
    expect(await found({ q }, [signs])).toEqual([key]);
    expect((await findHits(bench.db, [signs], { ...NO_FILTER, q })).question.mended).toEqual([]);
    expect((await markedFor(q, signs)).get(key)).toEqual(marks);
  });

  test("an initiative is found by each word of its text, whatever stands between them, and shows where", async () => {
    const words = "santé cœur Noël œuvre AÏEUL handicapé covid 2019 12e 40h ΑΘΗΝΑΣ здоровье mère l’été n'importe".split(
      " ",
    );
    const between = [
      " ",
      "-",
      "/",
      ".",
      "’",
      "'",
      "+",
      "@",
      "_",
      ":",
      "&",
      "<",
      ">",
      "#",
      "=",
      "%",
      "…",
      "—",
      " (",
      "://",
    ];
    const random = openRandom(11, 2);
    const texts = Array.from({ length: 60 }, () =>
      Array.from({ length: 9 }, () => random.pick(words) + random.pick(between))
        .join("")
        .trim(),
    );
    await makeNetwork(bench, "noise", ["sante"]);
    const rows = texts.map((text, at) => `${at + 1};Titre;Rennes;Besoin;${text};;;`);
    const outcome = await importText(bench, "noise", HEADER + rows.join("\n"));
    if (!outcome.ok) throw new Error(outcome.failure.code);
    const noise = (await findNetwork(bench.db, "noise"))!.id;
    const { rows: stored } = await sql<{ key: string; text: string }>`select key, description as text from initiatives
      where network_id = ${noise} order by key_number`.execute(bench.db);
    expect(stored.length).toBe(60);
    const asked = new Set(
      stored.flatMap(({ text }) =>
        fold(text)
          .split(" ")
          .filter((word) => word.length > 2),
      ),
    );
    for (const q of asked) {
      const marks = await markedFor(q, noise);
      const saying = stored.filter(({ text }) => ` ${fold(text)} `.includes(` ${q} `));
      for (const { key, text } of saying) {
        expect([q, text, (marks.get(key) ?? []).length > 0]).toEqual([q, text, true]);
        for (const mark of marks.get(key)!) expect(text).toContain(mark);
      }
    }
  });
});

describe("an index that an earlier version made", () => {
  /** As texts were indexed when PostgreSQL was left to cut them. */
  const asBefore = async (network: string) => {
    await sql`update search_texts t set words = to_tsvector('ancrage_french', concat_ws(' ', i.title, i.need, i.description))
      from search_documents d join initiatives i on i.network_id = d.network_id and i.id = d.initiative_id
      where t.network_id = ${network} and d.network_id = t.network_id and d.ordinal = t.ordinal`.execute(bench.db);
    await sql`update search_states set stale = true where network_id = ${network}`.execute(bench.db);
  };

  /** Runs the command line on this file's database. */
  const ancrage = (...args: string[]): Promise<{ out: string; err: string }> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "../bin/ancrage.cjs"), ...args], {
      env: {
        ...process.env,
        DATABASE_URL: bench.url,
        ANCRAGE_DATA: bench.dataDir,
        ANCRAGE_LANG: "en",
        NODE_OPTIONS: "",
      },
    });
    const said = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
    return new Promise((done) => child.on("close", () => done(said)));
  };

  test("is marked by the migration that changes how words are cut", async () => {
    const client = new pg.Client({ connectionString: await emptyDatabase() });
    await client.connect();
    const migrations = await readMigrations();
    const at = migrations.findIndex(({ name }) => name.endsWith("_index_again.sql"));
    await migrate(client, migrations.slice(0, at), () => new Date());
    const network = crypto.randomUUID();
    await client.query(
      "insert into networks (id, slug, name, description, created_at) values ($1, 'a', 'a', '', now())",
      [network],
    );
    await client.query("insert into search_states (network_id) values ($1)", [network]);
    await migrate(client, migrations, () => new Date());
    const { rows } = await client.query("select network_id, stale from search_states");
    await client.end();
    expect(rows).toEqual([{ network_id: network, stale: true }]);
  });

  test("is made again by the first command that opens the database, once", async () => {
    const old = await makeNetwork(bench, "old", ["sante"]);
    const outcome = await importText(bench, "old", HEADER + SIGNS);
    if (!outcome.ok) throw new Error(outcome.failure.code);
    const made = await indexOf(old);
    await asBefore(old);
    expect(await found({ q: "alcool" }, [old])).toEqual([]);
    const { revision } = (await findNetwork(bench.db, "old"))!;
    const [first, second] = await Promise.all([
      ancrage("search", "alcool", "--network", "old", "--json"),
      ancrage("search", "Covid-19", "--network", "old", "--json"),
    ]);
    expect(JSON.parse(first.out).hits).toMatchObject([{ key: "3" }]);
    expect(JSON.parse(second.out).hits).toMatchObject([{ key: "1" }]);
    expect(await indexOf(old)).toEqual(made);
    // Pages that were ready are dropped.
    expect((await findNetwork(bench.db, "old"))!.revision).toBe(revision + 1);
    expect((await ancrage("migrate")).err).not.toContain("index");
  });
});

describe("near me", () => {
  test.each([
    ["Paris", 10],
    ["Lyon", 30],
    ["Mende", 50],
    ["Saint-Denis de La Réunion", 0],
  ] as const)(
    "%s and %i km keeps what names one of its areas, be they named by many or by few",
    async (text, radius) => {
      const scope = [own, other, invented];
      const { rows: common } =
        await sql`select 1 from search_values where facet = 'named' and in_bits and network_id = ${invented}`.execute(
          bench.db,
        );
      expect(common.length).toBeGreaterThan(0);
      const place = near(text, radius);
      const filter = { ...NO_FILTER, near: place };
      const hits = await findHits(bench.db, scope, filter);
      const { rows } = await sql<{ id: string }>`select initiative_id as id from search_documents
      where network_id = any(${scope}::uuid[]) and named && ${place.tokens}::text[]`.execute(bench.db);
      const page = await pageOf(bench.db, hits, filter, { sort: "relevance", limit: null, offset: 0 });
      expect(page.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    },
  );

  test.each([
    ["Rennes", 0, ["1", "3", "4", "6"], "what is there, and what covers it"],
    ["35200", 0, ["1", "3", "4", "6"], "a postal code"],
    ["Cesson-Sévigné", 15, ["1", "3", "4", "6"], "a commune beside, with a radius"],
    ["Auray", 0, ["5", "4", "6"], "within the reach of a perimeter around Vannes"],
    ["Ille-et-Vilaine", 0, ["1", "2", "3", "4", "6"], "a whole département"],
    ["Marseille", 10, ["6"], "elsewhere, only what is of the whole country"],
  ])("%s within %i km: %j, %s", async (text, km, keys) => {
    expect((await found({ near: near(text, km) })).sort()).toEqual([...keys].sort());
  });

  test("the nearest come first, what covers a département after", async () => {
    expect((await found({ near: near("Rennes", 100) })).slice(0, 2)).toEqual(["1", "2"]);
  });

  test("small territories are looked into by their codes", async () => {
    expect(await found({ communes: ["35238"] })).toEqual(["1"]);
    expect(await found({ epci: ["243500139"] })).toEqual(["1"]);
  });
});

/** What the tables say of each value, without the index. */
async function countedPlainly(where: (id: string) => boolean): Promise<Record<string, Map<string, number>>> {
  const { rows } = await sql<{ id: string; facet: string; value: string }>`
    with i as (select * from initiatives where network_id = ${invented} and status = 'active')
    select i.id, 'domains' as facet, coalesce(d.key, 'none') as value from i left join initiative_domains j on j.network_id = i.network_id and j.initiative_id = i.id
      left join domains d on d.network_id = j.network_id and d.id = j.domain_id
    union select i.id, 'regions', unnest(i.in_regions) from i
    union select i.id, 'departments', unnest(i.in_departments) from i
    union select i.id, 'kinds', a.kind from i join initiative_actors j on j.network_id = i.network_id and j.initiative_id = i.id and j.status <> 'rejected'
      join actors a on a.network_id = j.network_id and a.id = j.actor_id
    union select i.id, 'dimensions', c.dimension_key from i join statements s on s.network_id = i.network_id and s.initiative_id = i.id
      join codings c on c.network_id = s.network_id and c.statement_id = s.id and c.score >= 2
    union select i.id, 'prospects', p.kind from i join prospects p on p.network_id = i.network_id and p.initiative_id = i.id and p.status <> 'rejected'
    union select i.id, 'audiences', u.category from i join audiences u on u.network_id = i.network_id and u.initiative_id = i.id and u.status <> 'rejected' and u.category is not null
    union select i.id, 'years', coalesce(i.since_year::text, 'none') from i
    union select i.id, 'statuses', case when exists (select 1 from review_items r where r.network_id = i.network_id and r.initiative_id = i.id and r.status = 'open') then 'to_review' else 'settled' end from i`.execute(
    bench.db,
  );
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, number>()]));
  for (const { id, facet, value } of rows)
    if (where(id)) counts[facet]!.set(value, (counts[facet]!.get(value) ?? 0) + 1);
  return counts;
}

const sorted = (counts: Map<string, number>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
const idsOf = async (filter: Partial<Filter>) =>
  new Set(
    (
      await searchInitiatives(
        bench.db,
        [invented],
        { ...NO_FILTER, ...filter },
        { sort: "number", limit: null, offset: 0 },
      )
    ).hits.map(({ id }) => id),
  );

describe("facets of 1,500 invented initiatives", () => {
  test("count exactly what the tables hold, with nothing chosen", async () => {
    const counts = await countFacets(bench.db, await findHits(bench.db, [invented], NO_FILTER));
    const plain = await countedPlainly(() => true);
    for (const facet of FACETS) expect(sorted(counts[facet]), facet).toEqual(sorted(plain[facet]!));
    expect(counts.regions.size).toBeGreaterThan(10);
  });

  test("react to each other, a facet's own choice set apart", async () => {
    const chosen = { regions: ["11", "53"], kinds: ["association"], q: "santé" };
    const counts = await countFacets(bench.db, await findHits(bench.db, [invented], { ...NO_FILTER, ...chosen }));
    for (const facet of FACETS) {
      const ids = await idsOf({ ...chosen, ...(facet === "regions" || facet === "kinds" ? { [facet]: [] } : {}) });
      expect(ids.size, facet).toBeGreaterThan(0);
      expect(sorted(counts[facet]), facet).toEqual(sorted((await countedPlainly((id) => ids.has(id)))[facet]!));
    }
  });

  test("the organisations of most hits are counted exactly", async () => {
    const filter = { ...NO_FILTER, regions: ["11"] };
    const ids = await idsOf(filter);
    const { rows } = await sql<{
      id: string;
      count: number;
    }>`select j.actor_id as id, count(distinct j.initiative_id)::int as count from initiative_actors j
      join actors a on a.network_id = j.network_id and a.id = j.actor_id and not a.generic
      where j.network_id = ${invented} and j.status <> 'rejected' and j.initiative_id = any(${[...ids]}) group by 1 order by 2 desc limit 5`.execute(
      bench.db,
    );
    const top = await countTopPartners(bench.db, await findHits(bench.db, [invented], filter), 5);
    expect(top.map(({ count }) => count)).toEqual(rows.map(({ count }) => count));
    expect((await idsOf({ regions: ["11"], partners: [rows[0]!.id] })).size).toBe(rows[0]!.count);
  });

  test.each(["number", "title", "recent", "place", "year"] as const)(
    "pages by %s hold each initiative once",
    async (sort) => {
      const filter = {
        ...NO_FILTER,
        prospects: [
          ...(await countFacets(bench.db, await findHits(bench.db, [invented], NO_FILTER))).prospects.keys(),
        ].slice(0, 2),
      };
      const seen: string[] = [];
      for (let offset = 0; ; offset += 97) {
        const { total, hits } = await searchInitiatives(bench.db, [invented], filter, { sort, limit: 97, offset });
        seen.push(...hits.map(({ id }) => id));
        if (hits.length === 0) {
          expect(seen.length).toBe(total);
          break;
        }
      }
      expect(new Set(seen).size).toBe(seen.length);
    },
  );
});

/** What a list of the invented network offers under one facet: how many each value would show. */
const offered = async (facet: "epci" | "commune" | "acteur", query: Partial<ListQuery>) => {
  const network = (await findNetwork(bench.db, "invented"))!;
  const view = await readList(bench.db, { networks: [network], common: false }, { ...EMPTY_QUERY, ...query });
  return view.facets.find(({ name }) => name === facet)!.options;
};
const countsOf = (options: readonly { value: string; count: number }[]) =>
  new Map(options.map(({ value, count }) => [value, count]));

/** How many invented initiatives PostgreSQL counts row by row. */
const countPlainly = async (condition: ReturnType<typeof sql>) => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from search_documents d
    where d.network_id = ${invented} and ${condition}`.execute(bench.db);
  return rows[0]!.count;
};
const within = (token: string) => sql`${token} = any(d.within)`;
const inDepartement = (code: string) => sql`${`departments:${code}`} = any(d.facets)`;

describe("facets of which one value is chosen at a time", () => {
  let departement: string;
  beforeAll(async () => {
    const counts = await countFacets(bench.db, await findHits(bench.db, [invented], NO_FILTER));
    [departement] = [...counts.departments].toSorted(([, a], [, b]) => b - a)[0]!;
  });

  test("offer what each other intercommunality would show in its stead", async () => {
    const before = await offered("epci", { departement });
    expect(before.length).toBeGreaterThan(2);
    const chosen = before[1]!.value;
    const after = await offered("epci", { departement, epci: chosen });
    expect(countsOf(after)).toEqual(countsOf(before));
    expect(after.filter(({ selected }) => selected).map(({ value }) => value)).toEqual([chosen]);
    for (const { value, count } of after) {
      const condition = sql`${inDepartement(departement)} and ${within(`epci:${value}`)}`;
      expect([value, count]).toEqual([value, await countPlainly(condition)]);
    }
  });

  test("offer what each other commune would show in its stead", async () => {
    const epci = (await offered("epci", { departement }))[0]!.value;
    const before = await offered("commune", { departement, epci });
    expect(before.length).toBeGreaterThan(1);
    const after = await offered("commune", { departement, epci, commune: before.at(-1)!.value });
    expect(countsOf(after)).toEqual(countsOf(before));
    for (const { value, count } of after) {
      const condition = sql`${within(`epci:${epci}`)} and ${within(`commune:${value}`)}`;
      expect([value, count]).toEqual([value, await countPlainly(condition)]);
    }
    // One that is no part of the intercommunality stays offered, so that it can be seen and left.
    const elsewhere = await offered("commune", { departement, epci, commune: "97411" });
    expect(elsewhere.find(({ selected }) => selected)?.value).toBe("97411");
  });

  test("offer what each other organisation would show in its stead", async () => {
    const before = await offered("acteur", { departement });
    const chosen = before[1]!.value;
    const after = await offered("acteur", { departement, acteur: chosen });
    expect(countsOf(after)).toEqual(countsOf(before));
    for (const { value, count } of after) {
      const condition = sql`${inDepartement(departement)} and exists (select 1 from initiative_actors j
        where j.network_id = d.network_id and j.initiative_id = d.initiative_id and j.actor_id = ${value}::uuid and j.status <> 'rejected')`;
      expect([value, count]).toEqual([value, await countPlainly(condition)]);
    }
    const { rows } = await sql<{
      id: string;
      count: number;
    }>`select value as id, initiatives as count from search_values
      where network_id = ${invented} and facet = 'partners' and initiatives > 0 order by initiatives, value limit 1`.execute(
      bench.db,
    );
    const rare = await offered("acteur", { acteur: rows[0]!.id });
    expect(rare.find(({ selected }) => selected)).toMatchObject({ value: rows[0]!.id, count: rows[0]!.count });
    expect(countsOf(rare.filter(({ selected }) => !selected))).toEqual(countsOf(await offered("acteur", {})));
  });
});

/** Everything the index holds of a network, as one comparable text. */
async function indexOf(networkId: string) {
  const documents =
    await sql`select initiative_id, key, title_order, since_year, title_words::text, words::text, named, within, facets,
    array(select unnest(partners)::text order by 1) as partners, cell, mark from search_documents join search_texts using (network_id, ordinal)
    where network_id = ${networkId} order by key`.execute(bench.db);
  const counts = await countFacets(bench.db, await findHits(bench.db, [networkId], NO_FILTER));
  const values =
    await sql`select facet, value, initiatives from search_values where network_id = ${networkId} and initiatives > 0 order by 1, 2`.execute(
      bench.db,
    );
  return {
    documents: documents.rows,
    values: values.rows,
    counts: FACETS.map((facet) => [facet, sorted(counts[facet])]),
  };
}

describe("the index", () => {
  test("follows what people decide, and is the one that would be made anew", async () => {
    const doors = bench.doors();
    await classifyInitiative(doors, { network: "own", key: "4", domains: ["culture"] });
    expect(await found({ domains: ["culture"] })).toEqual(["4"]);
    const merged = await mergeInitiatives(doors, { network: "own", kept: "3", merged: "7" });
    if (!merged.ok) throw new Error(merged.failure.code);
    expect(await found({ q: "bénévolat" })).toEqual(["3"]);
    expect((await found({})).length).toBe(6);
    const before = await indexOf(own);
    await bench.db.transaction().execute((db) => reindexNetwork(db, own));
    expect(await indexOf(own)).toEqual(before);
    await undoMerge(doors, { network: "own", merge: merged.value.merge });
    expect(await found({ q: "bénévolat" })).toEqual(["7"]);
    expect((await found({})).length).toBe(7);
    await classifyInitiative(doors, { network: "own", key: "4", domains: [] });
    expect(await found({ domains: ["culture"] })).toEqual([]);
  });

  test("made in many batches is the one made at once", async () => {
    const before = await indexOf(invented);
    await bench.db.transaction().execute((db) => reindexNetwork(db, invented));
    expect(await indexOf(invented)).toEqual(before);
  });

  test("tells hits of two networks apart", async () => {
    const hits = await findHits(bench.db, [own, invented], { ...NO_FILTER, regions: ["53"] });
    const { rows } = await sql<{
      network: string;
      count: number;
    }>`select d.network_id as network, count(*)::int as count from search_documents d
      where d.network_id = any(${[own, invented]}::uuid[]) and ${inHits(hits, "d")} group by 1`.execute(bench.db);
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(hits.total);
    for (const { network, count } of rows)
      expect((await findHits(bench.db, [network], { ...NO_FILTER, regions: ["53"] })).total).toBe(count);
  });
});

test("neighbours share something rare, and say what", async () => {
  const { rows } = await sql<{
    id: string;
  }>`select id from initiatives where network_id = ${own} and key = '4'`.execute(bench.db);
  const neighbours = await findNeighbours(bench.db, own, rows[0]!.id, 3);
  const five = await sql<{ id: string }>`select id from initiatives where network_id = ${own} and key = '5'`.execute(
    bench.db,
  );
  const likeIt = neighbours.find(({ id }) => id === five.rows[0]!.id);
  expect(likeIt?.partners).toEqual(["Roue Libre"]);
  expect(neighbours.some(({ id }) => id === rows[0]!.id)).toBe(false);
});

describe("a network too large to draw one by one", () => {
  test("counts on its home what is in each region and département, whatever it draws", async () => {
    const network = (await findNetwork(bench.db, "invented"))!;
    const home = await readHome(bench.db, network, null);
    const { rows } = await sql<{ region: string; count: number }>`select r.code as region, count(*)::int as count
      from initiatives i cross join unnest(i.in_regions) r(code) where i.network_id = ${invented} and i.status = 'active' group by 1`.execute(
      bench.db,
    );
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(2000);
    expect(sorted(home.counted!.regions)).toEqual(sorted(new Map(rows.map(({ region, count }) => [region, count]))));
    const outside = await sql<{
      national: number;
      unplaced: number;
    }>`select count(*) filter (where scale = 'national')::int as national,
      count(*) filter (where scale is null)::int as unplaced from initiatives where network_id = ${invented} and status = 'active'`.execute(
      bench.db,
    );
    expect([home.counted!.national, home.counted!.unplaced]).toEqual([
      outside.rows[0]!.national,
      outside.rows[0]!.unplaced,
    ]);
    expect(home.map).toEqual([]);
  });

  test("counts what each domain has overseas, all of it", async () => {
    const network = (await findNetwork(bench.db, "invented"))!;
    const { rows } = await sql<{
      key: string;
      count: number;
    }>`select d.key, count(distinct i.id)::int as count from domains d
      join initiative_domains j on j.network_id = d.network_id and j.domain_id = d.id
      join initiatives i on i.network_id = j.network_id and i.id = j.initiative_id and i.status = 'active'
      where d.network_id = ${invented} and exists (select 1 from unnest(i.in_departments) c where c like '97%' or c like '98%') group by 1`.execute(
      bench.db,
    );
    const view = (await readDomain(bench.db, network, rows[0]!.key))!;
    expect(new Map(view.peers.map(({ key, overseas }) => [key, overseas]))).toEqual(
      new Map(view.peers.map(({ key }) => [key, rows.find((row) => row.key === key)?.count ?? 0])),
    );
    expect(view.peers.some(({ byDepartement }) => byDepartement)).toBe(true);
  });

  test("says how many of a domain are coded and give figures, shows the first, and counts the effective ones of all", async () => {
    const network = (await findNetwork(bench.db, "invented"))!;
    const { rows } = await sql<{ key: string; coded: number; figured: number }>`select d.key,
        count(*) filter (where exists (select 1 from statements s join codings c on c.network_id = s.network_id and c.statement_id = s.id
          where s.network_id = j.network_id and s.initiative_id = j.initiative_id))::int as coded,
        count(*) filter (where exists (select 1 from figures f
          where f.network_id = j.network_id and f.initiative_id = j.initiative_id and f.status = 'accepted'))::int as figured
      from domains d join initiative_domains j on j.network_id = d.network_id and j.domain_id = d.id
      where d.network_id = ${invented} group by 1 order by 3 desc`.execute(bench.db);
    const [domain] = rows;
    const view = (await readDomain(bench.db, network, domain!.key))!;
    expect(domain!.figured).toBeGreaterThan(60);
    expect(domain!.coded).toBeGreaterThan(60);
    expect([view.coded, view.figured, view.profiles.length]).toEqual([domain!.coded, domain!.figured, 60]);
    expect(new Set(view.figures.map(({ sheet }) => sheet.key)).size).toBe(60);
    const inDomain = await found({ domains: [domain!.key] }, [invented]);
    const { rows: ids } = await sql<{ id: string }>`select id from initiatives
      where network_id = ${invented} and key = any(${inDomain})`.execute(bench.db);
    const codings = await listCodings(
      bench.db,
      invented,
      ids.map(({ id }) => id),
    );
    const least = Map.groupBy(codings, ({ initiative, dimension, side }) => `${initiative} ${dimension} ${side}`);
    const plain = { lever: new Map<string, number>(), impact: new Map<string, number>() };
    for (const scores of least.values()) {
      const given = scores.flatMap(({ score }) => (score === null ? [] : [score]));
      const { dimension, side } = scores[0]!;
      if (given.length > 0 && Math.min(...given) >= 2)
        plain[side].set(dimension, (plain[side].get(dimension) ?? 0) + 1);
    }
    expect(view.effective.length).toBeGreaterThan(0);
    for (const side of ["lever", "impact"] as const)
      expect(sorted(new Map(view.effective.map((one) => [one.dimension, one[side]])))).toEqual(sorted(plain[side]));
  });

  test("tells how far two coders agree, over every statement", async () => {
    const network = (await findNetwork(bench.db, "invented"))!;
    const { agreement } = await readGridPage(bench.db, network);
    const codings = await listCodings(bench.db, invented, null);
    expect(agreement.length).toBeGreaterThan(0);
    for (const { dimension, lever } of agreement) {
      const pairs = [
        ...Map.groupBy(
          codings.filter((one) => one.dimension === dimension && one.side === "lever"),
          ({ statement_id }) => statement_id,
        ).values(),
      ].flatMap(([a, b]) => (a && b && a.score !== null && b.score !== null ? [a.score === b.score] : []));
      expect(lever).toEqual({ cells: pairs.length, alike: pairs.filter(Boolean).length });
      expect(lever.cells).toBeGreaterThan(lever.alike);
    }
  });
});
