import { Visitor } from "oxc-parser";
import { type Finding, isTest, type Source } from "./sources.ts";
import { CROSSINGS, type Crossing, OWNERS, PLACES } from "./table-owners.ts";

type Naming = { path: string; table: string; writes: boolean };

const READING = /^(selectFrom|innerJoin|leftJoin|rightJoin|fullJoin|using)$/;
const WRITING = /^(insertInto|updateTable|deleteFrom|replaceInto|mergeInto)$/;
const READ_SQL = /\b(?:from|join|using)\s+(?:only\s+)?"?([a-z_]+)"?/gi;
const WRITE_SQL =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?"?([a-z_]+)"?/gi;

const BEFORE_WRITTEN = /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+$/i;

/** Tables named where they should not be, and accepted crossings that no longer exist. */
export function checkTables(sources: Source[], migrations: string, crossings: Crossing[] = CROSSINGS): Finding[] {
  const gone = new Set([...migrations.matchAll(/drop table (?:if exists )?([a-z_]+)/g)].map((match) => match[1]!));
  const made = [...migrations.matchAll(/create table (?:if not exists )?([a-z_]+)/g)]
    .map((match) => match[1]!)
    .filter((table) => !gone.has(table));
  const namings = sources
    .filter(({ path }) => path.startsWith("src/") && !isTest(path))
    .flatMap((source) => tablesOf(source).map((naming) => ({ ...naming, path: source.path })));
  const used = new Set<Crossing>();
  const found = namings.flatMap((naming) => judge(naming, crossings, used));
  const unowned = made
    .filter((table) => !Object.hasOwn(OWNERS, table))
    .map((table) => ({
      where: "migrations",
      what: `${table} has no owner`,
      why: "each table has one folder that writes it",
    }));
  const idle = crossings
    .filter((crossing) => !used.has(crossing))
    .map((crossing) => ({
      where: "scripts/checks/table-owners.ts",
      what: `accepts a crossing that no longer exists: ${crossing.file} (${crossing.tables.join(", ")})`,
      why: "a permission nobody uses would let in what nobody judged",
    }));
  return [...unowned, ...found, ...idle];
}

function judge({ path, table, writes }: Naming, crossings: Crossing[], used: Set<Crossing>): Finding[] {
  const found: Finding[] = [];
  const owner = OWNERS[table]!;
  const folder = path.split("/")[1];
  if (!PLACES.some((place) => place.test(path))) {
    const why = "tables are named in *.sql.ts files and in actions, so that a change of schema has few places to visit";
    found.push({ where: path, what: `names the table ${table}`, why });
  }
  if (folder === owner) return found;
  const accepted = crossings.find(
    (crossing) => crossing.file.test(path) && crossing.tables.includes(table) && (!writes || crossing.writes === true),
  );
  if (accepted) used.add(accepted);
  else {
    const why = `${table} belongs to ${owner}: ask it by its actions or reads, or list the crossing with its reason in scripts/checks/table-owners.ts`;
    found.push({ where: path, what: `${writes ? "writes" : "reads"} the table ${table}`, why });
  }
  return found;
}

/** The tables a file names, once for reading and once for writing each. */
export function tablesOf({ program, text, imports }: Source): { table: string; writes: boolean }[] {
  const named = new Map<string, { table: string; writes: boolean }>();
  const add = (table: string | undefined, writes: boolean): void => {
    if (table !== undefined && Object.hasOwn(OWNERS, table)) named.set(`${table}${writes}`, { table, writes });
  };
  const writesSql = imports.some(({ to, names }) => to === "kysely" && names.includes("sql"));
  const words: string[] = [];
  const indirect = { read: false, written: false };
  new Visitor({
    Literal(node) {
      if (typeof node.value === "string") words.push(node.value);
    },
    CallExpression(node) {
      const { callee } = node;
      const name =
        callee.type === "Identifier"
          ? callee.name
          : callee.type === "MemberExpression" && callee.property.type === "Identifier"
            ? callee.property.name
            : "";
      const texts = node.arguments.slice(0, 2).map((argument) => text.slice(argument.start, argument.end));
      const tables = (texts[0] ?? "").match(/[a-z_]+(?=["'\s])/g) ?? [];
      if (READING.test(name) && /^["'[]/.test(texts[0] ?? "")) for (const table of tables) add(table, false);
      if (WRITING.test(name)) add(tables[0], true);
      if (name === "insertRows") add(/^"([a-z_]+)"/.exec(texts[1] ?? "")?.[1], true);
    },
    // Pieces of SQL are also written as plain templates, put together later.
    TemplateLiteral(node) {
      if (!writesSql) return;
      const written = node.quasis.map((part) => part.value.raw).join(" ? ");
      for (const [index, { start, end }] of node.expressions.entries()) {
        const given = /^sql\.table\((?:["']([a-z_]+)["'])?/.exec(text.slice(start, end));
        if (!given) continue;
        const writes = BEFORE_WRITTEN.test(node.quasis[index]!.value.raw);
        if (given[1]) add(given[1], writes);
        else indirect[writes ? "written" : "read"] = true;
      }
      for (const match of written.matchAll(WRITE_SQL)) add(match[1], true);
      for (const match of written.replace(/\bdelete\s+from\b/gi, "delete").matchAll(READ_SQL)) add(match[1], false);
    },
  }).visit(program);
  // The name of a table held in a variable: any word of the file that is one may be it.
  for (const word of words) {
    if (indirect.read) add(word, false);
    if (indirect.written) add(word, true);
  }
  return [...named.values()];
}
