import { makeAuth } from "../people/accounts.ts";
import { removeFactors } from "../people/actions/remove-factors.ts";
import { LINK_MINUTES } from "../people/lifetimes.ts";
import { findUserByEmail } from "../people/people.sql.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { readSecrets } from "../platform/secrets.ts";
import { type Command, DONE, refused } from "./command.ts";

/**
 * Makes the link that a person would have received by mail, for whoever lost every other way in; with `--without-codes`,
 * also takes from her account the codes and passkeys she has no more, which would be asked of her first.
 */
export const command: Command = {
  name: "people link",
  usage: "ADDRESS [--without-codes] [--data DIR] [--json]",
  options: { "without-codes": { type: "boolean" } },
  words: [1, 1],
  needs: "database",
  run: async (io, [email = ""], values, runtime) => {
    const { config, db, pool } = runtime;
    const user = await findUserByEmail(db, email);
    if (!user) return refused({ kind: "not_found", code: "account", params: { email } });
    if (values["without-codes"]) {
      await removeFactors(runtime.doors(LOCAL_PERSON), { user });
      io.say(io.words.factorsRemoved);
    }
    let path = "";
    const auth = makeAuth({
      pool,
      publicUrl: config.publicUrl,
      secrets: readSecrets(config),
      directories: [],
      now: () => runtime.doors(LOCAL_PERSON).now(),
      log: runtime.log,
      sendLink: async (_kind, _to, token) => {
        path = `${user.lang === "en" ? "/en" : ""}/connexion/lien?jeton=${encodeURIComponent(token)}`;
      },
    });
    await auth.api.signInMagicLink({ body: { email: user.email }, headers: new Headers() });
    const address = config.publicUrl + path;
    io.answer(io.json ? JSON.stringify({ address }) : io.words.signInLink(address, LINK_MINUTES));
    return DONE;
  },
};
