import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/**
 * Where a request comes from, as far as it can be trusted: the connection's other end, or, behind as many proxies as the
 * administrator said, what the outermost of these saw. What a client writes itself in the header stands to the left of it.
 */
export function clientAddress(
  request: Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } },
  trustedProxies: number,
): string {
  const seen = [...forwardedFor(request.headers["x-forwarded-for"]), request.socket.remoteAddress ?? ""];
  return seen[Math.max(0, seen.length - 1 - trustedProxies)] ?? "";
}

const forwardedFor = (header: string | string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** One subscriber: an IPv4 address, or the /64 that an IPv6 subscriber holds whole; anything else is one unknown. */
export function subscriberOf(address: string): string {
  const bare = address.replace(/^\[|\](:\d+)?$/g, "").replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+)(:\d+)?$/.exec(bare)?.[1];
  if (mapped) return mapped;
  return isIPv6(bare) ? `${groupsOf(bare).slice(0, 4).join(":")}::/64` : "unknown";
}

function groupsOf(address: string): string[] {
  const [before = "", after] = address.toLowerCase().split("::");
  const head = before === "" ? [] : before.split(":");
  const tail = after ? after.split(":") : [];
  const missing = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail].map((group) =>
    Number.parseInt(group, 16).toString(16),
  );
}
