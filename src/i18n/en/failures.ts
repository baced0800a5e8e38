import type { failures as french } from "../fr/failures.ts";
import { backupFailures } from "./backup.ts";
import { territoriesFailures } from "./territories.ts";

type P = Record<string, string | number | boolean | null>;

export const failures: typeof french = {
  search_place: (p) =>
    `Unknown place: "${p.value}". Give an official code (35, 35238, region:53, 243500139) or a point "latitude,longitude".`,
  unknown: (p: P) => `Something went wrong${p.code ? ` (${p.code})` : ""}. Nothing was changed.`,
  input: () => "The request is incomplete or malformed.",
  forbidden: () => "You may not do this in this network.",
  network: (p: P) => `There is no network “${p.network}”. Check its name, or create it.`,
  network_invalid: () => "A network’s short name is written in lower case without accents, with digits and hyphens.",
  slug_reserved: (p: P) => `“${p.slug}” is a reserved word: choose another short name.`,
  slug_taken: (p: P) => `A network “${p.slug}” already exists.`,
  generation_other: (p) =>
    `The network “${p.network}” exists and was not invented with the seed ${p.seed} by this version. Choose another short name, or its seed.`,
  generation_mixed: (p) =>
    `The network “${p.network}” received other answers since it was invented. Choose another short name.`,
  area_unknown: (p) => `No territory of the official code has the code “${p.code}”. Choose it on the map of France.`,
  initiative: (p: P) => `No initiative has the number ${p.key}.`,
  territory: (p) => `No territory bears this code: ${p.code}.`,
  domain_unknown: (p: P) => `There is no domain “${p.domain}” in this network.`,
  grid_exists: (p: P) => `This network already has a grid, version ${p.version}.`,
  coding_target_unknown: (p: P) => `No answer no. ${p.number}, or no dimension “${p.dimension}”, for this coding.`,
  finding_tie_unknown: (p: P) =>
    `Finding ${p.finding} of domain “${p.domain}” or answer no. ${p.number} was not found.`,
  strength_tie_unknown: (p: P) => `Line of force “${p.strength}” or answer no. ${p.number} was not found.`,
  quote_not_in_statement: (p: P) => `The quotation is not in answer no. ${p.number}: “${p.quote}”.`,
  import: () => "This import does not exist, or no longer.",
  import_not_ready: () => "This import was already started.",
  import_busy: () => "Another import of this network is running. Try again when it is done.",
  title_column_missing: () => "No column gives the title. Say which one before importing.",
  file_missing: (p: P) => `The file ${p.path} was not found or cannot be read.`,
  file_refused: (p: P) => `This file cannot be read (${p.reason}).`,
  review_item: () => "This point to check no longer exists.",
  review_settled: () => "Somebody already settled this point.",
  review_choice: () => "Choose one of the proposed readings, or type a place that we can recognise.",
  same_initiative: () => "An initiative cannot be merged with itself.",
  merge_changed: () => "One of the two initiatives changed since this page was opened. Read again before merging.",
  merge_undecided: (p: P) => `Still to be decided: ${p.fields}.`,
  merge: () => "This merge does not exist, or was already undone.",
  merge_not_last: () => "A more recent merge concerns this initiative: undo that one first.",
  duplicate: () => "These two are no longer proposed as duplicates.",
  report: (p: P) => `Report ${p.number ?? ""} does not exist.`,
  report_empty: () => "This network has no initiative yet: there is nothing to publish.",
  report_unknown_file: () => "This file is not that of a report sealed here, or it was modified.",
  port_taken: (p: P) => `Port ${p.port} is taken. Choose another with --port.`,
  cannot_listen: (p: P) => `Cannot listen on ${p.host}:${p.port} (${p.detail}).`,
  database_unreachable: (p: P) =>
    `The database does not answer (${p.detail}). Check DATABASE_URL and that PostgreSQL is started.`,
  database_too_old: (p: P) => `PostgreSQL ${p.version} is too old: version 15 or later is needed.`,
  binaries_missing: (p: P) =>
    `No PostgreSQL is shipped for this machine (${p.platform ?? ""}). Give yours in DATABASE_URL.`,
  data_unreadable: (p: P) =>
    `The data folder ${p.path} cannot be read. Check its permissions, or choose another with --data.`,
  other_major: (p: P) =>
    `The data of ${p.path} were written by PostgreSQL ${p.found}; this Ancrage brings PostgreSQL ${p.expected}, which does not read them. Nothing was changed. With the version of Ancrage before this one: ancrage backup --out FILE. Then with this one, into a new folder: ancrage restore FILE --data NEW_FOLDER. Keep the old folder until everything is verified.`,
  disk_full: (p: P) => `The disk is full (${p.path ?? ""}). Free some room and start again: nothing was lost.`,
  no_unprivileged_place: () =>
    "PostgreSQL refuses to run as root and no folder that an ordinary user can enter was found. Run Ancrage as another user, or choose --data.",
  locked_by_other: (p: P) => `Another program already uses the folder ${p.path ?? ""}.`,
  start_failed: (p: P) => `PostgreSQL did not start: ${p.detail ?? p.tail ?? ""}`,
  cannot_write: (p: P) => `Cannot write ${p.path} (${p.detail}).`,
  actor: () => "This actor does not exist in this network.",
  export_format: () => "There is no such format. Formats: csv, xlsx, geojson, jsonld, json, parquet.",
  not_published: (p: P) => `The network “${p.network}” does not publish: it has no open data. Publish it first.`,
  open_data_file: () => "There is no such file, or it is not ready yet. The page of open data says which ones are.",
  report_differs: (p: P) =>
    `The file or the data differ from what was sealed (${p.differences} difference(s) in the data).`,
  "report.compose.refused": (p: P) => `The PDF would not respect the accessibility standard: ${p.message}`,
  "report.compose.timeout": () =>
    "Composing the report took too long and was stopped. Try again when the machine is less busy.",
  "report.compose.aborted": () => "The composition of the report was stopped.",
  "report.compose.memory": (p: P) => `The report is too large for the memory allowed (${p.mb} MB).`,
  "report.compose.crashed": (p: P) => `The composition of the report stopped: ${p.message}`,
  doctor_found: (p: P) => `${p.count} point(s) to look at.`,
  socket_trouble: (p: P) =>
    `PostgreSQL cannot open its local socket in ${p.path} (${p.reason}). Choose a data folder with a shorter path.`,
  ...territoriesFailures,
  ...backupFailures,
};
