import { sql } from "kysely";
import { z } from "zod";
import { canManagePersonalData } from "../../networks/policies.ts";
import { countAdministrators } from "../../people/people.sql.ts";
import { action } from "../../platform/action.ts";
import { conflict, invalid, ok } from "../../platform/result.ts";
import { holdIndex } from "../../search/index-initiatives.sql.ts";
import { eraseAccount } from "../erase-account.sql.ts";
import { noteAccount, noteRights, noteWords } from "../erased-list.ts";
import {
  deleteFiles,
  deleteGrants,
  eraseAddressed,
  findAccounts,
  findFiles,
  findReports,
  recordRequest,
} from "../held.sql.ts";
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
    // Before any proposal, as whoever accepts one does: neither waits for the other.
    await holdIndex(db, network.id);
    const counts: Record<string, number> = {};
    const count = (more: Record<string, number>) => {
      for (const [table, rows] of Object.entries(more)) counts[table] = (counts[table] ?? 0) + rows;
    };
    const erased: string[] = [];
    for (const { id, elsewhere } of chosen) {
      if (elsewhere) {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`administrators ${network.id}`}, 0))`.execute(db);
        const administered = (await countAdministrators(db, network.id, now())) > 0;
        count({ grants: await deleteGrants(db, network.id, { user: id }) });
        if (administered && (await countAdministrators(db, network.id, now())) === 0)
          return conflict("last_administrator");
        continue;
      }
      const done = await eraseAccount(db, vault, { user: id, now: now() });
      if (!done.ok) return done;
      count(done.value.counts);
      erased.push(id);
    }
    const mails = forms.filter((form) => form.includes("@"));
    count(await eraseAddressed(db, vault, network.id, { wanted, mails }));
    const asked = { wanted, patterns: likes(forms) };
    count(await eraseWords(db, vault, network.id, asked, newId().slice(-6)));
    const files = await findFiles(db, dataDir, network.id, wanted);
    await deleteFiles(db, dataDir, network.id, files, now());
    count({ files: files.length });
    const id = newId();
    const kept = Object.fromEntries(Object.entries(counts).filter(([, rows]) => rows > 0));
    await recordRequest(db, {
      ...{ id, network: network.id, kind: "erasure", own: false, by: person.id, counts: kept, at: now() },
      user: chosen.length === 1 ? chosen[0]!.id : null,
    });
    const reports = await findReports(db, network.id, wanted);
    // On the disk before the database keeps it: noted and not done, it would only be done at the next restore.
    for (const { id: user } of chosen)
      await (erased.includes(user) ? noteAccount(dataDir, user, now()) : noteRights(dataDir, network.id, user, now()));
    await noteWords(dataDir, network.id, forms, now());
    return ok({ request: id, users: chosen.map((one) => one.id), counts: kept, reports });
  },
  subjects: (_, { request, users }) => ({ request, user: users }),
});
