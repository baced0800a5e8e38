import type { Doors } from "../platform/action.ts";
import { INSTALLATION_CHAIN } from "../platform/audit.ts";
import type { Database } from "../platform/database/database.ts";
import { everywhere, within } from "../platform/database/reach.ts";

/** What somebody agrees to: for which purpose, in which words, in which version of them. */
export type Consent = { purpose: string; words: string; version: number; lang: "fr" | "en" };

/** Whoever agrees: by her account, or by her address where she has none. */
export type Agreeing = { user: string } | { mail: string };

type Place = Pick<Doors, "db" | "vault" | "newId" | "now"> & { network?: { id: string } };

/**
 * Keeps that somebody agreed, with the words that she read, in the caller's transaction. Agreeing again to the same words is
 * the same consent; to other words, one more.
 */
export const recordConsent = (place: Place, who: Agreeing, consent: Consent): Promise<string> =>
  within([place.network?.id ?? INSTALLATION_CHAIN], () => record(place, who, consent));

async function record(place: Place, who: Agreeing, consent: Consent): Promise<string> {
  const { db, vault, newId, now, network } = place;
  const { lang, ...said } = consent;
  if (said.words.trim() === "") throw new Error("a consent is kept with its words");
  const user_id = "user" in who ? who.user : null;
  const mail_hash = "mail" in who ? vault.blind(who.mail) : null;
  const network_id = network?.id ?? INSTALLATION_CHAIN;
  const standing = await db
    .selectFrom("consents")
    .select("id")
    .where("network_id", "=", network_id)
    .where("purpose", "=", said.purpose)
    .where("version", "=", said.version)
    .where("words", "=", said.words)
    .where("withdrawn_at", "is", null)
    .$if("user" in who, (query) => query.where("user_id", "=", user_id))
    .$if("mail" in who, (query) => query.where("mail_hash", "in", "mail" in who ? vault.blinds(who.mail) : []))
    .executeTakeFirst();
  if (standing) return standing.id;
  const id = newId();
  await db
    .insertInto("consents")
    .values({ network_id, id, user_id, mail_hash, ...said, lang, given_at: now() })
    .execute();
  return id;
}

/** The purpose of a consent to be written to about a proposal, which ends when the proposal is decided. */
export const PROPOSAL_CONSENT = "proposal";

/** Ends what an address agreed to for a purpose: it has been served, or nothing is asked of it any more. */
export async function endConsent(
  db: Database,
  networkId: string,
  { mailHash, purpose, at }: { mailHash: string; purpose: string; at: Date },
): Promise<void> {
  await db
    .updateTable("consents")
    .set({ withdrawn_at: at })
    .where("network_id", "=", networkId)
    .where("purpose", "=", purpose)
    .where("mail_hash", "=", mailHash)
    .where("withdrawn_at", "is", null)
    .execute();
}

/** What somebody agreed to, the latest first, withdrawn or not. */
export async function listConsents(db: Database, user: string) {
  return everywhere("person", async () => {
    return db
      .selectFrom("consents as c")
      .leftJoin("networks as n", "n.id", "c.network_id")
      .select([
        "c.id",
        "c.purpose",
        "c.words",
        "c.version",
        "c.lang",
        "c.given_at",
        "c.withdrawn_at",
        "n.name as network",
      ])
      .where("c.user_id", "=", user)
      .orderBy("c.given_at", "desc")
      .limit(200)
      .execute();
  });
}
