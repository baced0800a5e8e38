import pg from "pg";
import { APPLICATION_ROLE } from "../database/roles.ts";
import { ADMIN, type Passwords } from "./cluster.ts";
import { type Door, SOCKET_PORT } from "./settings.ts";

/** Database of the product and the role that owns it, which is no superuser. */
export const APPLICATION = "ancrage";

/** Connection string for node-postgres (and libpq): the socket's folder goes in the query, as both read it there. */
export function urlOf(door: Door, user: string, password: string, database: string): string {
  const who = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return door.kind === "socket"
    ? `postgresql://${who}@localhost:${SOCKET_PORT}/${database}?host=${encodeURIComponent(door.dir)}`
    : `postgresql://${who}@127.0.0.1:${door.port}/${database}`;
}

/** How a trial went: in, nobody there, not accepting yet (or any more), role or database missing, or password refused. */
export type Trial = "ready" | "absent" | "waiting" | "unprepared" | "refused";

/** Opens real sessions as the product would, and creates its roles and database when they are missing. */
export async function tryDoor(door: Door, passwords: Passwords): Promise<Trial> {
  for (const [role, password] of [
    [APPLICATION, passwords.application],
    [APPLICATION_ROLE, passwords.pages],
  ] as const) {
    const trial = await withSession(urlOf(door, role, password, APPLICATION), async () => {});
    if (trial === "ready") continue;
    if (trial !== "refused" && trial !== "unprepared") return trial;
    return withSession(urlOf(door, ADMIN, passwords.admin, "postgres"), (client) => prepare(client, passwords));
  }
  return "ready";
}

async function withSession(url: string, work: (client: pg.Client) => Promise<void>): Promise<Trial> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: "ancrage start",
  });
  // A server that stops while we speak ends the session; the query in progress already reports it.
  client.on("error", () => {});
  try {
    await client.connect();
    await work(client);
    return "ready";
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    if (/^(ENOENT|ECONNREFUSED|ENOTSOCK|ENOTDIR|EACCES)$/.test(code)) return "absent";
    if (/^28/.test(code)) return "refused";
    if (code === "3D000") return "unprepared";
    // 57P03 cannot connect now, 57P01 being ended, 53300 every place taken; no code: the connection closed or took too long.
    if (/^(57P0[123]|53300|ECONNRESET|EPIPE|)$/.test(code)) return "waiting";
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function prepare(client: pg.Client, { application, pages }: Passwords): Promise<void> {
  // CREATEDB lets tests clone a template and a restored backup be checked beside the live database.
  await makeRole(client, APPLICATION, "CREATEDB", application);
  await makeRole(client, APPLICATION_ROLE, "NOCREATEDB NOBYPASSRLS", pages);
  await client.query(`GRANT ${APPLICATION_ROLE} TO ${APPLICATION}`);
  const database = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [APPLICATION]);
  if (!database.rowCount) await client.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`);
}

async function makeRole(client: pg.Client, name: string, rights: string, password: string): Promise<void> {
  const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [name]);
  const attributes = `LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION ${rights} PASSWORD ${client.escapeLiteral(password)}`;
  await client.query(`${role.rowCount ? "ALTER" : "CREATE"} ROLE ${name} ${attributes}`);
}
