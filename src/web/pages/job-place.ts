import { formatMoment } from "../../i18n/format.ts";
import type { Whereabouts } from "../../jobs/jobs.sql.ts";
import type { Failure } from "../../platform/result.ts";
import type { PageContext } from "../context.ts";

/** Where a job is, for whoever waits for it; null while it runs, when how far it is says more. */
export function sayPlace(ctx: PageContext, place: Whereabouts, say: (failure: Failure) => string): string | null {
  const words = ctx.t.jobs;
  if (place.state === "waiting") return words.ahead(place.ahead);
  const why = place.failure ? say(place.failure) : "";
  if (place.state === "dead") return why;
  if (place.state !== "retrying" || place.nextAt === null) return null;
  return words.retrying(why, formatMoment(place.nextAt.toISOString(), ctx.lang)).trim();
}
