import { rm } from "node:fs/promises";
import { join } from "node:path";
import { deleteUnfinished } from "../../imports/unfinished-files.ts";
import { askMail } from "../../people/mails.sql.ts";
import type { Doors } from "../../platform/action.ts";
import { appendAudit, INSTALLATION_CHAIN } from "../../platform/audit.ts";
import { everywhere } from "../../platform/database/reach.ts";
import { eraseAccount } from "../erase-account.sql.ts";
import { noteAccount } from "../erased-list.ts";
import { RETENTIONS, type Retention, WARNING_DAYS } from "../register.ts";
import { applyRule, closeFile, listForgotten, listOldFiles, listUnused, noteUse, RULES } from "../retention.sql.ts";

const DAY = 24 * 3600 * 1000;

/**
 * Deletes what is past the time that the register states, and keeps how much of what. Done twice, the second time finds
 * nothing; cut short, the next one goes on. Unused accounts wait for a letter to have warned, hence for a mail server.
 */
export async function retain(doors: Doors, { mail }: { mail: boolean }): Promise<Record<string, number>> {
  return everywhere("upkeep", async () => {
    const { db, now, newId } = doors;
    const began = now();
    const counts: Record<string, number> = {};
    const note = (name: string, rows: number) => {
      if (rows > 0) counts[name] = (counts[name] ?? 0) + rows;
    };
    const before = (name: Retention, more = 0) => new Date(began.getTime() - (RETENTIONS[name].days! - more) * DAY);
    await noteUse(db);
    if (mail) {
      note("warned", await warnUnused(doors, before("account", WARNING_DAYS)));
      const { erased, kept } = await eraseUnused(
        doors,
        before("account"),
        new Date(began.getTime() - WARNING_DAYS * DAY),
      );
      note("account", erased);
      note("account_kept", kept);
    }
    for (const [name, rule] of Object.entries(RULES)) note(name, await applyRule(db, rule, before(name as Retention)));
    note("file", await deleteOldFiles(doors, before("file")));
    note("unfinished", await deleteUnfinished(doors.dataDir, new Date(began.getTime() - DAY)));
    await db.transaction().execute(async (trx) => {
      const id = newId();
      await trx
        .insertInto("retention_runs")
        .values({ id, began_at: began, ended_at: now(), counts: JSON.stringify(counts) })
        .execute();
      const deleted = Object.entries(counts).reduce(
        (sum, [name, rows]) => sum + (/^(warned|account_kept)$/.test(name) ? 0 : rows),
        0,
      );
      await appendAudit(trx, INSTALLATION_CHAIN, {
        at: now(),
        actor: "system",
        action: "retain",
        subjects: { deleted },
        request: doors.request,
      });
    });
    return counts;
  });
}

async function warnUnused(doors: Doors, before: Date): Promise<number> {
  const unused = await listUnused(doors.db, before);
  for (const { id, email, lang } of unused)
    await doors.db.transaction().execute(async (db) => {
      await askMail(doors, db, {
        recipient: email,
        lang,
        template: "account_unused",
        params: { days: WARNING_DAYS, path: lang === "en" ? "/en/connexion" : "/connexion" },
      });
      await db.updateTable("users").set({ warned_at: doors.now() }).where("id", "=", id).execute();
    });
  return unused.length;
}

/** Somebody without whom a network would have no administrator keeps her account. */
async function eraseUnused(doors: Doors, before: Date, told: Date): Promise<{ erased: number; kept: number }> {
  const { db, vault, now, dataDir } = doors;
  const forgotten = await listForgotten(db, before, told);
  let erased = 0;
  for (const user of forgotten) {
    const done = await db.transaction().execute(async (trx) => {
      const outcome = await eraseAccount(trx, vault, { user, now: now() });
      if (outcome.ok) await noteAccount(dataDir, user, now());
      return outcome.ok;
    });
    if (done) erased += 1;
  }
  return { erased, kept: forgotten.length - erased };
}

async function deleteOldFiles({ db, dataDir, now }: Doors, before: Date): Promise<number> {
  let deleted = 0;
  for (;;) {
    const files = await listOldFiles(db, before);
    for (const { network_id, id, stored_as } of files) {
      await rm(join(dataDir, stored_as), { force: true });
      await closeFile(db, network_id, id, now());
    }
    deleted += files.length;
    if (files.length === 0) return deleted;
  }
}
