import { ownAction } from "../../people/own-action.ts";
import { INSTALLATION_CHAIN } from "../../platform/audit.ts";
import { ok } from "../../platform/result.ts";
import { type ErasedAccount, eraseAccount } from "../erase-account.sql.ts";
import { noteAccount } from "../erased-list.ts";
import { recordRequest } from "../held.sql.ts";

/** Deletes one's own account, at once and for good; whoever asks has just proved again who she is. */
export const eraseOwnAccount = ownAction<null, ErasedAccount>({
  name: "erase_own_account",
  subjects: (_, { user }) => ({ user }),
  run: async ({ db, vault, person, newId, now, dataDir }) => {
    const done = await eraseAccount(db, vault, { user: person.id, now: now() });
    if (!done.ok) return done;
    const { counts } = done.value;
    await recordRequest(db, {
      ...{ id: newId(), network: INSTALLATION_CHAIN, kind: "erasure", own: true, by: person.id, user: person.id },
      ...{ counts, at: now() },
    });
    await noteAccount(dataDir, person.id, now());
    return ok(done.value);
  },
});
