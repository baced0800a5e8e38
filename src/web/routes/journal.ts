import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import type { Hono } from "hono";
import { type Cell, formulaSafe } from "../../exports/table.ts";
import { carryReach } from "../../platform/database/reach.ts";
import type { PageContext } from "../context.ts";
import {
  type JournalErrors,
  type JournalQuery,
  type JournalRow,
  journalPage,
  sayAction,
  sayActor,
  saySubjects,
} from "../pages/journal.ts";
import { allowing, type Env, type Lang, type NetworkScene, type Site, show } from "../scene.ts";
import { eachEntry, readJournal } from "../views/journal.ts";

/** Who did what to what, for whoever administers the network or answers for its personal data. */
export function journalRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const seeing = allowing(site, lang, "seeAudit");
  app.get("/:network/journal", seeing(tell));
  app.get("/:network/journal/journal.csv", seeing(send));
}

/** The query of an address; a day that is none is left out and told. */
function readQuery({ c, ctx }: NetworkScene): { query: JournalQuery; errors: JournalErrors } {
  const params = new URL(c.req.url).searchParams;
  const text = (name: string) => params.get(name)?.trim().slice(0, 200) || null;
  const [from, to, before] = [text("du"), text("au"), text("avant")];
  const wrong = (day: string | null) => day !== null && !isDay(day);
  return {
    query: {
      who: text("qui"),
      what: text("quoi"),
      about: text("objet"),
      from: wrong(from) ? null : from,
      to: wrong(to) ? null : to,
      before: before !== null && /^[1-9]\d{0,14}$/.test(before) ? Number(before) : null,
    },
    errors: {
      ...(wrong(from) && { from: ctx.t.journal.dateWrong }),
      ...(wrong(to) && { to: ctx.t.journal.dateWrong }),
    },
  };
}

// The calendar has its own opinion of 31 February, and PostgreSQL of the year 0.
const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^[12]\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
  );
};

async function tell(scene: NetworkScene): Promise<Response> {
  const { query, errors } = readQuery(scene);
  const view = await readJournal(scene.site.runtime.db, scene.network.id, query);
  const wrong = view.aboutUnknown || Object.keys(errors).length > 0;
  return show(scene.c, journalPage(scene.ctx, view, errors), wrong ? 422 : 200);
}

async function send(scene: NetworkScene): Promise<Response> {
  const { c, ctx, network, site } = scene;
  const pieces = csv(ctx, eachEntry(site.runtime.db, network.id, readQuery(scene).query));
  c.header("content-type", "text/csv; charset=utf-8");
  c.header("content-disposition", `attachment; filename="${network.slug}-${ctx.t.journal.file}.csv"`);
  c.header("cache-control", "no-store");
  return c.body(Readable.toWeb(Readable.from(carryReach(pieces))) as ReadableStream);
}

async function* csv(ctx: PageContext, batches: AsyncIterable<JournalRow[]>): AsyncGenerator<Uint8Array> {
  const lines = (rows: Cell[][], bom = false) =>
    Buffer.from(stringify(rows, { delimiter: ";", bom, record_delimiter: "\r\n" }));
  yield lines([ctx.t.journal.columns], true);
  for await (const rows of batches) yield lines(rows.map((row) => cellsOf(ctx, row).map(formulaSafe)));
}

const cellsOf = (ctx: PageContext, row: JournalRow): Cell[] => [
  row.position,
  row.at,
  row.actor.id,
  sayActor(ctx, row.actor),
  row.action,
  sayAction(ctx, row.action),
  saySubjects(ctx, row.subjects),
  row.request,
  row.hash,
];
