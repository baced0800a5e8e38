import { placeInitiatives } from "../initiatives/actions/place-initiatives.ts";
import { listNetworks } from "../networks/networks.sql.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Runtime } from "../platform/runtime.ts";
import { type Loaded, loadTerritories } from "../territories/load/load-territories.ts";
import { firstFew } from "../territories/load/refusal.ts";
import { resetTerritories } from "../territories/load/store.ts";
import { openShippedReference } from "../territories/reference.ts";
import type { Level } from "../territories/types.ts";
import { type Command, DONE, type Ending, type Io, misused, refused, type Values } from "./command.ts";

const LEVELS: readonly string[] = ["commune", "epci", "departement", "region"] satisfies Level[];

export const command: Command = {
  name: "territories load",
  usage:
    "FILE [--level commune|epci|departement|region] [--attribution TEXT] [--partial] [--data DIR] [--json]\n         ancrage territories load --reset [--level LEVEL]",
  options: {
    level: { type: "string" },
    attribution: { type: "string" },
    partial: { type: "boolean" },
    reset: { type: "boolean" },
  },
  words: [0, 1],
  needs: "database",
  run: load,
};

async function load(io: Io, [file]: string[], values: Values, runtime: Runtime): Promise<Ending> {
  const level = values.level === undefined ? null : String(values.level);
  if (level !== null && !LEVELS.includes(level)) return misused(`--level : ${LEVELS.join(", ")}`);
  if (values.reset ? file !== undefined : file === undefined) return misused(io.words.wrongCount);
  if (values.reset) return reset(io, level as Level | null, runtime);
  const options = {
    level: level as Level | null,
    attribution: typeof values.attribution === "string" ? values.attribution : null,
    partial: values.partial === true,
    at: new Date(),
  };
  const loaded = await loadTerritories(runtime.config.dataDir, file!, options, openShippedReference());
  if (!loaded.ok) return refused(loaded.failure);
  if (!io.json) say(io, loaded.value);
  const placed = await placeAll(io, runtime);
  if (!placed.ok) return refused(placed.failure);
  if (io.json) io.answer(JSON.stringify({ ...loaded.value, ...placed.value }));
  return DONE;
}

async function reset(io: Io, level: Level | null, runtime: Runtime): Promise<Ending> {
  const wasUsed = await resetTerritories(runtime.config.dataDir, level);
  if (!io.json) io.answer(wasUsed ? io.words.territories.reset : io.words.territories.nothingToReset);
  const placed = await placeAll(io, runtime);
  if (!placed.ok) return refused(placed.failure);
  if (io.json) io.answer(JSON.stringify({ reset: wasUsed, ...placed.value }));
  return DONE;
}

function say(io: Io, { layer, unknown, missing, bytes }: Loaded): void {
  const words = io.words.territories;
  io.answer(words.loaded(layer.level, layer.count, Math.ceil(bytes / 1024)));
  io.answer(words.from(layer.source.name, layer.source.loadedAt.slice(0, 10), layer.source.sha256));
  if (unknown.length > 0) io.say(words.unknown(unknown.length, firstFew(unknown)));
  if (missing.length > 0) io.say(words.missing(missing.length, firstFew(missing)));
}

/** Moves the marks of every network in batches; each network announces it, so that every server drops its pages. */
async function placeAll(io: Io, runtime: Runtime): Promise<Result<{ read: number; moved: number }>> {
  const total = { read: 0, moved: 0 };
  const doors = runtime.doors(LOCAL_PERSON);
  for (const { slug } of await listNetworks(runtime.db, false)) {
    let after: string | null = null;
    let read = 0;
    do {
      const placed: Awaited<ReturnType<typeof placeInitiatives>> = await placeInitiatives(doors, {
        network: slug,
        after,
      });
      if (!placed.ok) return placed;
      read += placed.value.read;
      total.moved += placed.value.moved;
      after = placed.value.last;
      if (after) io.say(io.words.territories.placing(slug, read));
    } while (after !== null);
    total.read += read;
  }
  if (!io.json && total.read > 0) io.answer(io.words.territories.placed(total.moved, total.read));
  return ok(total);
}
