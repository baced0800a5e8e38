import { describe, expect, it } from "vitest";
import { readAdvisories } from "../scripts/checks/advisories.ts";
import { checkArrows } from "../scripts/checks/arrows.ts";
import { checkDoors } from "../scripts/checks/doors.ts";
import { checkEvidence } from "../scripts/checks/evidence.ts";
import { checkMigrations } from "../scripts/checks/migrations.ts";
import { checkReaches } from "../scripts/checks/reaches.ts";
import { parseSource, readSources } from "../scripts/checks/sources.ts";
import { checkTables, tablesOf } from "../scripts/checks/tables.ts";
import { checkWriters } from "../scripts/checks/writers.ts";

const arrows = (path: string, text: string) => checkArrows([parseSource(path, text)]).map(({ what }) => what);
const doors = (path: string, text: string) => checkDoors([parseSource(path, text)]).map(({ what }) => what);

describe("The arrows", () => {
  it("refuse that a domain knows the web, even by a type or when it runs", () => {
    expect(arrows("src/actors/a.ts", 'import type { C } from "../web/context.ts"; export type B = C;')).toEqual([
      "imports src/web/context.ts",
    ]);
    expect(arrows("src/actors/a.ts", 'export const f = () => import("../cli/run.ts");')).toEqual([
      "imports src/cli/run.ts",
    ]);
  });

  it("let the command line call an action and an action its own rules", () => {
    expect(arrows("src/cli/a.ts", 'import { f } from "../reports/actions/seal-report.ts"; f();')).toEqual([]);
    expect(arrows("src/reports/actions/b.ts", 'import { f } from "../model.ts"; f();')).toEqual([]);
  });

  it("let the design system take a type of the platform, never a value", () => {
    expect(arrows("src/ui/a.ts", 'import type { R } from "../platform/result.ts"; export type S = R;')).toEqual([]);
    expect(arrows("src/ui/a.ts", 'import { ok } from "../platform/result.ts"; ok(1);')).toEqual([
      "imports src/platform/result.ts",
    ]);
  });

  it("keep the typesetter out of the process that serves pages", () => {
    expect(
      arrows("src/web/a.ts", 'import { composePdf } from "../reports/compose-pdf.ts"; composePdf();'),
    ).toHaveLength(1);
    expect(arrows("src/web/a.ts", 'import t from "@myriaddreamin/typst-ts-node-compiler"; t();')).toHaveLength(1);
  });

  it("refuse barrels, drawers and circles", () => {
    expect(arrows("src/actors/index.ts", "export const a = 1;")).toEqual(["is a barrel by its name"]);
    expect(arrows("src/actors/a.ts", 'export { b } from "./b.ts";')).toEqual(["passes on the exports of another file"]);
    expect(arrows("src/actors/utils/a.ts", "export const a = 1;")).toEqual(["lies in utils/"]);
    const circle = checkArrows([
      parseSource("src/actors/a.ts", 'import { b } from "./b.ts"; export const a = () => b;'),
      parseSource("src/actors/b.ts", 'import { a } from "./a.ts"; export const b = () => a;'),
    ]);
    expect(circle.map(({ what }) => what)).toEqual([
      "is part of a circle: src/actors/a.ts → src/actors/b.ts → src/actors/a.ts",
    ]);
  });
});

describe("Reading across networks", () => {
  const sources = readSources("src/");
  const found = (path: string, text: string) =>
    checkReaches([...sources.filter((source) => source.path !== path), parseSource(path, text)]).map(
      ({ where }) => where,
    );

  it("is listed, wherever it is", () => {
    expect(checkReaches(sources)).toEqual([]);
    expect(found("src/actors/a.ts", 'everywhere("directory", () => 1);')).toEqual(["src/actors/a.ts"]);
    expect(found("src/actors/a.ts", "everywhere(why, () => 1);")).toEqual(["src/actors/a.ts"]);
    expect(found("src/cli/a.ts", 'export const command = {\n  reach: "everywhere",\n};')).toEqual(["src/cli/a.ts"]);
  });

  it("is listed no more once it is gone", () => {
    expect(found("src/people/own.sql.ts", "export const a = 1;")).toEqual(["src/people/own.sql.ts"]);
  });
});

describe("The clock and chance", () => {
  it("enter by the doors only", () => {
    expect(doors("src/figures/a.ts", "export const a = () => new Date();")).toEqual(["uses new Date() on line 1"]);
    expect(doors("src/figures/a.ts", "export const a = Math.random;")).toEqual(["uses Math.random on line 1"]);
    expect(doors("src/cli/a.ts", "export const a = Date.now();")).toEqual([]);
  });

  it("are not a date that was given", () => {
    expect(doors("src/figures/a.ts", "export const a = (iso: string) => new Date(iso);")).toEqual([]);
  });
});

describe("The tables", () => {
  const named = (text: string) => tablesOf(parseSource("src/x/a.sql.ts", `import { sql } from "kysely";\n${text}`));

  it("are seen in queries, in SQL, in pieces of SQL and behind a variable", () => {
    expect(named('db.selectFrom("figures as f").innerJoin("actors", "a", "b");')).toEqual([
      { table: "actors", writes: false },
      { table: "figures", writes: false },
    ]);
    expect(named("sql<number>`delete from merges m using initiatives`;")).toEqual([
      { table: "merges", writes: true },
      { table: "initiatives", writes: false },
    ]);
    expect(named("const piece = `select 1 from reports`;")).toEqual([{ table: "reports", writes: false }]);
    expect(named('for (const t of ["audiences"]) sql`update $' + "{sql.table(t)} set a = 1`;")).toEqual([
      { table: "audiences", writes: true },
    ]);
  });

  it("are written by their owner only, and a permission nobody uses is refused", () => {
    const write = parseSource("src/reports/a.sql.ts", 'db.insertInto("figures");');
    expect(checkTables([write], "", []).map(({ what }) => what)).toEqual(["writes the table figures"]);
    const permission = { file: /^src\/reports\//, tables: ["figures"], writes: true as const, why: "a test" };
    expect(checkTables([write], "", [permission])).toEqual([]);
    expect(checkTables([], "", [permission])).toHaveLength(1);
  });

  it("are written by the doors through actions only", () => {
    const reads = 'export async function listThem(db) { return db.selectFrom("figures"); }';
    const saves = 'async function save(db) { await db.insertInto("figures"); } export const keep = (db) => save(db);';
    const found = checkWriters([
      parseSource("src/initiatives/a.sql.ts", `${reads}\n${saves}`),
      parseSource("src/web/b.ts", 'import { keep, listThem } from "../initiatives/a.sql.ts"; keep(listThem);'),
    ]);
    expect(found.map(({ what }) => what)).toEqual(["calls keep of src/initiatives/a.sql.ts, which writes"]);
  });

  it("all have an owner", () => {
    expect(checkTables([], "create table orphans (id int);", []).map(({ what }) => what)).toEqual([
      "orphans has no owner",
    ]);
  });
});

describe("The migrations", () => {
  const migration = { name: "0001_a.sql", sql: "", checksum: "abc" };

  it("may change until they are released, then never", () => {
    expect(checkMigrations([migration], {}, "## [Unreleased]")).toEqual([]);
    expect(checkMigrations([migration], { "0001_a.sql": "abc" }, "")).toEqual([]);
    expect(checkMigrations([migration], { "0001_a.sql": "other" }, "")).toHaveLength(1);
    expect(checkMigrations([], { "0001_a.sql": "abc" }, "")).toHaveLength(1);
  });

  it("only add to what the version before uses, which still runs while the new one starts", () => {
    const old = { name: "0001_a.sql", sql: "create table plots (id uuid primary key, name text);", checksum: "abc" };
    const check = (sql: string) =>
      checkMigrations([old, { name: "0002_b.sql", sql, checksum: "d" }], { "0001_a.sql": "abc" }, "").map(
        ({ what }) => what,
      );
    for (const harmless of [
      "alter table plots add column soil text",
      "alter table plots add column soil text not null default ''",
      "alter table plots alter column name drop not null; create table seeds (id uuid not null);",
      "create table seeds (id uuid); alter table seeds rename to grains; drop table grains;",
      "-- drop table plots\ncreate index plots_name on plots (name)",
      "-- contract: nothing reads it since 0.3\nalter table plots drop column name",
    ])
      expect([harmless, check(harmless)]).toEqual([harmless, []]);
    for (const breaking of [
      "drop table plots",
      "alter table plots\n  drop column name",
      "alter table plots rename column name to title",
      "alter table only plots alter column name type varchar(20)",
      "alter table plots alter column name set not null",
      "alter table plots add column soil text not null",
    ])
      expect([breaking, check(breaking)]).toEqual([breaking, [expect.stringContaining("plots")]]);
  });

  it("must be locked once a version is released", () => {
    expect(checkMigrations([migration], {}, "## [0.1.0] - 2026-12-01")).toHaveLength(1);
  });
});

describe("The advisories", () => {
  it("refuse what is grave, let the rest pass, and say when nobody answered", () => {
    const answer = (severity: string) =>
      JSON.stringify({ vulnerabilities: { x: { severity, via: [{ title: "a hole" }] } } });
    expect(readAdvisories(answer("critical"))).toMatchObject([{ what: expect.stringContaining("a hole") }]);
    expect(readAdvisories(answer("high"))).toHaveLength(1);
    expect(readAdvisories(answer("moderate"))).toEqual([]);
    for (const away of ["", "<html>", '{"message":"405 Method Not Allowed","error":{}}', "null"])
      expect(readAdvisories(away)).toBeNull();
  });
});

describe("The demands of security", () => {
  it("need a state that is known, a file that exists, a reason, and all to be there", () => {
    const what = (row: string) => checkEvidence(row, (path) => path === "src/a.ts").map((one) => one.what);
    const missing = "tells of 0 of the 27 demands of V1";
    expect(what("")).toContain(missing);
    expect(what("| V1.1.1 | w | met | `src/a.ts` |")).not.toContain(missing);
    expect(what("| V1.1.1 | w | met | `src/b.ts` |")).toContain("shows V1.1.1 by src/b.ts, which does not exist");
    expect(what("| V1.1.1 | w | met | said |")).toContain("shows V1.1.1 by no file");
    expect(what("| V1.1.1 | w | not met | |")).toContain("gives no reason for V1.1.1");
    expect(what("| V1.1.1 | w | perhaps | `src/a.ts` |")).toContain('says of V1.1.1 that it is "perhaps"');
  });
});
