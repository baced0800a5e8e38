import { BASKET_DAYS, type Deletion, listDeletions, readDeletion } from "../../initiatives/deletions.sql.ts";
import { isReached } from "../../initiatives/within.sql.ts";
import { canDelete, partsOf } from "../../networks/policies.ts";
import { namesOf } from "../../people/people.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Person } from "../../platform/person.ts";
import type { BasketView } from "../pages/basket.ts";

const SHOWN = 50;
const DAY = 86_400_000;

/** The basket as far as somebody reaches, and the sheet that was just put in it. */
export async function readBasket(
  db: Database,
  network: Network,
  person: Person,
  { page, last }: { page: number; last: string | null },
): Promise<BasketView> {
  const parts = partsOf(canDelete, person, network);
  const { total, deletions } = await listDeletions(db, network.id, parts, { limit: SHOWN, offset: (page - 1) * SHOWN });
  const names = await namesOf(
    db,
    deletions.map(({ deletedBy }) => deletedBy),
  );
  const one = last === null ? undefined : await readDeletion(db, network.id, last);
  const mine = one && (await isReached(db, network.id, parts, one.initiative)) ? one : undefined;
  return {
    page,
    pages: Math.max(1, Math.ceil(total / SHOWN)),
    deletions: deletions.map((deletion: Deletion) => ({
      ...deletion,
      by: names.get(deletion.deletedBy) ?? null,
      until: new Date(deletion.deletedAt.getTime() + BASKET_DAYS * DAY),
    })),
    ...(mine && { last: mine }),
  };
}
