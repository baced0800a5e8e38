import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect } from "vitest";
import { storePassword } from "../../src/people/people.sql.ts";
import { findNetwork } from "../../src/platform/action.ts";
import { follow, journey, openStand, type Stand, visit } from "../preparation/browser.ts";
import { codeAt } from "../preparation/jar.ts";
import { authOf, makeMember } from "../preparation/members.ts";

const PASSWORD = "quatre mots sans rapport";

let stand: Stand | undefined;
let network = "";
beforeAll(async () => {
  stand = await openStand();
  if (stand) network = (await findNetwork(stand.bench.db, "demonstration"))!.id;
}, 60_000);

/** Somebody of the demonstration who has a password, not signed in. */
async function withPassword(email: string, role: "administrator" | "reader") {
  const { bench, origin } = stand!;
  const member = await makeMember(bench, {
    email,
    name: "Inès Belkacem",
    publicUrl: origin,
    grants: [{ network, role }],
  });
  const hash = await (await authOf(bench, origin).$context).password.hash(PASSWORD);
  await storePassword(bench.db, { id: uuid(), userId: member.id, hash, now: new Date() });
  await bench.db.deleteFrom("sessions").where("user_id", "=", member.id).execute();
  return member;
}

describe.each([
  { way: "without JavaScript", javaScriptEnabled: false },
  { way: "with JavaScript", javaScriptEnabled: true },
])("$way", ({ way, javaScriptEnabled }) => {
  journey("an administrator signs in, sets up her second factor, and comes back with a code", async () => {
    const email = `ines.${javaScriptEnabled}@essai.invalid`;
    await withPassword(email, "administrator");
    const page = await visit(stand, {
      stranger: true,
      javaScriptEnabled,
      refusals: [422],
      viewport: { width: 360, height: 800 },
    });
    await page.goto("/demonstration/initiatives");
    await follow(page, page.getByRole("link", { name: "Se connecter" }).click());
    await page.getByLabel("Adresse électronique").fill(email);
    await page.locator("#passe").fill(PASSWORD);
    await follow(page, page.getByRole("button", { name: "Me connecter" }).click());
    await expect.poll(() => page.url()).toContain("/compte/securite");
    await page.locator("#actuel-double").fill(PASSWORD);
    await follow(page, page.getByRole("button", { name: "Mettre en place" }).click());
    const key = (await page.locator("p > code").innerText()).trim();
    await page.locator("#code").fill(codeAt(key, new Date()));
    await follow(page, page.getByRole("button", { name: "Terminer" }).click());
    await page.getByText("La double vérification est en place").first().waitFor();
    await page.goto("/demonstration/personnes");
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Personnes");
    await page.goto("/compte");
    await follow(page, page.getByRole("button", { name: "Se déconnecter" }).click());
    await page.goto("/connexion?suite=/demonstration/personnes");
    await page.getByLabel("Adresse électronique").fill(email);
    await page.locator("#passe").fill(PASSWORD);
    await follow(page, page.getByRole("button", { name: "Me connecter" }).click());
    // A code serves once: the next one is accepted a little before its time.
    await page.locator("#code").fill(codeAt(key, new Date(Date.now() + 30_000)));
    await follow(page, page.getByRole("button", { name: "Vérifier" }).click());
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Personnes");
    expect(way).not.toBe("");
  });
});

journey("a passkey is added to an account, opens it without a password, and counts as a second factor", async () => {
  const { id, cookie } = await makeMember(stand!.bench, {
    email: "cle@essai.invalid",
    publicUrl: stand!.origin,
    strong: false,
    grants: [{ network, role: "administrator" }],
  });
  const page = await visit(stand, { cookie });
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto("/compte/securite");
  await page.getByLabel("Nom de la clé").fill("Mon téléphone");
  await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
  await page.getByText("La clé d’accès est ajoutée").waitFor();
  expect(await page.getByText("Mon téléphone").count()).toBeGreaterThan(0);
  await stand!.bench.db.deleteFrom("sessions").where("user_id", "=", id).execute();
  await page.goto("/connexion?suite=/demonstration/personnes");
  await page.getByRole("button", { name: "Utiliser une clé d’accès" }).click();
  await page.waitForURL((url) => url.pathname === "/demonstration/personnes");
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Personnes");
  // A session that has not passed it, as a link by mail opens one, is led to the passkey before anything changes.
  await stand!.bench.db.updateTable("sessions").set({ second_factor_at: null }).where("user_id", "=", id).execute();
  await page.goto("/compte/securite");
  await follow(page, page.getByRole("button", { name: "Retirer Mon téléphone" }).click());
  await page.getByRole("button", { name: "Utiliser une clé d’accès" }).click();
  await page.waitForURL((url) => url.pathname === "/compte/securite");
  await follow(page, page.getByRole("button", { name: "Retirer Mon téléphone" }).click());
  await page.getByText("La clé d’accès est retirée").waitFor();
});
