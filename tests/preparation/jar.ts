import { createHmac } from "node:crypto";
import { form, type TestSite } from "./site.ts";

/** A browser without JavaScript: it keeps cookies, follows the redirections of forms, and reads pages. */
export function openJar(site: TestSite, headers: Record<string, string> = {}) {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await site.asMember(cookie)(path, { ...init, headers: { ...headers, ...(init.headers as object) } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (value === "" || /max-age=0(;|$)/i.test(set)) cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    return answer;
  };
  const get = async (path: string): Promise<{ status: number; page: string; path: string }> => {
    const answer = await send(path);
    const to = answer.headers.get("location");
    if (to && answer.status >= 300 && answer.status < 400) return get(to.replace(/^https?:\/\/[^/]+/, ""));
    return { status: answer.status, page: await answer.text(), path };
  };
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await send(path, form(fields));
    const to = answer.headers.get("location");
    if (to && answer.status === 303) return get(to.replace(/^https?:\/\/[^/]+/, "").replace(/#.*$/, ""));
    return { status: answer.status, page: await answer.text(), path };
  };
  return { get, post, send, cookies };
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code that an authenticator application shows at a moment, by RFC 6238, for a key as it is written for people. */
export function codeAt(key: string, at: Date): string {
  const bits = [...key.replace(/[^A-Z2-7]/g, "")]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)));
  const digest = createHmac("sha1", bytes).update(counter).digest();
  const offset = digest.at(-1)! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
