import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterwards } from "./afterwards.ts";

/** What stands between a program and its database, as a firewall does. */
export type Link = {
  /** The address of the database through it. */
  url: string;
  /** From now on, the connections there are say nothing more, either way, and stay open; new ones go through. */
  silence: () => void;
  /** Ends the database's side of those that are silent, as its system does once it finds nobody there. */
  giveUp: () => void;
};

type Pair = { near: Socket; far: Socket; silent: boolean };

/** Opens a way to a database that can lose connections without telling anybody; it is gone at the end of the file. */
export async function openLink(url: string): Promise<Link> {
  const pairs = new Set<Pair>();
  const server = createServer((near) => {
    const pair = { near, far: connectTo(url), silent: false };
    pairs.add(pair);
    join(pair);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  afterwards(() => {
    for (const { near, far } of pairs) for (const side of [near, far]) side.destroy();
    server.close();
  });
  return {
    url: throughPort(url, (server.address() as AddressInfo).port),
    silence: () => {
      for (const pair of pairs) {
        pair.silent = true;
        for (const side of [pair.near, pair.far]) side.unpipe().pause();
      }
    },
    giveUp: () => {
      for (const { far, silent } of pairs) if (silent) far.destroy();
    },
  };
}

function join(pair: Pair): void {
  const { near, far } = pair;
  near.pipe(far).pipe(near);
  for (const [side, other] of [
    [near, far],
    [far, near],
  ] as const)
    side.on("error", () => {}).on("close", () => void (pair.silent || other.destroy()));
}

function connectTo(url: string): Socket {
  const { hostname, port, searchParams } = new URL(url);
  const folder = searchParams.get("host");
  return folder ? connect(`${folder}/.s.PGSQL.${port || 5432}`) : connect(Number(port || 5432), hostname);
}

function throughPort(url: string, port: number): string {
  const address = new URL(url);
  address.searchParams.delete("host");
  address.hostname = "127.0.0.1";
  address.port = String(port);
  return address.href;
}
