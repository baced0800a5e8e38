import { ownAction } from "../../people/own-action.ts";
import { INSTALLATION_CHAIN } from "../../platform/audit.ts";
import { notFound, ok } from "../../platform/result.ts";
import { recordRequest } from "../held.sql.ts";
import { type OwnData, readOwnData } from "../own-data.sql.ts";

/** Gives somebody all that is held of her by her account. */
export const exportOwnData = ownAction<null, { data: OwnData; request: string }>({
  name: "export_own_data",
  subjects: (_, { request }) => ({ request }),
  run: async ({ db, vault, person, newId, now }) => {
    const data = await readOwnData({ db, vault, now }, person.id);
    if (!data) return notFound("person");
    const request = newId();
    const counts = Object.fromEntries(Object.entries(data.tables).map(([table, rows]) => [table, rows.length]));
    await recordRequest(db, {
      ...{ id: request, network: INSTALLATION_CHAIN, kind: "export", own: true, by: person.id, user: person.id },
      ...{ counts, at: now() },
    });
    return ok({ data, request });
  },
});
