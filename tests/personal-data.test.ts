import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { PERSONAL, PROCESSINGS, RETENTIONS, TABLES } from "../src/personal-data/register.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
});

type Column = { table: string; column: string };

/** What PostgreSQL has and nobody declared, what was declared twice, and what is declared and gone. */
function compare(real: Column[]): string[] {
  const declared = Object.entries(TABLES).flatMap(([table, { personal = {}, other }]) =>
    [...Object.keys(personal), ...other.split(" ")].map((column) => `${table}.${column}`),
  );
  const there = real.map(({ table, column }) => `${table}.${column}`);
  return [
    ...there.filter((one) => !declared.includes(one)).map((one) => `${one} is declared neither personal nor not`),
    ...declared.filter((one) => !there.includes(one)).map((one) => `${one} is declared and does not exist`),
    ...declared.filter((one, index) => declared.indexOf(one) !== index).map((one) => `${one} is declared twice`),
  ];
}

const readColumns = async (): Promise<Column[]> =>
  (
    await sql<Column>`select c.relname as "table", a.attname as "column" from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`.execute(
      bench.db,
    )
  ).rows;

describe("the register", () => {
  test("declares every column that PostgreSQL has, personal or not", async () => {
    const columns = await readColumns();
    expect(columns.length).toBeGreaterThan(300);
    expect(compare(columns)).toEqual([]);
  });

  test("would tell of a column that nobody declared, and of one that is gone", async () => {
    const columns = await readColumns();
    const more = [...columns, { table: "users", column: "phone" }];
    expect(compare(more)).toEqual(["users.phone is declared neither personal nor not"]);
    const fewer = columns.filter(({ table, column }) => !(table === "users" && column === "name"));
    expect(compare(fewer)).toEqual(["users.name is declared and does not exist"]);
  });

  test("uses every purpose and every retention that it states", () => {
    expect(new Set(PERSONAL.map(({ processing }) => processing))).toEqual(new Set(Object.keys(PROCESSINGS)));
    const used = new Set<string>(PERSONAL.map(({ retention }) => retention));
    expect(Object.keys(RETENTIONS).filter((name) => !used.has(name) && name !== "run")).toEqual([]);
  });
});
