import { z } from "zod";
import type { Doors } from "../../platform/action.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Database } from "../../platform/database/database.ts";
import { within } from "../../platform/database/reach.ts";
import { conflict, forbidden, invalid, ok, type Result } from "../../platform/result.ts";
import { COMMON_SPACE } from "../common-space.ts";
import { LICENCE_KEYS } from "../licences.ts";
import { canCreateNetwork } from "../policies.ts";

/** First words of addresses that belong to the product: no network may take them. */
export const RESERVED_SLUGS = new Set([
  "en",
  "fr",
  "assets",
  "api",
  "health",
  "ready",
  "serving",
  "metrics",
  "galerie",
  "accessibilite",
  "donnees",
  "donnees-personnelles",
  "favicon-ico",
  "robots-txt",
  "sitemap-xml",
  COMMON_SPACE,
  "common",
  "aide",
  "auth",
  "compte",
  "connexion",
  "deconnexion",
  "invitation",
  "recherche",
  "territoires",
  "vocabulaire",
]);

const CreateNetworkInput = z.object({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2000).default(""),
  organisation: z.string().max(200).nullable().default(null),
  provenance: z.string().max(2000).nullable().default(null),
  published: z.boolean().default(false),
  shared: z.boolean().default(false),
  licence: z.enum(LICENCE_KEYS).nullable().default(null),
});

/** Creates an empty network; refuses a slug that is taken or reserved. */
export async function createNetwork(doors: Doors, rawInput: unknown): Promise<Result<{ id: string; slug: string }>> {
  const parsed = CreateNetworkInput.safeParse(rawInput);
  if (!parsed.success) {
    return invalid(
      "network_invalid",
      {},
      parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
    );
  }
  if (!canCreateNetwork(doors.person)) return forbidden("forbidden", { action: "create_network" });
  const { slug } = parsed.data;
  if (RESERVED_SLUGS.has(slug)) return invalid("slug_reserved", { slug });
  const id = doors.newId();
  const create = async (db: Database) => {
    const inserted = await db
      .insertInto("networks")
      .values({ id, ...parsed.data, created_at: doors.now() })
      .onConflict((oc) => oc.column("slug").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!inserted) return conflict("slug_taken", { slug });
    await appendAudit(db, id, {
      at: doors.now(),
      actor: doors.person.id,
      action: "create_network",
      subjects: { network: id },
      request: doors.request,
    });
    return ok({ id, slug });
  };
  return within([id], () => doors.db.transaction().execute(create));
}
