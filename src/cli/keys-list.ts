import { countSealed } from "../personal-data/sealed.sql.ts";
import { type Command, DONE } from "./command.ts";

export const command: Command = {
  name: "keys list",
  usage: "[--data DIR] [--json]",
  options: {},
  words: [0, 0],
  needs: "database",
  run: async (io, _args, _values, { db, keyRing }) => {
    const counts = await countSealed(db);
    const sealedBy = (id: string | null) =>
      counts.filter(({ key }) => key === id).reduce((sum, { values }) => sum + values, 0);
    const keys = keyRing.keys().map(({ id, madeAt, retiredAt }, index) => ({
      key: id,
      inUse: index === 0,
      madeAt,
      retiredAt,
      values: sealedBy(id),
    }));
    const known = new Set(keys.map(({ key }) => key));
    const missing = [...new Set(counts.map(({ key }) => key))]
      .filter((key) => key !== null && !known.has(key))
      .map((key) => ({ key: key!, values: sealedBy(key) }));
    if (io.json) io.answer(JSON.stringify({ keys, missing, plain: sealedBy(null) }));
    else {
      for (const { key, inUse, madeAt, values } of keys) io.answer(io.words.keys.line(key, inUse, madeAt, values));
      for (const { key, values } of missing) io.answer(io.words.keys.missing(key, values));
      if (sealedBy(null) > 0) io.answer(io.words.keys.plain(sealedBy(null)));
    }
    return DONE;
  },
};
