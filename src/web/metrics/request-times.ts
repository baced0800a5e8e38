/** Upper bounds, in seconds, of the durations that are told apart. */
const BOUNDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = ["GET", "HEAD", "POST", "OTHER"] as const;
const NAME = "ancrage_http_request_duration_seconds";

type Series = { route: string; method: string; status: number; counts: number[]; sum: number; count: number };

export type RequestTimes = {
  record: (route: string, method: string | undefined, status: number, seconds: number) => void;
  /** As Prometheus reads it. */
  text: () => string;
};

/**
 * Counts requests by route pattern, method and status, with how long they took. Every request comes here: it costs two
 * look-ups and three additions, and nothing is written before somebody asks. Routes are those of the program, so that
 * there are few of them whatever is asked.
 */
export function makeRequestTimes(): RequestTimes {
  const routes = new Map<string, Map<number, Series>>();
  return {
    record: (route, asked, status, seconds) => {
      const known = METHODS.indexOf(asked as (typeof METHODS)[number]);
      const method = known === -1 ? METHODS.length - 1 : known;
      const key = status * METHODS.length + method;
      let ofRoute = routes.get(route);
      if (!ofRoute) {
        ofRoute = new Map();
        routes.set(route, ofRoute);
      }
      let series = ofRoute.get(key);
      if (!series) {
        series = { route, method: METHODS[method]!, status, counts: BOUNDS.map(() => 0), sum: 0, count: 0 };
        ofRoute.set(key, series);
      }
      series.count += 1;
      series.sum += seconds;
      let bound = 0;
      while (bound < BOUNDS.length && seconds > BOUNDS[bound]!) bound += 1;
      if (bound < BOUNDS.length) series.counts[bound]! += 1;
    },
    text: () => {
      const all = [...routes.values()].flatMap((ofRoute) => [...ofRoute.values()]);
      return [
        `# HELP ${NAME} Requests answered, by pattern of the route, method and status.`,
        `# TYPE ${NAME} histogram`,
        ...all.flatMap(linesOf),
        "",
      ].join("\n");
    },
  };
}

function linesOf({ route, method, status, counts, sum, count }: Series): string[] {
  const labels = `route="${route.replace(/["\\\n]/g, "_")}",method="${method}",status="${status}"`;
  let below = 0;
  const buckets = BOUNDS.map((bound, index) => {
    below += counts[index]!;
    return `${NAME}_bucket{${labels},le="${bound}"} ${below}`;
  });
  return [
    ...buckets,
    `${NAME}_bucket{${labels},le="+Inf"} ${count}`,
    `${NAME}_sum{${labels}} ${sum}`,
    `${NAME}_count{${labels}} ${count}`,
  ];
}
