import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Provider from "oidc-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDirectories } from "../src/people/directories.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { openJar } from "./preparation/jar.ts";
import { makeMember } from "./preparation/members.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { makeSite, type TestSite } from "./preparation/site.ts";

let bench: Bench;
let site: TestSite;
let server: Server;
let issuer = "";

/** A real OpenID Connect server, whose people are whoever types a name; what it says of them is chosen by the test. */
async function openProvider(redirect: string): Promise<void> {
  server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "ancrage",
        client_secret: "secret-of-the-test",
        redirect_uris: [redirect],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    findAccount: async (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: id, email_verified: true, name: "Mathieu Roussel" }),
    }),
    cookies: { keys: ["of the test"] },
  });
  server.on("request", provider.callback());
}

beforeAll(async () => {
  bench = await freshDatabase();
  await openProvider("http://localhost:4173/auth/callback/mutuelle");
  const file = join(bench.dataDir, "directories.json");
  const directory = {
    id: "mutuelle",
    name: "l’annuaire de la mutuelle",
    issuer,
    clientId: "ancrage",
    clientSecret: "secret-of-the-test",
    domains: ["mutuelle.invalid"],
  };
  await writeFile(file, JSON.stringify([directory]));
  const network = await makeNetwork(bench, "reseau", []);
  await makeMember(bench, {
    email: "mathieu@mutuelle.invalid",
    name: "Mathieu Roussel",
    grants: [{ network, role: "reader" }],
  });
  await makeMember(bench, { email: "ailleurs@autre.invalid", name: "Autre", grants: [{ network, role: "reader" }] });
  await bench.db.deleteFrom("sessions").execute();
  site = await makeSite(bench, { ANCRAGE_DIRECTORIES: file });
});
afterAll(() => void server?.close());

/** Walks through the directory's own pages as a browser does, and answers where it sends the browser back to. */
async function throughDirectory(start: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = start;
  let body: URLSearchParams | undefined;
  for (let steps = 0; steps < 15; steps += 1) {
    const answer = await fetch(address, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(body && { method: "POST", body }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      cookies.set(name!, value!);
    }
    body = undefined;
    const location = answer.headers.get("location");
    if (location) {
      address = new URL(location, address).href;
      if (!address.startsWith(issuer)) return address;
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
    if (!action || !prompt) throw new Error(page.slice(0, 2000));
    address = new URL(action, address).href;
    body = new URLSearchParams({ prompt, login, password: "x" });
  }
  throw new Error("the directory never sent the browser back");
}

async function signIn(login: string) {
  const jar = openJar(site);
  expect((await jar.get("/connexion?suite=/reseau")).page).toContain("Passer par l’annuaire de la mutuelle");
  const gone = await jar.send("/connexion/annuaire/mutuelle?suite=/reseau");
  const back = new URL(await throughDirectory(gone.headers.get("location")!, login));
  return { jar, landed: await jar.get(back.pathname + back.search) };
}

describe("the directory of a network", () => {
  test("opens the account of somebody who was invited", async () => {
    const { jar, landed } = await signIn("mathieu@mutuelle.invalid");
    expect(landed).toMatchObject({ status: 200, path: "/reseau" });
    expect((await jar.get("/compte")).page).toContain("mathieu@mutuelle.invalid");
  });

  test("opens nothing for somebody whom nobody invited", async () => {
    const { jar, landed } = await signIn("inconnue@mutuelle.invalid");
    expect(landed.page).toContain("Personne ne vous a encore invité");
    expect((await jar.get("/reseau")).status).toBe(404);
    expect(
      await bench.db.selectFrom("users").select("id").where("email", "=", "inconnue@mutuelle.invalid").execute(),
    ).toEqual([]);
  });

  test("cannot open the account of an address that is not of its domains", async () => {
    const { jar } = await signIn("ailleurs@autre.invalid");
    expect((await jar.get("/reseau")).status).toBe(404);
  });
});

describe("the file of directories", () => {
  test.each([
    ["not JSON", "{", /directories/],
    [
      "an address without encryption",
      JSON.stringify([
        { id: "a", name: "A", issuer: "http://idp.example", clientId: "x", clientSecret: "y", domains: ["a.fr"] },
      ]),
      /https/,
    ],
    [
      "no domain",
      JSON.stringify([
        { id: "a", name: "A", issuer: "https://idp.example", clientId: "x", clientSecret: "y", domains: [] },
      ]),
      /domains/,
    ],
  ])("with %s says where it is wrong", async (_what, text, expected) => {
    const path = join(bench.dataDir, "directories-wrong.json");
    await writeFile(path, text);
    expect(() => readDirectories(path)).toThrow(expected);
  });
});
