const LOOK_MS = 1000;
const LONGEST_MS = 30_000;

/**
 * Looks each second whether the server lives and, when it does not, has it started again: killed for want of memory, it
 * would otherwise stay away until somebody restarts everything. A start that fails is tried again further and further
 * apart. The answer stops the watch, once what it was doing is done.
 */
export function watchOver(lives: () => boolean, restart: () => Promise<"watch" | "leave">): () => Promise<void> {
  let watching = true;
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();
  const next = (pause: number) => {
    if (watching) timer = setTimeout(() => (work = look(pause)), pause).unref();
  };
  const look = async (pause: number): Promise<void> => {
    if (lives()) return next(LOOK_MS);
    const outcome = await restart().catch(() => "failed" as const);
    if (outcome !== "leave") next(outcome === "watch" ? LOOK_MS : Math.min(pause * 2, LONGEST_MS));
  };
  next(LOOK_MS);
  return async () => {
    watching = false;
    clearTimeout(timer);
    await work;
  };
}
