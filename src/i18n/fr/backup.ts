type P = Record<string, string | number | boolean | null>;

const megabytes = (bytes: number): string =>
  `${(bytes / 1_000_000).toLocaleString("fr", { maximumFractionDigits: 1 })} Mo`;
const count = (n: number): string => n.toLocaleString("fr");
const moment = (iso: string): string => `${iso.slice(0, 10)} à ${iso.slice(11, 16)} UTC`;

/** Ce que disent la sauvegarde et la restauration. */
export const backup = {
  reading: (table: string, rows: number) => `Sauvegarde : ${table} (${count(rows)} lignes)`,
  verifying: "Vérification : l’archive est restaurée à côté…",
  writing: (table: string) => `Restauration : ${table}`,
  made: (path: string, bytes: number, rows: number, files: number, seconds: number) =>
    `Écrit : ${path} (${megabytes(bytes)}, ${count(rows)} lignes, ${count(files)} fichiers, en ${seconds.toFixed(1)} s)`,
  verified: "Vérifiée : restaurée à côté, chaque table y est la même, octet pour octet.",
  notVerified: "Cette sauvegarde n’a pas été vérifiée (--no-verify).",
  plain:
    "Elle n’est pas chiffrée : qui lit ce fichier lit tout, sauf les champs confidentiels, dont les clés n’y sont pas, non plus que la liste de qui fut effacé (gardez keys.json et erasures/ à part). Pour la chiffrer, clés et liste comprises : --passphrase-file.",
  unanchored: (detail: string) =>
    `Le journal n’a pas pu être ancré avant (${detail}) : la sauvegarde est faite, mais vérifiez ANCRAGE_ANCHORS.`,
  missing: (n: number, names: string) =>
    `${count(n)} fichier(s) que la base nomme ne sont plus dans le dossier de données : ${names}${n > 3 ? "…" : ""}`,
  restored: (rows: number, files: number, snapshot: string) =>
    `Restauré : ${count(rows)} lignes et ${count(files)} fichiers, tels que le ${moment(snapshot)}.`,
  keptIn: (schema: string) =>
    `Ce qui était là est gardé dans le schéma « ${schema} » de la base. Quand vous en serez sûr : drop schema ${schema} cascade;`,
  renamed: (n: number, names: string) =>
    `${count(n)} fichier(s) qui différaient portent un autre nom : ${names}${n > 3 ? "…" : ""}`,
  signInAgain: "Personne n’est plus connecté : chacun se connectera de nouveau.",
  erasedAgain: (accounts: number, rows: number) =>
    `Effacements demandés depuis, refaits : ${count(accounts)} comptes, ${count(rows)} lignes.`,
  erasedSealed:
    "Des champs confidentiels sont fermés par des clés qui ne sont pas ici : qui fut effacé peut y être encore. Remettez keys.json (ou ANCRAGE_KEYS) dans le dossier de données avant de restaurer.",
  erasedUnreadable: (n: number, places: string) =>
    `${count(n)} lignes de la liste de qui fut effacé sont illisibles (${places}${n > 3 ? "…" : ""}) : remettez une copie de ce fichier, ou qui fut effacé reviendrait.`,
  intoAlone: (folder: string) =>
    `--into ne change que la base : les fichiers reçus, le secret et les clés de l’archive iraient parmi ceux qui servent, dans ${folder}. Dites aussi où ils vont, dans un dossier à eux : ancrage restore FICHIER --into postgresql://… --data DOSSIER`,
  dataAlone: (folder: string, unset: string) =>
    `--data ne change que le dossier : la base resterait celle de DATABASE_URL, qui sert peut-être. Dites les deux.\n  Vers une base embarquée dans ce dossier : env ${unset} ancrage restore FICHIER --data ${folder}\n  Vers une autre base : ancrage restore FICHIER --into postgresql://… --data ${folder}\n  Vers la base de DATABASE_URL, avec ce dossier pour le sien : ANCRAGE_DATA=${folder} ancrage restore FICHIER`,
  reindexing: (network: string) => `PostgreSQL d’une autre version : l’index de « ${network} » est refait…`,
  none: "aucune sauvegarde planifiée (ANCRAGE_BACKUPS)",
  never: "aucune sauvegarde vérifiée",
  age: (hours: number, file: string, failure: string | null) =>
    `la dernière vérifiée a ${hours < 1 ? "moins d’une heure" : hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} jours`} (${file})${failure ? ` ; la dernière tentative a échoué : ${failure}` : ""}`,
};

/** Pourquoi une sauvegarde ou une restauration n’a pas eu lieu, et que faire. */
export const backupFailures = {
  backup_nothing: () => "Cette base ne contient rien d’Ancrage : il n’y a rien à sauvegarder.",
  backup_exists: (p: P) => `Le fichier ${p.path} existe déjà. Choisissez un autre nom, ou remplacez-le avec --force.`,
  backup_disk_full: (p: P) =>
    `Plus de place pour écrire ${p.path} (${megabytes(Number(p.freeBytes))} libres). Rien n’a été laissé : libérez de la place, ou écrivez ailleurs.`,
  backup_hidden_rows: () =>
    "Ce compte PostgreSQL ne voit pas toutes les lignes (row security) : la sauvegarde serait incomplète. Sauvegardez avec le propriétaire des tables.",
  backup_differs: (p: P) =>
    `L’archive restaurée à côté diffère de ce qui a été lu (${p.tables}). Elle n’a pas été gardée : recommencez, et regardez le disque et la mémoire de la machine.`,
  backup_unverifiable: (p: P) =>
    `L’archive est écrite, mais n’a pas pu être restaurée à côté pour la vérifier (${p.detail}). Donnez au compte le droit de créer une base (alter role … createdb), ou essayez-la par ancrage restore.`,
  archive_not_ours: () => "Ce fichier n’est pas une sauvegarde d’Ancrage.",
  archive_damaged: (p: P) =>
    `Cette archive est abîmée, tronquée ou modifiée (${p.where}${p.reason ? ` : ${p.reason}` : ""}). Rien n’a été changé : prenez-en une autre.`,
  archive_forged: (p: P) =>
    `Cette archive contient ce qu’Ancrage n’y met jamais (${p.what}). Rien n’a été changé : ne vous y fiez pas.`,
  archive_bomb: () => "Cette archive se décompresse sans fin. Rien n’a été changé : ne vous y fiez pas.",
  archive_newer: (p: P) =>
    `Cette archive vient d’un Ancrage plus récent (${p.what}). Installez cette version ou une plus récente, puis recommencez.`,
  archive_other_schema: (p: P) =>
    `Cette archive vient d’un autre Ancrage : la migration ${p.name} n’y est pas la même. Restaurez-la avec la version qui l’a écrite.`,
  passphrase_needed: () => "Cette archive est chiffrée. Donnez sa phrase secrète : --passphrase-file FICHIER.",
  passphrase_wrong: () => "Cette phrase secrète n’est pas celle de l’archive.",
  passphrase_short: (p: P) => `La phrase secrète doit avoir au moins ${p.least} caractères.`,
  passphrase_unreadable: (p: P) => `Le fichier de la phrase secrète est illisible : ${p.path} (${p.detail}).`,
  restore_not_empty: (p: P) =>
    `Cette base contient déjà des données (${p.tables} tables). Restaurez dans une base vide, ou ajoutez --force : ce qui est là sera mis de côté, pas effacé.`,
  restore_in_use: () => "Ancrage se sert de cette base. Arrêtez-le (serve, work), puis recommencez.",
  restore_forbidden: (p: P) =>
    `PostgreSQL refuse à ce compte ce qu’il faut pour restaurer (${p.detail}). Donnez-lui la base : alter database … owner to … ; si ce sont les extensions pg_trgm ou unaccent, qu’un administrateur les y crée.`,
  erasures_undone: (p: P) =>
    `Les données sont restaurées, mais des effacements demandés depuis n’ont pas pu être refaits (${p.undone}) : qui fut effacé est revenu. N’ouvrez pas l’installation : corrigez ce qui est dit plus haut, puis restaurez de nouveau avec --force.`,
  restore_disk_full: () => "Plus de place pour restaurer. Rien n’a été changé : libérez de la place, puis recommencez.",
};
