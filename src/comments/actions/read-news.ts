import type { Doors } from "../../platform/action.ts";
import { everywhere } from "../../platform/database/reach.ts";

/** Marks as read what somebody was told of, or one of it. The journal keeps no trace of who reads. */
export async function readNews({ db, person, now }: Doors, only: string | null): Promise<void> {
  return everywhere("person", async () => {
    await db
      .updateTable("news")
      .set({ read_at: now() })
      .where("user_id", "=", person.id)
      .where("read_at", "is", null)
      .$if(only !== null, (query) => query.where("id", "=", only))
      .execute();
  });
}
