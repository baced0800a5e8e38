/** A process of its own that reads pages as many people at once: `load-readers.ts SETUP.json`; answers one line of JSON. */
import { readFileSync } from "node:fs";
import autocannon from "autocannon";

export type Readers = {
  address: string;
  paths: string[];
  connections: number;
  seconds: number;
  headers: Record<string, string>;
};
export type Read = {
  answered: number;
  bad: number;
  errors: number;
  timeouts: number;
  p50: number;
  p99: number;
  max: number;
  rate: number;
};

const setup = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Readers;
let started = 0;
const result = await autocannon({
  url: setup.address,
  connections: setup.connections,
  duration: setup.seconds,
  headers: setup.headers,
  requests: setup.paths.map((path) => ({ path })),
  // Each reader begins elsewhere: two hundred people do not turn the same pages in step.
  setupClient: (client) => {
    const from = started % setup.paths.length;
    started += 1;
    client.setRequests([...setup.paths.slice(from), ...setup.paths.slice(0, from)].map((path) => ({ path })));
  },
  timeout: 10,
});
const read: Read = {
  answered: result["2xx"],
  bad: result.non2xx,
  errors: result.errors,
  timeouts: result.timeouts,
  p50: result.latency.p50,
  p99: result.latency.p99,
  max: result.latency.max,
  rate: result["2xx"] / result.duration,
};
console.log(JSON.stringify(read));
