import { z } from "zod";
import { canManagePersonalData } from "../../networks/policies.ts";
import { action, type Scene } from "../../platform/action.ts";
import { invalid, ok, type Result } from "../../platform/result.ts";
import {
  findAccounts,
  findFiles,
  findInvitations,
  findReports,
  type HeldAccount,
  type HeldInvitation,
} from "../held.sql.ts";
import { formsOf, likes, type Wanted, wantedOf } from "../wanted.ts";
import { type Found, findWords } from "../words.sql.ts";

/** Names, mail addresses and phone numbers, one a line. */
export const PersonInput = z.object({ network: z.string(), lines: z.array(z.string().max(200)).max(20) });

export type Held = {
  accounts: HeldAccount[];
  invitations: HeldInvitation[];
  words: Found[];
  files: number;
  /** Files that may say it: they cannot be read to their end. */
  unreadable: number;
  /** Sealed reports that say it, by their numbers: they are left as they are. */
  reports: number[];
};

export type Looking = { forms: string[]; wanted: Wanted };

/** What to look for, or why it cannot be: what is too short would be found everywhere. */
export function lookFor(lines: readonly string[]): Result<Looking> {
  const forms = formsOf(lines);
  return forms.length === 0 ? invalid("person_unsaid") : ok({ forms, wanted: wantedOf(forms) });
}

/** All that is held in a network of whoever these words name. */
export async function readHeld({ db, vault, network, dataDir }: Scene, { forms, wanted }: Looking): Promise<Held> {
  const files = await findFiles(db, dataDir, network.id, wanted);
  const unreadable = files.filter((file) => file.unreadable).length;
  return {
    accounts: await findAccounts(db, network.id, wanted),
    invitations: await findInvitations(db, vault, network.id, wanted),
    words: await Array.fromAsync(findWords(db, vault, network.id, { wanted, patterns: likes(forms) })),
    files: files.length - unreadable,
    unreadable,
    reports: await findReports(db, network.id, wanted),
  };
}

/** Finds what is held of somebody in a network, by her name, her addresses or her numbers. */
export const findPerson = action({
  name: "find_person",
  input: PersonInput,
  allow: canManagePersonalData,
  reads: true,
  run: async (scene, { lines }) => {
    const looking = lookFor(lines);
    return looking.ok ? ok(await readHeld(scene, looking.value)) : looking;
  },
});
