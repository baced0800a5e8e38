import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { receiveFile } from "../../src/imports/actions/receive-file.ts";
import { NO_ANCHORS } from "../../src/platform/audit-anchors.ts";
import { verifyAudit } from "../../src/platform/audit-verify.ts";
import { ROUTE_POLICIES } from "../../src/web/route-policies.ts";
import { type Bench, freshDatabase } from "../preparation/database.ts";
import { makeMember } from "../preparation/members.ts";
import { importText, itemsOf, makeNetwork } from "../preparation/networks.ts";
import { form, makeSite, type TestSite } from "../preparation/site.ts";

/*
 * Forms sent twice, at once and one after the other, and in another order than they were filled; and a clock that steps
 * by hours under everything.
 */

const LIMITS = { uploadBytes: 10 ** 8, inflatedBytes: 10 ** 8 };
const ID = "00000000-0000-7000-8000-000000000000";

let bench: Bench;
let site: TestSite;
let admin: string;
let network: string;

beforeAll(async () => {
  bench = await freshDatabase();
  site = await makeSite(bench);
  network = await makeNetwork(bench, "essai", ["sante"]);
  const lines = Array.from({ length: 12 }, (_, n) => `${n + 1};Atelier ${n};Rodez;${n + 10} personnes`);
  await importText(bench, "essai", `Numéro;Intitulé;Lieu;Chiffres\n${lines.join("\n")}\n`);
  admin = (await makeMember(bench, { grants: [{ network, role: "administrator" }] })).cookie;
});

const post = (path: string, fields: Record<string, string>) => site.asMember(admin)(path, form(fields));
const twice = (path: string, fields: Record<string, string>) => Promise.all([post(path, fields), post(path, fields)]);
const count = async (text: string): Promise<number> =>
  Number((await bench.pool.query(`select count(*) as n from ${text}`)).rows[0].n);
const revisionsOf = async (a: string, b: string) => {
  const page = await (await site.asMember(admin)(`/essai/doublons/${a}/${b}`)).text();
  const fields: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    if (/hidden|radio/.test(of("type") ?? "")) fields[of("name")!] ??= of("value") ?? "";
  }
  return fields;
};

describe("a form sent twice", () => {
  test("merges once, by the same button and by both at once", async () => {
    const fields = await revisionsOf("1", "2");
    const answers = await twice("/essai/doublons/1/2", fields);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      303,
      expect.toSatisfy((status) => [303, 409].includes(status)),
    ]);
    expect((await post("/essai/doublons/1/2", fields)).status).toBe(303);
    expect(await count("merges where undone_at is null")).toBe(1);
    expect(await itemsOf(bench, "essai")).toHaveLength(11);
  });

  test("undoes a merge once", async () => {
    const { rows } = await bench.pool.query("select id from merges where undone_at is null");
    const answers = await twice(`/essai/doublons/fusions/${rows[0].id}/defaire`, {});
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    expect(await count("merges where undone_at is null")).toBe(0);
    expect(await itemsOf(bench, "essai")).toHaveLength(12);
    expect(await count("audit_entries where action = 'undo_merge'")).toBe(1);
  });

  test("starts one import", async () => {
    const path = join(bench.dataDir, "incoming-deux");
    await writeFile(path, "Intitulé\nUn de plus\n");
    const received = await receiveFile(bench.doors(), { network: "essai", fileName: "a.csv", path, limits: LIMITS });
    const id = received.ok ? received.value.id : "";
    bench.enqueued.length = 0;
    const answers = await twice(`/essai/importer/${id}/lancer`, {});
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(bench.enqueued).toEqual([{ queue: "import", id }]);
  });

  test("seals one report, and gives one role, and sends one invitation", async () => {
    const sealed = await twice("/essai/rapports/sceller", { lang: "fr" });
    expect(sealed.map(({ status }) => status)).toEqual([303, 303]);
    expect(await count("reports")).toBe(1);
    const other = await makeMember(bench, { name: "Luc Fabre", grants: [{ network, role: "reader" }] });
    const before = await count("grants where withdrawn_at is null");
    const given = await twice(`/essai/personnes/${other.id}/donner`, { role: "researcher" });
    expect(given.every(({ status }) => status < 500)).toBe(true);
    expect(await count("grants where withdrawn_at is null")).toBe(before + 1);
    const invited = await twice("/essai/personnes/inviter", {
      courriel: "une@essai.invalid",
      role: "reader",
      nom: "Une",
    });
    expect(invited.every(({ status }) => status < 500)).toBe(true);
    expect(await count("invitations where accepted_at is null and withdrawn_at is null")).toBeLessThanOrEqual(1);
  });

  test.each(Object.keys(ROUTE_POLICIES).filter((route) => route.startsWith("POST ") && !route.includes("deconnexion")))(
    "%s answers both, whatever it holds",
    async (route) => {
      const path = route
        .slice(5)
        .replace(":network", "essai")
        .replace(/:(id|token)/g, ID)
        .replace(/:\w+/g, "3");
      const answers = await twice(path, { lang: "fr", a: "3", b: "4", decision: "later", role: "reader", jeton: "x" });
      expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([]);
    },
  );
});

describe("forms that come in another order", () => {
  test("a merge prepared before another one took its sheet is refused, and says why", async () => {
    const [first, second] = [await revisionsOf("5", "6"), await revisionsOf("6", "7")];
    expect((await post("/essai/doublons/6/7", second)).status).toBe(303);
    const late = await post("/essai/doublons/5/6", first);
    expect([409, 422]).toContain(late.status);
    expect(await late.text()).toContain('role="alert"');
    expect(await count("merges where undone_at is null")).toBe(1);
  });

  test("columns corrected after the import was started change nothing", async () => {
    const path = join(bench.dataDir, "incoming-ordre");
    await writeFile(path, "Intitulé;Lieu\nEncore un;Rodez\n");
    const received = await receiveFile(bench.doors(), { network: "essai", fileName: "a.csv", path, limits: LIMITS });
    const id = received.ok ? received.value.id : "";
    await post(`/essai/importer/${id}/lancer`, {});
    const late = await post(`/essai/importer/${id}/colonnes`, { c1: "description" });
    expect([303, 409]).toContain(late.status);
    const { rows } = await bench.pool.query("select mapping from imports where id = $1", [id]);
    expect(rows[0].mapping).toEqual(["title", "place"]);
  });
});

describe("a clock that steps", () => {
  test("by hours, back and forth, ends no session early and keeps the journal in its order", async () => {
    const started = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: started });
    try {
      for (const hours of [0, 3, -3, 26, -26, 1]) {
        vi.setSystemTime(started + hours * 3_600_000);
        expect([hours, (await site.asMember(admin)("/compte")).status]).toEqual([hours, 200]);
        const saved = await post("/essai/rapports/brouillon", {
          lang: "fr",
          title: `À ${hours} h`,
          subtitle: "",
          foreword: "",
        });
        expect([hours, saved.status]).toEqual([hours, 303]);
      }
      vi.setSystemTime(started + 30 * 24 * 3_600_000);
      expect((await site.asMember(admin)("/compte")).status).toBe(303);
    } finally {
      vi.useRealTimers();
    }
    const { ok, chains } = await verifyAudit(bench.db, NO_ANCHORS, { only: null });
    expect([ok, chains.flatMap(({ faultCount }) => faultCount)]).toEqual([true, chains.map(() => 0)]);
    const { rows } = await bench.pool.query("select position from audit_entries where chain = $1 order by position", [
      network,
    ]);
    expect(rows.map(({ position }) => Number(position))).toEqual(
      rows.map((_, index) => index + Number(rows[0].position)),
    );
  });
});
