import type pg from "pg";
import type { Log } from "../log.ts";
import { openPool } from "./database.ts";
import { type Sight, type Watch, watchServer } from "./watch-server.ts";

/** Why a standby is read from, or not: too far behind, silent, the primary itself at the moment, a second primary, or a copy of other data. */
export type StandbyState = "ready" | "behind" | "lost" | "primary" | "not_standby" | "other_data";

/** A standby as its administrator is told of it; `behind` in seconds. */
export type StandbyReport = { name: string; state: StandbyState; behind: number; detail: string };

/** A standby that reading may go to, and how far it is known to have replayed the primary's journal. */
export type Standby = { name: string; pool: pg.Pool; position: bigint; waiting: Set<(error: Error) => void> };

export type Replicas = {
  /** The least busy of the standbys that have replayed at least this position; null when only the primary will do. */
  choose: (position: bigint) => Standby | null;
  /** Takes a standby that refuses connections out at once, until it answers again. */
  failed: (standby: Standby, detail: string) => void;
  primaryAnswers: () => boolean;
  report: () => StandbyReport[];
  close: () => Promise<void>;
};

type Member = Standby & { sight: Sight | null; detail: string; told: StandbyState | null };
/** The primary: what it last said and when, the least a standby must have, and where its journal was at which time. */
type Primary = {
  sight: Sight | null;
  seenAt: number;
  answers: boolean;
  floor: bigint | null;
  past: { at: number; position: bigint }[];
};

/** Watches the primary and its standbys, and says which of them a reader may be sent to. */
export function openReplicas(
  { url, urls, pool, lagSeconds }: { url: string; urls: string[]; pool: number; lagSeconds: number },
  log: Log,
  clock: () => number,
): Replicas {
  const primary: Primary = { sight: null, seenAt: 0, answers: false, floor: null, past: [] };
  const members = urls.map((address) => openMember(address, pool));
  const stateOf = (member: Member): StandbyState => judge(member, primary, lagSeconds);
  const tell = (member: Member): void => {
    const state = stateOf(member);
    if (state === member.told) return;
    member.told = state;
    const fields = { standby: member.name, state, ...(state === "lost" && { detail: member.detail }) };
    if (state === "ready") log.info(fields, "reading from a standby");
    else if (state === "primary") log.info(fields, "a standby is the primary now");
    else log.warn(fields, "not reading from a standby");
  };
  const watches = [
    watchServer(
      url,
      (sight) => notePrimary(primary, sight, clock(), lagSeconds),
      () => {
        primary.answers = false;
      },
    ),
    ...members.map((member, index) => watchMember(urls[index]!, member, tell)),
  ];
  let turn = 0;
  return {
    choose: (position) => {
      const able = members.filter((member) => member.position >= position && stateOf(member) === "ready");
      turn += 1;
      const rotated = able.map((_, index) => able[(index + turn) % able.length]!);
      return rotated.sort((a, b) => busyness(a) - busyness(b))[0] ?? null;
    },
    failed: (standby, detail) => lose(standby as Member, detail, tell),
    primaryAnswers: () => primary.answers,
    report: () =>
      members.map((member) => ({
        name: member.name,
        state: stateOf(member),
        behind: behind(member.position, primary),
        detail: member.detail,
      })),
    close: async () => {
      await Promise.all(watches.map((watch) => watch.close()));
      await Promise.all(members.map((member) => member.pool.end()));
    },
  };
}

function openMember(url: string, max: number): Member {
  const { hostname, port, searchParams } = new URL(url);
  const pool = openPool(url, max);
  // A connection at rest that breaks concerns nobody; the watch tells what became of the server.
  pool.on("error", () => {});
  const name = `${searchParams.get("host") ?? hostname}:${port || "5432"}`;
  return { name, pool, position: 0n, waiting: new Set(), sight: null, detail: "", told: null };
}

function watchMember(url: string, member: Member, tell: (member: Member) => void): Watch {
  return watchServer(
    url,
    (sight) => {
      member.sight = sight;
      member.position = sight.position;
      tell(member);
    },
    (detail) => {
      lose(member, detail, tell);
      // What a frozen server owes its readers is asked elsewhere.
      const gone = Object.assign(new Error(`${member.name}: ${detail}`), { code: "ETIMEDOUT" });
      for (const fail of [...member.waiting]) fail(gone);
    },
  );
}

function lose(member: Member, detail: string, tell: (member: Member) => void): void {
  member.sight = null;
  member.detail = detail;
  tell(member);
}

function notePrimary(primary: Primary, sight: Sight, now: number, lagSeconds: number): void {
  primary.sight = sight;
  primary.answers = !sight.standby;
  if (sight.standby) return;
  primary.seenAt = now;
  const last = primary.past.at(-1);
  // After a failover, the new primary may be short of what the old one had.
  const shorter = last !== undefined && last.position > sight.position;
  if (shorter) primary.past.length = 0;
  // The schema may have just been migrated: what the primary had when we came is the least a standby must have.
  if (primary.floor === null || shorter) primary.floor = sight.position;
  if (last?.position !== sight.position) primary.past.push({ at: now, position: sight.position });
  // One older than the limit is enough to know that the limit is passed.
  while (primary.past.length > 2 && primary.past[1]!.at < now - lagSeconds * 2000) primary.past.shift();
}

/**
 * For how many seconds the primary has had what this position lacks, when it was last seen: a quiet primary makes no
 * delay, one that is away makes no more of it, and no clock but ours is asked.
 */
function behind(position: bigint, primary: Primary): number {
  const missed = primary.past.find((past) => past.position > position);
  return missed ? (primary.seenAt - missed.at) / 1000 : 0;
}

function judge(member: Member, primary: Primary, lagSeconds: number): StandbyState {
  if (member.sight === null) return "lost";
  if (primary.sight === null || primary.floor === null) return "behind";
  if (member.sight.identity !== primary.sight.identity) return "other_data";
  // Two addresses of one server tell the same microsecond of its start.
  if (!member.sight.standby) return member.sight.started === primary.sight.started ? "primary" : "not_standby";
  const late = member.position < primary.floor || behind(member.position, primary) > lagSeconds;
  return late ? "behind" : "ready";
}

const busyness = ({ pool }: Member): number => pool.totalCount - pool.idleCount + pool.waitingCount;
