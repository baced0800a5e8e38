/** How many backups are kept: the last of each of so many days, weeks and months that have one. */
export type Keeping = { daily: number; weekly: number; monthly: number };

type Aged = { name: string; at: Date };

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

/** The Monday of its week, in UTC as the names of the files are. */
function weekOf(at: Date): string {
  const monday = new Date(at);
  monday.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return dayOf(monday);
}

/** The names to keep among these; the newest always is. */
export function chooseKept(backups: readonly Aged[], { daily, weekly, monthly }: Keeping): Set<string> {
  const recent = backups.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const kept = new Set(recent.slice(0, 1).map(({ name }) => name));
  const periods: [number, (at: Date) => string][] = [
    [daily, dayOf],
    [weekly, weekOf],
    [monthly, monthOf],
  ];
  for (const [count, periodOf] of periods) {
    const lasts = [...Map.groupBy(recent, ({ at }) => periodOf(at)).values()].map((own) => own[0]!);
    for (const { name } of lasts.slice(0, count)) kept.add(name);
  }
  return kept;
}

const NAME = /^ancrage-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.tar\.zst(?:\.age)?$/;

/** The name of a scheduled backup begun at that moment. */
export const backupName = (at: Date, encrypted: boolean): string =>
  `ancrage-${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z.tar.zst${encrypted ? ".age" : ""}`;

/** When a file that bears such a name was begun; null for any other file. */
export function readBackupName(name: string): Date | null {
  const found = NAME.exec(name);
  if (!found) return null;
  const [, year, month, day, hour, minute, second] = found.map(Number);
  const at = new Date(Date.UTC(year!, month! - 1, day!, hour!, minute!, second!));
  return backupName(at, name.endsWith(".age")) === name ? at : null;
}

const RETRY_MS = 3600_000;

/** Whether the backup of the day is still to be made; one that failed is tried again after an hour. */
export function isDue(now: Date, hour: number, last: { beganAt: Date; failed: boolean } | null): boolean {
  const planned = new Date(now);
  planned.setHours(hour, 0, 0, 0);
  if (planned > now) planned.setDate(planned.getDate() - 1);
  if (last === null) return true;
  if (last.failed) return now.getTime() - last.beganAt.getTime() >= RETRY_MS;
  return last.beganAt < planned;
}
