import { formatNumber } from "../format.ts";
import type { failures as french } from "../fr/failures.ts";
import { backupFailures } from "./backup.ts";
import { territoriesFailures } from "./territories.ts";

type P = Record<string, string | number | boolean | null>;

export const failures: typeof french = {
  search_place: (p) =>
    `Unknown place: "${p.value}". Give an official code (35, 35238, region:53, 243500139) or a point "latitude,longitude".`,
  anchors_missing: (p: P) => `No anchor can be read in ${p.path} (${p.detail}). Check the path.`,
  audit_altered: (p: P) =>
    `The journal is not as it was written: ${p.faults} ${Number(p.faults) > 1 ? "alterations" : "alteration"}.`,
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
  keys_missing: (p) =>
    `Values are sealed with keys that are not here: ${p.keys}. Put back keys.json or ANCRAGE_KEYS before changing keys.`,
  keys_wrong: (p) =>
    `${p.values} values do not open with the key of that name: it is not the right one. Put back the copy of keys.json that sealed them.`,
  keys_of_configuration: () =>
    "Keys come from ANCRAGE_KEYS: put the new one first on every server, restart them, then run ancrage keys rotate.",
  person_unsaid: () => "Write at least one name, address or number, of three characters or more.",
  person_changed: () => "This account is no longer one that these words name. Search again.",
  last_administrator_leaves: (p) =>
    `Nobody else administers ${p.networks}. Give that role to somebody first, then try again.`,
  last_administrator_of_installation: () =>
    "Nobody else administers this installation. Give that role to somebody first.",
  words_missing: () => "A consent is kept with its words.",
  comment_empty: () => "Write your comment before sending it.",
  comment_long: (p) => `This comment is longer than ${p.most} characters. Cut it in two.`,
  key_missing: () =>
    "This is encrypted, and the key that opens it is not on this server. Put back the file keys.json, or ANCRAGE_KEYS.",
  import_right_lost: () =>
    "Whoever started this import may not import into this network any more. Somebody who may can start it again.",
  import_abandoned: () => "The program that did this import stopped before its end.",
  import_not_ready: () => "This import was already started.",
  import_busy: () => "Another import of this network is running. Try again when it is done.",
  title_column_missing: () => "No column gives the title. Say which one before importing.",
  file_missing: (p: P) => `The file ${p.path} was not found or cannot be read.`,
  file_refused: (p: P) => `This file cannot be read (${p.reason}).`,
  review_item: () => "This point to check no longer exists.",
  review_settled: () => "Somebody already settled this point.",
  review_choice: () => "Choose one of the proposed readings, or type a place that we can recognise.",
  sheet_fields: () => "Some fields of the sheet are to be mended.",
  edit_conflict: () => "Somebody else changed the same fields while you were writing.",
  version: (p) => `This sheet has no version ${p.number ?? ""}.`,
  version_moved: () =>
    "The sheet has changed since this page was opened. Read the comparison again before bringing this version back.",
  deletion: () => "This sheet is no longer in the basket: it was erased for good.",
  draft: () => "This draft does not exist, or is not yours.",
  draft_sent: () => "This draft was already sent: it is now a proposal.",
  proposal: () => "This proposal does not exist.",
  proposal_sent: () => "This form was already sent. What you have written in it since is not saved.",
  sheet_made: (p) =>
    `This form was already used: sheet ${p.key} was made of it. What you have written in it since is not saved.`,
  proposal_unknown: () => "This address leads to no proposal. Check that it is whole.",
  proposal_other: () =>
    "This form was used by somebody else already. Your words are kept below: send them again, or sign in first if they come from one of your drafts.",
  proposal_incomplete: () => "This form is incomplete. Open a new one and copy your text into it.",
  proposal_nothing: () => "Nothing is changed: change at least one field before sending.",
  proposal_decided: () => "Somebody has already decided of this proposal.",
  proposal_moved: () =>
    "The sheet has changed since this page was opened. Read the differences again before accepting.",
  proposal_choose: () => "Choose at least one field to accept, or refuse the proposal.",
  proposal_sheet_gone: () =>
    "The sheet to be corrected is no longer published. Refuse the proposal, or bring the sheet back.",
  consent_missing: () => "To hear the outcome by mail, tick the box that lets us keep your address.",
  same_initiative: () => "An initiative cannot be merged with itself.",
  merge_changed: () => "One of the two initiatives changed since this page was opened. Read again before merging.",
  sheet_merged: (p) => `This sheet was just merged with sheet ${p.key}. Nothing was changed.`,
  merge_undecided: (p: P) => `Still to be decided: ${p.fields}.`,
  merge: () => "This merge does not exist, or was already undone.",
  merge_not_last: () => "A more recent merge concerns this initiative: undo that one first.",
  duplicate: () => "These two are no longer proposed as duplicates.",
  report: (p: P) => `Report ${p.number ?? ""} does not exist.`,
  report_busy: () => "A report is already being composed: wait until it is ready before sealing another.",
  sent_twice: () => "This request was just sent twice. Reload the page to see what the first one did.",
  report_empty: () => "This network has no initiative yet: there is nothing to publish.",
  report_too_large: (p: P) =>
    `This network has ${p.initiatives} initiatives: a report prints ${p.most} at most. The data of all can be downloaded from the list.`,
  report_unknown_file: () => "This file is not that of a report sealed here, or it was modified.",
  port_taken: (p: P) => `Port ${p.port} is taken. Choose another with --port.`,
  cannot_listen: (p: P) => `Cannot listen on ${p.host}:${p.port} (${p.detail}).`,
  database_unreachable: (p: P) =>
    `The database does not answer (${p.detail}). Check DATABASE_URL and that PostgreSQL is started.`,
  database_right_missing: (p: P) =>
    `PostgreSQL refuses the owner of the database a right that Ancrage needs: ${p.detail}. See docs/guides/operating.md, “Two roles”.`,
  database_role_not_given: (p: P) =>
    `The role ${p.owner} may not work under ${p.role}. Whoever administers the server does: grant ${p.role} to "${p.owner}"; or give two addresses, DATABASE_URL and DATABASE_OWNER_URL (docs/guides/operating.md).`,
  database_role_unsafe: (p: P) =>
    `Under the role ${p.role}, PostgreSQL would not keep networks apart (${p.faults}). DATABASE_URL must lead to a role that owns nothing, member of ancrage_app; the owner’s address goes to DATABASE_OWNER_URL (docs/guides/operating.md).`,
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
  export_too_large: (p: P) =>
    `${formatNumber(Number(p.initiatives), "en")} sheets do not fit in a workbook made here (${formatNumber(Number(p.most), "en")} at most). Take the CSV, which spreadsheets open, or filter the list.`,
  export_format: () => "There is no such format. Formats: csv, xlsx, geojson, jsonld, json, parquet.",
  not_published: (p: P) => `The network “${p.network}” does not publish: it has no open data. Publish it first.`,
  open_data_file: () => "There is no such file, or it is not ready yet. The page of open data says which ones are.",
  open_data_file_away: () =>
    "This file is not on this server, where it is made again by itself. Come back in a few minutes.",
  report_differs: (p: P) =>
    `The file or the data differ from what was sealed (${p.differences} difference(s) in the data).`,
  "report.compose.refused": (p: P) => `The PDF would not respect the accessibility standard: ${p.message}`,
  "report.compose.timeout": () =>
    "Composing the report took too long and was stopped. Try again when the machine is less busy.",
  "report.compose.aborted": () => "The composition of the report was stopped.",
  "report.compose.memory": (p: P) => `The report is too large for the memory allowed (${p.mb} MB).`,
  "report.compose.crashed": (p: P) => `The composition of the report stopped: ${p.message}`,
  report_not_failed: () => "This report is already composed, or being composed.",
  job: () => "This job waits for no decision any more: somebody had it tried again or set it aside.",
  job_lost: () => "The program that did this work stopped before its end, at every try.",
  job_late: () => "This work took longer than it may and was stopped.",
  job_database_away: () => "The database did not answer.",
  job_database: (p: P) => `The database refused this work (${p.code}${p.constraint ? `, ${p.constraint}` : ""}).`,
  job_crashed: (p: P) => `The program met an error that was not foreseen (${p.error}: ${p.message}).`,
  doctor_found: (p: P) => `${p.count} point(s) to look at.`,
  socket_trouble: (p: P) =>
    `PostgreSQL cannot open its local socket in ${p.path} (${p.reason}). Choose a data folder with a shorter path.`,
  wrong_password: () => "The address or the password is not the right one.",
  wrong_current_password: () => "The current password is not the right one.",
  password_short: (p: P) => `This password is too short: ${p.least ?? 12} characters or more.`,
  password_long: () => "This password is too long: 128 characters at most.",
  link_used: () => "This link was used already, or is too old. Ask for another one.",
  code_spent: () => "This code was already used. Wait until your application shows the next one.",
  wrong_code: () => "This is not the right code. Wait for the next one, and check the clock of your telephone.",
  sign_in_again: () => "Signing in took too long, or too many attempts. Start again.",
  account_locked: () => "Too many wrong codes: this account is closed for a quarter of an hour.",
  codes_sealed: () =>
    "Your codes are encrypted under a secret that is no longer on this server. Ask whoever runs it for a link to sign in.",
  sign_in_refused: (p: P) => `Signing in was refused (${p.detail}).`,
  not_invited: () => "Nobody invited you yet. Ask whoever administers your network for an invitation.",
  right_over_two: () => "Choose a territory or a sheet, not both.",
  right_out_of_reach: (p: P): string =>
    p.expected === "territory"
      ? "This role is given over a territory: say its level and official code."
      : p.expected === "initiative"
        ? "This role is given over a sheet: say its number."
        : "This role is given over the whole network: say neither a territory nor a sheet.",
  territory_unknown: (p: P) => `No territory of this level bears the code “${p.code}”.`,
  right_already_ended: () => "The end date is past.",
  right_already_held: (p: P) => `${p.email} has this role already.`,
  right: () => "This role no longer exists, or was withdrawn already.",
  person: () => "This person is not of the network: invite them.",
  invitation: () => "This invitation does not exist, or no longer.",
  out_of_reach: () => "This sheet is not in the part of the network that is yours.",
  address_wrong: () => "This mail address is not complete, for instance first.last@example.org.",
  address_taken: () => "There is an account at this address already.",
  administrator_exists: () => "Somebody administers this installation already.",
  account: (p: P) => `There is no account at ${p.email}.`,
  territory_incomplete: () => "Say the level of the territory and its official code, or neither.",
  second_factor_needed: () => "One of your roles needs two-step verification: it cannot be removed.",
  directory_away: () => "The directory does not answer. Try again later, or enter another way.",
  name_missing: () => "Give your name.",
  last_administrator: () =>
    "This is the last person who administers the network: give the role to somebody else before withdrawing it.",
  mail_held: () => "This message was being sent elsewhere, for too long.",
  mail_refused: (p: P) => `The mail server did not take the message (${p.detail}).`,
  ...territoriesFailures,
  ...backupFailures,
};
