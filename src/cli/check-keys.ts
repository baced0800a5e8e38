import { countUnderOthers } from "../people/account-seals.sql.ts";
import { countSealed, sampleSealed } from "../personal-data/sealed.sql.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import type { Runtime } from "../platform/runtime.ts";
import { readSecrets } from "../platform/secrets.ts";
import type { Io } from "./command.ts";

/** Whether the keys that are here open what is sealed: one value of each column under each key. */
export async function checkKeys({ words }: Pick<Io, "words">, runtime: Runtime) {
  const { db, keyRing } = runtime;
  try {
    const { vault } = runtime.doors(LOCAL_PERSON);
    const known = new Set(keyRing.keys().map(({ id }) => id));
    const sealed = (await countSealed(db)).filter(({ key }) => key !== null);
    const faults: string[] = [];
    for (const one of sealed) {
      const { table, column, key, values } = one;
      const sample = known.has(key!) ? await sampleSealed(db, one) : null;
      const opens =
        sample === undefined || (sample && vault.open({ table, column, row: sample.row }, sample.kept) !== null);
      if (!opens) faults.push(words.keys.fault(key!, known.has(key!), `${table}.${column}`, values));
    }
    return {
      name: "keys",
      ok: faults.length === 0,
      detail: faults.length === 0 ? [...known].join(", ") : faults.join(" ; "),
    };
  } catch (error) {
    return { name: "keys", ok: false, detail: (error as Error).message };
  }
}

/** Whether the secrets that are here open second factors and tokens, and whether one of them may be taken away. */
export async function checkSecrets({ words }: Pick<Io, "words">, { db, config }: Runtime) {
  const { waiting, unreadable } = await countUnderOthers(db, readSecrets(config));
  return { name: "secrets", ok: unreadable === 0, detail: words.keys.secrets(waiting, unreadable) };
}
