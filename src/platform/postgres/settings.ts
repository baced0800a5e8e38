/** How the server listens: a socket folder only its account enters, or a port of the loopback where sockets do not work. */
export type Door = { kind: "socket"; dir: string } | { kind: "port"; port: number };

/** Port in a socket's name; the folder is private to one cluster, so it never meets another. */
export const SOCKET_PORT = 5432;

/**
 * Settings for a small machine shared with the product itself. They go on the command line, not in the cluster's file,
 * so that a new version of the product may change them; whoever wants others uses DATABASE_URL.
 */
const TUNING: [name: string, value: string, reason: string][] = [
  ["shared_buffers", "128MB", "a network of thousands of initiatives fits; leaves the memory to Node and Typst"],
  ["effective_cache_size", "512MB", "what the system's own cache is likely to hold on 2 GB"],
  ["work_mem", "8MB", "sorts of a list stay in memory; 60 connections times that stays bearable"],
  ["maintenance_work_mem", "64MB", "index builds of an import"],
  ["max_connections", "60", "server, worker, command line and a test run, without reserving for hundreds"],
  ["jit", "off", "compiling costs more than any of our queries"],
  ["random_page_cost", "1.1", "solid-state disks: an index is worth reading"],
  ["io_method", "sync", "three processes fewer; the data fits in the cache"],
  ["max_wal_size", "512MB", "bounds the disk used between checkpoints"],
  ["min_wal_size", "32MB", "a quiet instance gives the disk back"],
  ["wal_level", "minimal", "nothing replicates from here; a bulk load writes half as much"],
  ["max_wal_senders", "0", "required by wal_level=minimal"],
  ["fsync", "on", "what was confirmed survives a power cut, whatever the cluster's file says"],
  ["synchronous_commit", "on", "same"],
  ["password_encryption", "scram-sha-256", "no password is ever stored readable"],
  ["ssl", "off", "a socket or the loopback: nothing to listen to in between"],
  ["timezone", "UTC", "times are stored and compared in one zone; pages convert"],
  ["log_timezone", "UTC", "same, to read it beside the product's log"],
  ["lc_messages", "C", "the product reads the log to say what is wrong"],
  ["logging_collector", "off", "the log goes to the file we opened, in the data folder"],
  ["log_error_verbosity", "terse", "DETAIL lines repeat row values: personal data has no place in a log"],
  ["log_min_error_statement", "panic", "same for the text of statements"],
  ["log_parameter_max_length_on_error", "0", "same for their parameters"],
  ["log_checkpoints", "off", "a line every five minutes hides the others"],
];

/** Command-line settings of the server for this door, as `name=value`. */
export function serverSettings(door: Door): string[] {
  const listening =
    door.kind === "socket"
      ? [
          "listen_addresses=",
          `unix_socket_directories=${quoteList(door.dir)}`,
          "unix_socket_permissions=0700",
          `port=${SOCKET_PORT}`,
        ]
      : ["listen_addresses=127.0.0.1", "unix_socket_directories=", `port=${door.port}`];
  return [...TUNING.map(([name, value]) => `${name}=${value}`), ...listening];
}

/** Quotes one element of a list setting, so that a folder's comma or space stays in its name. */
const quoteList = (value: string): string => `"${value.replaceAll('"', '""')}"`;
