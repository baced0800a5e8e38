import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import { mergeInitiatives } from "../../src/duplicates/actions/merge-initiatives.ts";
import { createInitiative } from "../../src/initiatives/actions/create-initiative.ts";
import { deleteInitiative } from "../../src/initiatives/actions/delete-initiative.ts";
import { editInitiative } from "../../src/initiatives/actions/edit-initiative.ts";
import { NO_FIELDS, type SheetFields } from "../../src/initiatives/sheet-fields.ts";
import { settleNetwork } from "../../src/networks/actions/settle-network.ts";
import { ANYONE } from "../../src/platform/person.ts";
import type { Result } from "../../src/platform/result.ts";
import { refuseProposal } from "../../src/proposals/actions/refuse-proposal.ts";
import { saveDraft } from "../../src/proposals/actions/save-draft.ts";
import { sendProposal } from "../../src/proposals/actions/send-proposal.ts";
import { composeReport } from "../../src/reports/actions/compose-report.ts";
import { saveReportDraft } from "../../src/reports/actions/save-report-draft.ts";
import { sealReport } from "../../src/reports/actions/seal-report.ts";
import { reindexNetwork } from "../../src/search/index-initiatives.sql.ts";
import type { Bench } from "./database.ts";
import { importText, makeNetwork } from "./networks.ts";

/** Words that mean nothing, each standing for one thing: found anywhere, it tells what got out. */
export type Canaries = { secrets: Map<string, string>; told: Map<string, string> };

const NETWORK = "demonstration";

/** Words made of letters only, so that no encoding, folding or stemming of the product changes them. */
function makeWords() {
  const canaries: Canaries = { secrets: new Map(), told: new Map() };
  const word = (kind: "secrets" | "told") => (what: string) => {
    const number = canaries.secrets.size + canaries.told.size;
    const letters = [...String(100 + number)].map((digit) => "bcdfghjklm"[Number(digit)]).join("o");
    const made = `${kind === "secrets" ? "xyqsecret" : "xyqpublic"}${letters}q`;
    canaries[kind].set(made, what);
    return made;
  };
  return { canaries, secret: word("secrets"), told: word("told") };
}

/**
 * Plants one word in everything that is not public, and others in what is, to know that looking for them finds them. The
 * demonstration must be there; it publishes and shares.
 */
export async function plantCanaries(bench: Bench): Promise<Canaries> {
  const { canaries, secret, told } = makeWords();
  const { db } = bench;
  const { id: network } = await db
    .selectFrom("networks")
    .select("id")
    .where("slug", "=", NETWORK)
    .executeTakeFirstOrThrow();
  await sql`update networks set published = true, shared = true, licence = 'etalab-2.0', provenance = ${told("provenance")} where id = ${network}`.execute(
    db,
  );
  await plantPublic(bench, network, told);
  await sealOne(bench);
  await plantHiddenNetwork(bench, secret);
  await plantRejected(bench, network, secret);
  await plantArchived(bench, network, secret);
  await plantWork(bench, network, secret);
  await plantWritten(bench, secret);
  await plantLatest(bench, network);
  // Planted behind the actions' back: the index of every network is made again, the hidden one's too.
  const networks = await db.selectFrom("networks").select("id").execute();
  for (const { id } of networks) await db.transaction().execute((trx) => reindexNetwork(trx, id));
  return canaries;
}

type Word = (what: string) => string;

/** What the first initiative says to everybody. */
async function plantPublic({ db }: Bench, network: string, told: Word): Promise<void> {
  const { id } = await firstOf(db, network);
  await sql`update initiatives set title = title || ${` ${told("title")}`}, need = need || ${` ${told("need")}`}, description = description || ${` ${told("description")}`}
    where network_id = ${network} and id = ${id}`.execute(db);
  await copy(db, "figures", network, id, { text: told("figure"), what: told("what"), status: "accepted" });
  await copy(db, "audiences", network, id, { label: told("audience"), status: "accepted" });
  await copy(db, "prospects", network, id, { towards: told("prospect"), text: "", status: "accepted" });
  const actor = await copyActor(db, network, told("actor"));
  await copy(db, "initiative_actors", network, id, {
    actor_id: actor,
    words: "",
    does: null,
    roles: ["partner"],
    status: "accepted",
  });
}

async function sealOne(bench: Bench): Promise<void> {
  const sealed = await sealReport(bench.doors(), { network: NETWORK, lang: "fr" });
  if (!sealed.ok) throw new Error(sealed.failure.code);
  const composed = await composeReport(bench.doors(), { network: NETWORK, id: sealed.value.id });
  if (!composed.ok) throw new Error(composed.failure.code);
}

/** A network that shares but does not publish: nothing of it is to be seen, not even its name. */
async function plantHiddenNetwork(bench: Bench, secret: Word): Promise<void> {
  const slug = secret("slug of a hidden network");
  const id = await makeNetwork(bench, slug, [secret("domain of a hidden network")]);
  const columns = [
    "Numéro",
    "Intitulé",
    "Lieu",
    "Besoin identifié",
    "Description",
    "Partenaires",
    "Publics",
    "Chiffres",
    "Impacts",
    "Perspectives",
  ];
  const cell = (name: string) => secret(`${name} of a hidden network`);
  const row = [
    "1",
    cell("title"),
    "Niort",
    cell("need"),
    cell("description"),
    `association ${cell("partner")}`,
    cell("audience"),
    `120 ${cell("figure")}`,
    cell("impacts"),
    `essaimer vers ${cell("prospect")}`,
  ];
  await importText(bench, slug, `${columns.join(";")}\n${row.join(";")}\n`);
  await sql`update networks set name = ${cell("name")}, description = ${cell("description")}, organisation = ${cell("organisation")}, provenance = ${cell("provenance")}, shared = true, published = false
    where id = ${id}`.execute(bench.db);
  await sql`update studies set title = ${cell("study")} where network_id = ${id}`.execute(bench.db);
}

/** What somebody rejected in a network that publishes. */
async function plantRejected({ db }: Bench, network: string, secret: Word): Promise<void> {
  const { id } = await firstOf(db, network);
  const rejected = { status: "rejected" };
  await copy(db, "figures", network, id, {
    ...rejected,
    text: secret("rejected figure"),
    what: secret("rejected figure, what"),
  });
  await copy(db, "audiences", network, id, { ...rejected, label: secret("rejected audience") });
  await copy(db, "prospects", network, id, {
    ...rejected,
    towards: secret("rejected prospect"),
    text: secret("rejected prospect, words"),
  });
  const actor = await copyActor(db, network, secret("rejected actor"));
  await copy(db, "initiative_actors", network, id, {
    ...rejected,
    actor_id: actor,
    words: secret("rejected actor, words"),
    does: secret("rejected actor, does"),
  });
  for (const [table, of] of [
    ["finding_initiatives", "finding_id"],
    ["strength_initiatives", "strength_id"],
  ] as const)
    await sql`insert into ${sql.table(table)} (network_id, ${sql.ref(of)}, initiative_id, quote, proposed_by, status)
      select network_id, ${sql.ref(of)}, ${id}, ${secret(`rejected tie of ${table}`)}, ${secret(`who proposed a tie of ${table}`)}, 'rejected' from ${sql.table(table)}
      where network_id = ${network} on conflict do nothing`.execute(db);
}

/** An initiative taken out of what is shown, with all that hangs on it. */
async function plantArchived({ db }: Bench, network: string, secret: Word): Promise<void> {
  const { id } = await firstOf(db, network);
  const archived = uuid();
  const said = (name: string) => secret(`${name} of an archived initiative`);
  await insertCopy(db, "initiatives", network, id, {
    id: archived,
    key: "9001",
    key_number: 9001,
    status: "archived",
    title: said("title"),
    need: said("need"),
    description: said("description"),
    impacts: said("impacts"),
    place_words: said("place"),
    place_label: said("place label"),
  });
  const actor = await copyActor(db, network, said("actor"));
  await copy(db, "initiative_actors", network, id, {
    initiative_id: archived,
    actor_id: actor,
    words: "",
    does: null,
    status: "accepted",
  });
  await copy(db, "figures", network, id, {
    initiative_id: archived,
    text: said("figure"),
    what: "",
    status: "accepted",
  });
}

/** What stands behind the pages: reviews, files, failures, drafts, traces. */
async function plantWork(bench: Bench, network: string, secret: Word): Promise<void> {
  const { db } = bench;
  const { id } = await firstOf(db, network);
  const at = new Date();
  await saveReportDraft(bench.doors(), {
    network: NETWORK,
    lang: "fr",
    title: secret("draft title"),
    subtitle: secret("draft subtitle"),
    foreword: secret("draft foreword"),
  });
  await saveReportDraft(bench.doors(), {
    network: NETWORK,
    lang: "en",
    title: secret("English draft title"),
    subtitle: "",
    foreword: secret("English draft foreword"),
  });
  const failure = (what: string) => ({
    kind: "unavailable",
    code: "report.compose.crashed",
    params: { message: secret(what), detail: secret(`${what}, detail`) },
  });
  await sql`insert into reports (network_id, id, number, lang, title, status, failure, created_by, created_at)
    values (${network}, ${uuid()}, 77, 'fr', ${secret("title of a failed report")}, 'failed', ${JSON.stringify(failure("failure of a report"))}, ${secret("who asked for a report")}, ${at})`.execute(
    db,
  );
  await insertCopy(db, "review_items", network, null, {
    id: uuid(),
    value: secret("value under review"),
    params: { words: secret("parameter under review") },
    options: [{ label: secret("option under review"), code: "79", scale: "departement" }],
    status: "open",
    initiative_id: id,
  });
  await insertCopy(db, "review_items", network, null, {
    id: uuid(),
    value: secret("value decided"),
    decision: { kind: "aside", words: secret("decision") },
    decided_by: secret("who decided"),
    decided_at: at,
    status: "settled",
    initiative_id: id,
  });
  await sql`update imports set file_name = ${`${secret("file name")}.csv`}, stored_as = ${secret("file's place")}, header = ${JSON.stringify([secret("header")])}, rejected = ${JSON.stringify([{ line: 3, column: "x", value: secret("refused row"), code: secret("refusal") }])}
    where network_id = ${network}`.execute(db);
  await insertCopy(db, "imports", network, null, {
    id: uuid(),
    status: "failed",
    file_name: secret("failed file"),
    failure: failure("failure of an import"),
    preview: { rows: [[secret("preview")]] },
    created_by: secret("who imported"),
  });
  await sql`update statements set extra = jsonb_build_object(${secret("unread column")}::text, ${`${secret("personal address")}@example.org`}::text) where network_id = ${network}`.execute(
    db,
  );
  await sql`update merges set before = before || jsonb_build_object('x', ${secret("before a merge")}::text), choices = jsonb_build_object('x', ${secret("choice of a merge")}::text), merged_by = ${secret("who merged")} where network_id = ${network}`.execute(
    db,
  );
  await sql`update duplicate_proposals set reasons = ${JSON.stringify([{ code: "title", words: [secret("reason of a duplicate")] }])} where network_id = ${network}`.execute(
    db,
  );
  await sql`update initiatives set place_candidates = ${JSON.stringify([{ label: secret("candidate place"), scale: "commune", regions: [], departments: [], epci: [], communes: [], confidence: 0.1, reason: null }])} where network_id = ${network} and id = ${id}`.execute(
    db,
  );
  await sql`update initiative_domains set decided_by = ${secret("who placed in a domain")} where network_id = ${network}`.execute(
    db,
  );
  await sql`insert into audit_entries (chain, position, at, actor, action, subjects, request, previous_hash, hash)
    values (${network}, 900001, ${at}, ${secret("actor of an audit entry")}, 'classify_initiative', ${JSON.stringify({ initiative: id, note: secret("subject of an audit entry") })}, ${secret("request of an audit entry")}, 'x', ${secret("hash of an audit entry")})`.execute(
    db,
  );
  await sql`insert into column_mappings (network_id, signature, mapping, used_at) values (${network}, ${secret("signature of columns")}, ${JSON.stringify({ x: secret("mapping of columns") })}, ${at})`.execute(
    db,
  );
}

const firstOf = async (db: Bench["db"], network: string): Promise<{ id: string }> =>
  (
    await sql<{
      id: string;
    }>`select i.id from initiatives i where i.network_id = ${network} and i.status = 'active' and i.key = '6'`.execute(
      db,
    )
  ).rows[0]!;

async function copyActor(db: Bench["db"], network: string, name: string): Promise<string> {
  const id = uuid();
  await insertCopy(db, "actors", network, null, {
    id,
    name,
    name_key: name,
    acronym: null,
    aliases: [name],
    place_name: null,
  });
  return id;
}

/** A row like another one of the same initiative, or of any of the network, but for some values. */
const copy = (db: Bench["db"], table: string, network: string, initiative: string, values: Record<string, unknown>) =>
  insertCopy(db, table, network, null, { id: uuid(), initiative_id: initiative, ...values });

async function insertCopy(
  db: Bench["db"],
  table: string,
  network: string,
  id: string | null,
  values: Record<string, unknown>,
): Promise<void> {
  const { numAffectedRows } = await sql`insert into ${sql.table(table)}
    select (jsonb_populate_record(t, ${JSON.stringify(values)}::jsonb)).* from ${sql.table(table)} t
    where network_id = ${network} and (${id}::uuid is null or to_jsonb(t)->>'id' = ${id}) limit 1`.execute(db);
  if (numAffectedRows !== 1n) throw new Error(`There is no row of ${table} to copy`);
}

/** What people wrote and nobody published, or took back: drafts, proposals, older versions, a sheet that was deleted. */
async function plantWritten(bench: Bench, secret: Word): Promise<void> {
  const { db } = bench;
  const author = uuid();
  const member = bench.doors({ id: author, grants: [{ network: await idOf(bench), role: "national_team" }] });
  const fields = (what: string): SheetFields => ({
    ...NO_FIELDS,
    title: secret(`title of ${what}`),
    place: "Niort",
    need: secret(`need of ${what}`),
    description: secret(`description of ${what}`),
    impacts: secret(`impacts of ${what}`),
    audience: [secret(`audience of ${what}`)],
    partners: [`association ${secret(`partner of ${what}`)}`],
    figures: [`12 ${secret(`figure of ${what}`)}`],
    prospects: [`essaimer vers ${secret(`prospect of ${what}`)}`],
  });
  const done = (outcome: Result<unknown>) => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  };
  const base = { network: NETWORK, base: 0 };
  const draft = fields("a draft");
  done(await saveDraft(member, { ...base, id: uuid(), key: null, fields: draft, word: secret("word of a draft") }));
  const proposed = { ...base, id: uuid(), key: null, fields: fields("a proposal"), word: secret("word of a proposal") };
  const stranger = {
    token: "t".repeat(43),
    name: secret("name of who proposes"),
    email: `${secret("address of who proposes")}@essai.invalid`,
    consent: "oui",
  };
  const open = async (accepts: boolean) =>
    done(await settleNetwork(bench.doors(), { network: NETWORK, open_to_proposals: accepts }));
  await open(true);
  done(await sendProposal(bench.doors(ANYONE), { ...proposed, stranger }));
  await open(false);
  const refused = uuid();
  done(await sendProposal(member, { ...base, id: refused, key: null, fields: fields("a refused proposal") }));
  done(await refuseProposal(bench.doors(), { network: NETWORK, id: refused, reason: secret("reason of a refusal") }));
  // A sheet that says something, then no longer does: what it said is in its versions only.
  const written = uuid();
  const told = fields("an older version");
  done(await createInitiative(bench.doors(), { network: NETWORK, id: written, fields: told, placeChoice: "words" }));
  const sheet = await db
    .selectFrom("initiatives")
    .select(["key", "revision"])
    .where("id", "=", written)
    .executeTakeFirstOrThrow();
  const now = { ...NO_FIELDS, title: "Fiche reprise", place: "Niort" };
  const edited = { network: NETWORK, key: sheet.key, base: sheet.revision, fields: now, placeChoice: "words" };
  done(await editInitiative(bench.doors(), { ...edited, word: secret("word of a version") }));
  const removed = uuid();
  const gone = fields("a deleted sheet");
  done(await createInitiative(bench.doors(), { network: NETWORK, id: removed, fields: gone, placeChoice: "words" }));
  const joined = uuid();
  const before = fields("a sheet merged into a deleted one");
  done(await createInitiative(bench.doors(), { network: NETWORK, id: joined, fields: before, placeChoice: "words" }));
  done(await mergeInitiatives(bench.doors(), { network: NETWORK, kept: "9003", merged: "9004" }));
  // The numbers that follow that of the archived one: all are among the addresses that are asked.
  const reason = secret("reason of a deletion");
  done(await deleteInitiative(bench.doors(), { network: NETWORK, key: "9003", reason }));
}

/** What was done last is what a home tells: an import, whose file was given a name. */
async function plantLatest({ db }: Bench, network: string): Promise<void> {
  await sql`insert into audit_entries (chain, position, at, actor, action, subjects, request, previous_hash, hash)
    select ${network}, 900002, ${new Date()}, 'local', 'run_import', jsonb_build_object('import', id, 'read', 4321), 'r', 'x', 'x-latest'
    from imports where network_id = ${network} and status = 'done' limit 1`.execute(db);
}

const idOf = async ({ db }: Bench): Promise<string> =>
  (await db.selectFrom("networks").select("id").where("slug", "=", NETWORK).executeTakeFirstOrThrow()).id;
