import { audit as auditEnglish } from "../i18n/en/audit.ts";
import { backup as backupEnglish } from "../i18n/en/backup.ts";
import { failures as english } from "../i18n/en/failures.ts";
import { keys as keysEnglish } from "../i18n/en/keys.ts";
import { reading as readingEnglish } from "../i18n/en/reading.ts";
import { reasons as reasonsEnglish } from "../i18n/en/reasons.ts";
import { territories as territoriesEnglish } from "../i18n/en/territories.ts";
import type { Lang } from "../i18n/format.ts";
import { audit as auditFrench } from "../i18n/fr/audit.ts";
import { backup as backupFrench } from "../i18n/fr/backup.ts";
import { failures as french } from "../i18n/fr/failures.ts";
import { keys as keysFrench } from "../i18n/fr/keys.ts";
import { reading as readingFrench, sayRefusal } from "../i18n/fr/reading.ts";
import { reasons as reasonsFrench } from "../i18n/fr/reasons.ts";
import { territories as territoriesFrench } from "../i18n/fr/territories.ts";
import type { JobState } from "../jobs/jobs.sql.ts";
import type { StandbyState } from "../platform/database/replicas.ts";
import type { Failure } from "../platform/result.ts";

const fr = {
  lang: "fr" as Lang,
  failures: french,
  audit: auditFrench,
  reading: readingFrench,
  reasons: reasonsFrench,
  territories: territoriesFrench,
  backup: backupFrench,
  keys: keysFrench,
  usage: "Usage",
  commands: "Commandes :",
  wrongCount: "Nombre de mots inattendu.",
  unknownCommand: (name: string) => `Commande inconnue : ${name}`,
  ready: (address: string) => `Ancrage est prêt : ouvrez ${address}`,
  elsewhere: (place: string) => `PostgreSQL ne peut pas entrer dans le dossier de données : la base est dans ${place}.`,
  firstLink: (address: string) =>
    `Personne n’administre encore cette installation. Ouvrez ce lien (il sert une fois, 24 heures) : ${address}`,
  signInLink: (address: string, minutes: number) =>
    `Lien de connexion (il sert une fois, ${minutes} minutes) : ${address}`,
  factorsRemoved: "Ses codes et ses clés d’accès sont retirés, ses appareils déconnectés, et une lettre le lui dit.",
  stopHint: "Ctrl-C pour arrêter.",
  stopping: "Arrêt en cours…",
  stopped: "Arrêté.",
  demoLoaded: (initiatives: number, ms: number) =>
    `Réseau de démonstration chargé : ${initiatives} initiatives en ${(ms / 1000).toFixed(1)} s.`,
  demoPresent: "Le réseau de démonstration est déjà là.",
  migrated: (n: number) =>
    n === 0 ? "La base est à jour." : n === 1 ? "1 migration appliquée." : `${n} migrations appliquées.`,
  importing: (done: number, total: number | null) => `Import : ${done}${total ? ` / ${total}` : ""} lignes`,
  imported: (read: number, created: number, updated: number, unchanged: number, rejected: number, review: number) =>
    `${read} lues, ${created} créées, ${updated} mises à jour, ${unchanged} inchangées, ${rejected} refusées, ${review} à vérifier.`,
  dryRun: "Rien n’a été écrit (--dry-run).",
  rejected: (line: number, column: string, value: string, message: string) =>
    `Ligne ${line}, ${column} : ${message}${value ? ` (« ${value} »)` : ""}`,
  settled: (network: string, s: { published: boolean; shared: boolean; licence: string | null }) =>
    `${network} : ${s.published ? "publié" : "non publié"}, ${s.shared ? "partagé dans l’espace commun" : "hors de l’espace commun"}, ${s.licence === null ? "sans licence" : `licence ${s.licence}`}.`,
  written: (path: string) => `Écrit : ${path}`,
  searchFound: (total: number) =>
    total === 0 ? "Aucune initiative." : total === 1 ? "1 initiative." : `${total} initiatives.`,
  searchMended: (typed: string, read: string) => `Personne n’a écrit « ${typed} » : cherché aussi « ${read} ».`,
  reindexed: (network: string, initiatives: number) => `${network} : ${initiatives} initiatives indexées.`,
  indexingAgain: (networks: number) =>
    networks === 1
      ? "Cette version indexe mieux les mots : l’index d’un réseau est refait…"
      : `Cette version indexe mieux les mots : les index de ${networks} réseaux sont refaits…`,
  generating: (done: number, total: number) => `Invention : ${done} initiatives sur ${total}`,
  generated: (network: string, created: number, total: number, seconds: number) =>
    `Réseau fictif « ${network} » : ${created} initiatives inventées en ${seconds.toFixed(1)} s, ${total} en tout.`,
  composing: (percent: number) => `Composition : ${percent} %`,
  openData: {
    made: (n: number) => `${n} fichiers de données ouvertes sont prêts.`,
    unchanged: (n: number) => `Les ${n} fichiers de données ouvertes étaient à jour.`,
    removed: () => "Les fichiers de données ouvertes ont été retirés.",
  } as Record<"made" | "unchanged" | "removed", (n: number) => string>,
  verified: "Le fichier est celui qui a été scellé, et les données n’ont pas changé depuis.",
  fileGenuine: "Le fichier est, octet pour octet, celui qui a été scellé.",
  recordAltered: "Les données scellées ont été modifiées dans la base depuis leur scellement.",
  fileAltered: "Le fichier n’est pas, octet pour octet, celui qui a été scellé.",
  differences: (n: number) =>
    n === 0
      ? "Les données d’aujourd’hui sont celles du rapport."
      : `${n} différence(s) entre le rapport scellé et les données d’aujourd’hui :`,
  jobs: {
    none: "Aucun travail en attente.",
    again: (queue: string, subject: string) => `Remis en file : ${queue} ${subject}.`,
    states: { waiting: "en attente", running: "en cours", retrying: "sera réessayé", dead: "abandonné" } as Record<
      JobState,
      string
    >,
  },
  checks: {
    node: "Node",
    data: "dossier de données",
    disk: "place libre",
    territories: "code officiel",
    database: "base de données",
    binaries: "PostgreSQL fourni",
    cluster: "dossier de la base",
    account: "compte de PostgreSQL",
    password: "fichier du mot de passe",
    server: "serveur",
    extensions: "extensions",
    clocks: "écart des horloges",
    migrations: "migrations",
    row_security: "rôle qui ne voit que les réseaux demandés",
    audit: "chaînes d’audit intactes",
    anchors: "dernière ancre du journal",
    failed: "imports et rapports en échec",
    dead_letters: "travaux abandonnés (ancrage jobs list --failed)",
    standby: "serveur de lecture",
    keys: "clés des champs confidentiels",
    secrets: "secrets des comptes",
    backups: "sauvegardes",
    backups_disk: "place libre pour les sauvegardes",
  } as Record<string, string>,
  oneAddress: "une seule adresse, celle de la propriétaire : voir DATABASE_OWNER_URL",
  standby: {
    ready: (behind: number) => `suit le serveur principal (retard : ${behind.toFixed(1)} s)`,
    behind: (behind: number) => `trop en retard pour être lu (${behind.toFixed(1)} s)`,
    lost: (_behind: number, detail: string) => `ne répond pas${detail ? ` : ${detail}` : ""}`,
    primary: () => "est le serveur principal en ce moment",
    not_standby: () => "n’est plus en veille, alors que DATABASE_URL mène à un autre serveur principal",
    other_data: () => "n’est pas une copie de cette base : son identifiant ou son nom diffère",
  } as Record<StandbyState, (behind: number, detail: string) => string>,
  check: (name: string, ok: boolean, detail: string) => `${ok ? "bien " : "À VOIR"}  ${name} : ${detail}`,
};

export type CliWords = typeof fr;

const en: CliWords = {
  lang: "en",
  failures: english,
  audit: auditEnglish,
  reading: readingEnglish,
  reasons: reasonsEnglish,
  territories: territoriesEnglish,
  backup: backupEnglish,
  keys: keysEnglish,
  usage: "Usage",
  commands: "Commands:",
  wrongCount: "Unexpected number of words.",
  unknownCommand: (name) => `Unknown command: ${name}`,
  ready: (address) => `Ancrage is ready: open ${address}`,
  elsewhere: (place) => `PostgreSQL cannot enter the data folder: the database is in ${place}.`,
  firstLink: (address) =>
    `Nobody administers this installation yet. Open this link (it works once, for 24 hours): ${address}`,
  signInLink: (address, minutes) => `Link to sign in (it works once, for ${minutes} minutes): ${address}`,
  factorsRemoved: "Her codes and passkeys are removed, her devices signed out, and a letter tells her.",
  stopHint: "Ctrl-C to stop.",
  stopping: "Stopping…",
  stopped: "Stopped.",
  demoLoaded: (initiatives, ms) =>
    `Demonstration network loaded: ${initiatives} initiatives in ${(ms / 1000).toFixed(1)} s.`,
  demoPresent: "The demonstration network is already there.",
  migrated: (n) =>
    n === 0 ? "The database is up to date." : n === 1 ? "1 migration applied." : `${n} migrations applied.`,
  importing: (done, total) => `Import: ${done}${total ? ` / ${total}` : ""} rows`,
  imported: (read, created, updated, unchanged, rejected, review) =>
    `${read} read, ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} refused, ${review} to check.`,
  dryRun: "Nothing was written (--dry-run).",
  rejected: (line, column, value, message) => `Line ${line}, ${column}: ${message}${value ? ` (“${value}”)` : ""}`,
  settled: (network, s) =>
    `${network}: ${s.published ? "published" : "not published"}, ${s.shared ? "shared in the common space" : "outside the common space"}, ${s.licence === null ? "no licence" : `licence ${s.licence}`}.`,
  written: (path) => `Written: ${path}`,
  searchFound: (total) => (total === 0 ? "No initiative." : total === 1 ? "1 initiative." : `${total} initiatives.`),
  searchMended: (typed, read) => `Nobody wrote "${typed}": "${read}" was looked for too.`,
  reindexed: (network, initiatives) => `${network}: ${initiatives} initiatives indexed.`,
  indexingAgain: (networks) =>
    networks === 1
      ? "This version indexes words better: the index of one network is made again…"
      : `This version indexes words better: the indexes of ${networks} networks are made again…`,
  generating: (done, total) => `Inventing: ${done} initiatives of ${total}`,
  generated: (network, created, total, seconds) =>
    `Fictitious network “${network}”: ${created} initiatives invented in ${seconds.toFixed(1)} s, ${total} in all.`,
  composing: (percent) => `Composing: ${percent}%`,
  openData: {
    made: (n) => `${n} files of open data are ready.`,
    unchanged: (n) => `The ${n} files of open data were up to date.`,
    removed: () => "The files of open data were taken away.",
  },
  verified: "The file is the one that was sealed, and the data have not changed since.",
  fileGenuine: "The file is, byte for byte, the one that was sealed.",
  recordAltered: "The sealed data were changed in the database after they were sealed.",
  fileAltered: "The file is not, byte for byte, the one that was sealed.",
  differences: (n) =>
    n === 0
      ? "Today’s data are those of the report."
      : `${n} difference(s) between the sealed report and today’s data:`,
  jobs: {
    none: "No job is waiting.",
    again: (queue, subject) => `Back in the queue: ${queue} ${subject}.`,
    states: { waiting: "waiting", running: "running", retrying: "to be tried again", dead: "given up" },
  },
  checks: {
    node: "Node",
    data: "data folder",
    disk: "free space",
    territories: "official code",
    database: "database",
    binaries: "shipped PostgreSQL",
    cluster: "cluster",
    account: "account of PostgreSQL",
    password: "password file",
    server: "server",
    extensions: "extensions",
    clocks: "clocks apart by",
    migrations: "migrations",
    row_security: "role that sees only the networks asked for",
    audit: "audit chains intact",
    anchors: "last anchor of the journal",
    failed: "failed imports and reports",
    dead_letters: "jobs given up (ancrage jobs list --failed)",
    standby: "standby",
    keys: "keys of confidential fields",
    secrets: "secrets of accounts",
    backups: "backups",
    backups_disk: "free space for backups",
  },
  oneAddress: "one address only, the owner’s: see DATABASE_OWNER_URL",
  standby: {
    ready: (behind) => `follows the primary (behind: ${behind.toFixed(1)} s)`,
    behind: (behind) => `too far behind to be read from (${behind.toFixed(1)} s)`,
    lost: (_behind, detail) => `does not answer${detail ? `: ${detail}` : ""}`,
    primary: () => "is the primary at the moment",
    not_standby: () => "is no standby any more, while DATABASE_URL leads to another primary",
    other_data: () => "is no copy of this database: its identifier or its name differs",
  },
  check: (name, ok, detail) => `${ok ? "good " : "LOOK "}  ${name}: ${detail}`,
};

/** The sentences of the command line in a language. */
export const cliWords = (lang: "fr" | "en"): CliWords => (lang === "en" ? en : fr);

/** The sentence of a failure, with the fields at fault when the input itself was wrong. */
export function sayFailure(words: CliWords, failure: Failure): string {
  const params = failure.params ?? {};
  const known = Object.hasOwn(words.failures, failure.code)
    ? words.failures[failure.code as keyof typeof words.failures]
    : null;
  const sentence =
    sayRefusal(words.reading, failure.code, params) ??
    (known ? known(params) : words.failures.unknown({ ...params, code: failure.code }));
  const issues =
    failure.kind === "invalid" ? (failure.issues ?? []).map((issue) => `\n  ${issue.path} : ${issue.message}`) : [];
  return sentence + issues.join("");
}
