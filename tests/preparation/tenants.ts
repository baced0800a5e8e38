import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";

/** Tables without a network's key, each with its reason: everything else is a network's, and begins with its key. */
export const NO_TENANT: Record<string, string> = {
  networks:
    "the list of the tenants: its own identifier is their key, and a distributed database keeps it on every node",
  users: "one account for the whole installation, whatever the networks it belongs to",
  sessions: "who signed in, before any network is known",
  accounts: "the ways into an account",
  verifications: "links and codes that wait, of the whole installation",
  two_factors: "the second factor of an account",
  passkeys: "the passkeys of an account",
  attempts: "attempts counted by address and account",
  mails: "letters that wait to be sent, to people of any network",
  retention_runs: "what was deleted on time, in the whole installation",
  migrations: "what was done to the schema, which is the same for all",
  backups: "a backup is of the whole installation",
};

/** Tables that name their tenant otherwise. */
const OTHER_KEYS: Record<string, string> = { networks: "id", audit_heads: "chain", audit_entries: "chain" };

/** The column that tells whose a row is. */
export const tenantKeyOf = (table: string): string => OTHER_KEYS[table] ?? "network_id";

export type Catalogue = {
  columns: { table: string; column: string; type: string; required: boolean }[];
  /** Unique and exclusion indexes, primary keys among them; a column that is an expression has no name. */
  uniques: { table: string; name: string; primary: boolean; columns: (string | null)[] }[];
  foreignKeys: { table: string; name: string; columns: string[]; target: string; targets: string[] }[];
  triggers: { table: string; name: string }[];
};

/** What a distributed PostgreSQL would refuse in a schema: one sentence for each thing. */
export function findUndistributable({ columns, uniques, foreignKeys, triggers }: Catalogue): string[] {
  const tables = [...new Set(columns.map(({ table }) => table))];
  const owned = tables.filter((table) => !Object.hasOwn(NO_TENANT, table));
  const keyless = owned.flatMap((table) => {
    const key = columns.find((column) => column.table === table && column.column === tenantKeyOf(table));
    if (!key) return [`${table} has no ${tenantKeyOf(table)}`];
    return key.type === "uuid" && key.required ? [] : [`${table}.${key.column} is not a uuid that is always there`];
  });
  const unled = uniques
    .filter(({ table, columns: [first] }) => owned.includes(table) && first !== tenantKeyOf(table))
    .map(({ table, name }) => `${table}: ${name} does not begin with ${tenantKeyOf(table)}`);
  const without = owned
    .filter((table) => !uniques.some((unique) => unique.table === table && unique.primary))
    .map((table) => `${table} has no primary key`);
  const fired = triggers
    .filter(({ table }) => tenantKeyOf(table) === "network_id" && owned.includes(table))
    .map(({ table, name }) => `${table} has the trigger ${name}`);
  return [...keyless, ...without, ...unled, ...foreignKeys.flatMap((key) => judgeForeignKey(key, owned)), ...fired];
}

function judgeForeignKey(
  { table, name, columns, target, targets }: Catalogue["foreignKeys"][number],
  owned: string[],
): string[] {
  if (!owned.includes(table))
    return owned.includes(target) ? [`${table}: ${name} leads from a table of all to ${target}, a tenant's`] : [];
  const at = columns.indexOf(tenantKeyOf(table));
  if (target !== "networks" && !owned.includes(target)) return [];
  return at >= 0 && targets[at] === tenantKeyOf(target)
    ? []
    : [`${table}: ${name} does not tie ${tenantKeyOf(table)} to ${tenantKeyOf(target)} of ${target}`];
}

type PlanNode = Record<string, unknown> & { "Node Type": string; Plans?: PlanNode[] };
export type Explained = { text: string; plan: PlanNode };

/** Wraps a pool so that each query, the first time it is asked, also leaves the plan that PostgreSQL makes for it. */
export function recordPlans(pool: pg.Pool, into: Map<string, Explained>): PostgresPool {
  return {
    options: {},
    end: async () => {},
    connect: async () => {
      const client = await pool.connect();
      const query = async (text: string, values: unknown[]) => {
        if (/^\s*(select|with|insert|update|delete|merge)\b/i.test(text) && !into.has(text)) {
          const { rows } = await client.query(`explain (verbose, format json) ${text}`, values);
          into.set(text, { text, plan: rows[0]["QUERY PLAN"][0].Plan });
        }
        return client.query(text, values);
      };
      return { query, release: (destroy?: boolean) => client.release(destroy) } as unknown as PostgresPoolClient;
    },
  };
}

/**
 * What of a plan crosses tenants: tables read without one being named, and joins whose sides are not tied by the tenant's
 * key. PostgreSQL carries the constant that one side was compared to over to all that equal it, so that a query of one
 * tenant shows it at every table.
 */
export function findCrossings({ plan }: Explained): string[] {
  const scans = new Map<string, string>();
  const conditions: string[] = [];
  const joins: PlanNode[] = [];
  visit(plan, (node) => {
    const table = node["Relation Name"];
    if (typeof table === "string" && node["Node Type"] !== "ModifyTable" && node.Schema === "public")
      scans.set(String(node.Alias), table);
    for (const [key, value] of Object.entries(node))
      if (/ Cond$|Filter$/.test(key) && typeof value === "string") conditions.push(value);
    if (/Nested Loop|Join/.test(node["Node Type"]) || hasSubPlan(node)) joins.push(node);
    conditions.push(...hashedTests(node));
  });
  const ties = tieAliases(scans, conditions);
  const owned = (alias: string) => !Object.hasOwn(NO_TENANT, scans.get(alias) ?? "migrations");
  const unbound = [...scans.keys()].filter((alias) => owned(alias) && !ties.isBound(alias));
  const untied = joins.flatMap((node) => {
    const groups = new Set([...aliasesUnder(node)].filter(owned).map(ties.groupOf));
    return groups.size > 1 ? [`joins ${[...aliasesUnder(node)].filter(owned).join(", ")} across tenants`] : [];
  });
  return [...unbound.map((alias) => `reads ${scans.get(alias)} (${alias}) of all tenants`), ...untied];
}

function visit(node: PlanNode, look: (node: PlanNode) => void): void {
  look(node);
  for (const child of node.Plans ?? []) visit(child, look);
}

const hasSubPlan = (node: PlanNode): boolean =>
  (node.Plans ?? []).some((child) => child["Parent Relationship"] === "SubPlan");

/**
 * What exists for each row may be gathered once, in a hash that each row is looked up in: the plan then shows the columns
 * compared as what the subplan gives, and no longer as a condition.
 */
function hashedTests(node: PlanNode): string[] {
  const hashed = (node.Plans ?? []).filter(
    (child) =>
      child["Parent Relationship"] === "SubPlan" && JSON.stringify(node).includes(`hashed ${child["Subplan Name"]})`),
  );
  return hashed.flatMap((child) => {
    const inner = aliasesUnder(child, true);
    const outer = [...aliasesUnder(node, true)].find((alias) => !inner.has(alias));
    const compared = (child.Output as string[]).filter((column) => /^\w+\.(network_id|chain)$/.test(column));
    return outer ? compared.map((column) => `(${column} = ${outer}.${column.split(".")[1]})`) : [];
  });
}

/** The names of the tables read under a node, with those of subqueries and functions when asked. */
function aliasesUnder(node: PlanNode, all = false): Set<string> {
  const found = new Set<string>();
  visit(node, (under) => {
    const named = all ? under.Alias !== undefined : under["Relation Name"] !== undefined;
    if (named && under["Node Type"] !== "ModifyTable") found.add(String(under.Alias));
  });
  return found;
}

const SIDE = String.raw`(?:(\w+)\.(network_id|chain|id)|('[0-9a-f-]{36}'::uuid|\$\d+|ANY \([^)]*\)))`;
const EQUALITY = new RegExp(`${SIDE} = ${SIDE}`, "g");

/** Groups the tables of a plan that are held to the same tenant, and tells which groups are held to one at all. */
function tieAliases(scans: Map<string, string>, conditions: string[]) {
  const parents = new Map<string, string>();
  const groupOf = (name: string): string => {
    const parent = parents.get(name);
    return parent === undefined || parent === name ? name : groupOf(parent);
  };
  const bound = new Set<string>();
  const nameOf = (alias?: string, column?: string, value?: string): string | null => {
    if (value !== undefined) return `=${value}`;
    const table = scans.get(alias!);
    // What a function or a subquery gives comes from a parameter, or from a scan that is judged by itself.
    if (table === undefined) return column === "network_id" ? `=${alias}` : null;
    return column === tenantKeyOf(table) ? alias! : null;
  };
  for (const condition of conditions)
    for (const [, a, aColumn, aValue, b, bColumn, bGiven] of condition.matchAll(EQUALITY)) {
      // One of several networks is not the same one for each table that is compared to them.
      const several = bGiven?.startsWith("ANY") && !/'\{[0-9a-f-]{36}\}'/.test(bGiven);
      const bValue = several ? `${bGiven} ${a}` : bGiven;
      const [left, right] = [nameOf(a, aColumn, aValue), nameOf(b, bColumn, bValue)];
      if (left === null || right === null) continue;
      parents.set(groupOf(left), groupOf(right));
      for (const name of [left, right]) if (name.startsWith("=") || scans.get(name) === "networks") bound.add(name);
    }
  return { groupOf, isBound: (alias: string) => [...bound].some((name) => groupOf(name) === groupOf(alias)) };
}
