// Any numbers will do that every process of the product takes alike, as long as no two are one: they lock the same table.

/** Held while the schema of a database is brought up to date. */
export const MIGRATION_LOCK = 7_244_191;
/** Held by the session of the one worker that leads, as long as it leads. */
export const LEADER_LOCK = 7_244_192;
/** Held by the one worker that makes the backup of the day. */
export const BACKUP_LOCK = 7_244_193;
