import { sql } from "kysely";
import { z } from "zod";
import { canManagePersonalData } from "../../networks/policies.ts";
import { countAdministrators } from "../../people/people.sql.ts";
import { action } from "../../platform/action.ts";
import { conflict, invalid, ok } from "../../platform/result.ts";
import { eraseAccount } from "../erase-account.sql.ts";
import { noteAccount, noteWords } from "../erased-list.ts";
import { deleteFiles, findAccounts, findFiles, findInvitations, findReports, recordRequest } from "../held.sql.ts";
import { likes } from "../wanted.ts";
import { eraseWords } from "../words.sql.ts";
import { lookFor, PersonInput } from "./find-person.ts";

const Input = PersonInput.extend({
  /** The accounts to erase with the words, among those that the words name. */
  accounts: z.array(z.uuid()).max(20).default([]),
});

/**
 * Takes somebody out of a network: her names, addresses and numbers leave every text, her invitations and letters are
 * deleted, and her account with them; in other networks too she keeps it, and loses her rights here. What was counted
 * stays counted.
 */
export const erasePerson = action({
  name: "erase_person",
  input: Input,
  allow: canManagePersonalData,
  run: async (scene, { lines, accounts }) => {
    const { db, vault, network, newId, person, now, dataDir } = scene;
    const looking = lookFor(lines);
    if (!looking.ok) return looking;
    const { forms, wanted } = looking.value;
    const named = await findAccounts(db, network.id, wanted);
    const chosen = named.filter(({ id }) => accounts.includes(id));
    if (chosen.length < accounts.length) return invalid("person_changed");
    const counts: Record<string, number> = {};
    const erased: string[] = [];
    for (const { id, elsewhere } of chosen) {
      if (elsewhere) {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`administrators ${network.id}`}, 0))`.execute(db);
        const administered = (await countAdministrators(db, network.id, now())) > 0;
        const gone = await db
          .deleteFrom("grants")
          .where("network_id", "=", network.id)
          .where("user_id", "=", id)
          .executeTakeFirst();
        counts.grants = (counts.grants ?? 0) + Number(gone.numDeletedRows);
        if (administered && (await countAdministrators(db, network.id, now())) === 0)
          return conflict("last_administrator");
        continue;
      }
      const done = await eraseAccount(db, vault, { user: id, now: now() });
      if (!done.ok) return done;
      for (const [table, rows] of Object.entries(done.value.counts)) counts[table] = (counts[table] ?? 0) + rows;
      erased.push(id);
    }
    const invitations = await findInvitations(db, vault, network.id, wanted);
    if (invitations.length > 0)
      await db
        .deleteFrom("invitations")
        .where("network_id", "=", network.id)
        .where(
          "id",
          "in",
          invitations.map(({ id }) => id),
        )
        .execute();
    const mails = forms.filter((form) => form.includes("@"));
    // Somebody who keeps her account still gets her letters.
    const letters = mails.filter((mail) => !named.some(({ email, id }) => email === mail && !erased.includes(id)));
    if (letters.length > 0) {
      const gone = await db
        .deleteFrom("mails")
        .where(
          "recipient_hash",
          "in",
          letters.flatMap((mail) => vault.blinds(mail)),
        )
        .executeTakeFirst();
      counts.mails = (counts.mails ?? 0) + Number(gone.numDeletedRows);
    }
    if (mails.length > 0)
      await db
        .updateTable("proposals")
        .set({ email: null, email_hash: null })
        .where("network_id", "=", network.id)
        .where(
          "email_hash",
          "in",
          mails.flatMap((mail) => vault.blinds(mail)),
        )
        .execute();
    const asked = { wanted, patterns: likes(forms) };
    const words = await eraseWords(db, vault, network.id, asked, newId().slice(-6));
    const files = await findFiles(db, dataDir, network.id, wanted);
    await deleteFiles(db, dataDir, network.id, files, now());
    Object.assign(counts, words, {
      invitations: (counts.invitations ?? 0) + invitations.length,
      files: files.length,
    });
    const id = newId();
    const kept = Object.fromEntries(Object.entries(counts).filter(([, rows]) => rows > 0));
    await recordRequest(db, {
      ...{ id, network: network.id, kind: "erasure", own: false, by: person.id, counts: kept, at: now() },
      user: chosen.length === 1 ? chosen[0]!.id : null,
    });
    const reports = await findReports(db, network.id, wanted);
    // On the disk before the database keeps it: noted and not done, it would only be done at the next restore.
    for (const user of erased) await noteAccount(dataDir, user, now());
    await noteWords(dataDir, network.id, forms, now());
    return ok({ request: id, users: chosen.map((one) => one.id), counts: kept, reports });
  },
  subjects: (_, { request, users }) => ({ request, user: users }),
});
