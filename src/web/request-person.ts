import type { IncomingMessage } from "node:http";
import { ANYONE, LOCAL_PERSON, type Person } from "../platform/person.ts";

/** Who a request comes from, as long as accounts do not exist: this machine's user, or anybody. */
export type RequestPerson = "local" | "anyone";

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * Tells the user of this machine from anybody: the connection must come from loopback, to a local name (a page of
 * elsewhere that had its name point to 127.0.0.1 carries its own), and not through a proxy, which forwards strangers.
 */
export function whoAsks(request: IncomingMessage): RequestPerson {
  const { headers, socket } = request;
  const proxied = headers["x-forwarded-for"] ?? headers.forwarded ?? headers["x-real-ip"] ?? headers.via;
  const local =
    LOOPBACK.test(socket.remoteAddress ?? "") && LOCAL_HOST.test(headers.host ?? "") && proxied === undefined;
  return local ? "local" : "anyone";
}

export const PERSONS: Record<RequestPerson, Person> = { local: LOCAL_PERSON, anyone: ANYONE };
