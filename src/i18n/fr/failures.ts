import { formatNumber } from "../format.ts";
import { backupFailures } from "./backup.ts";
import { territoriesFailures } from "./territories.ts";

type P = Record<string, string | number | boolean | null>;

/** What happened, where, and how to mend it, for each failure code of the actions. */
export const failures = {
  search_place: (p: P) =>
    `Lieu inconnu : « ${p.value} ». Donnez un code officiel (35, 35238, region:53, 243500139) ou un point « latitude,longitude ».`,
  anchors_missing: (p: P) => `Aucune ancre ne peut être lue dans ${p.path} (${p.detail}). Vérifiez le chemin.`,
  audit_altered: (p: P) =>
    `Le journal n’est pas tel qu’il fut écrit : ${p.faults} ${Number(p.faults) > 1 ? "altérations" : "altération"}.`,
  unknown: (p: P) => `Une erreur est survenue${p.code ? ` (${p.code})` : ""}. Rien n’a été modifié.`,
  input: () => "La demande est incomplète ou mal formée.",
  forbidden: () => "Vous n’avez pas le droit de faire cela dans ce réseau.",
  network: (p: P) => `Le réseau « ${p.network} » n’existe pas. Vérifiez son nom, ou créez-le.`,
  network_invalid: () => "Le nom court d’un réseau s’écrit en minuscules sans accent, avec des chiffres et des tirets.",
  slug_reserved: (p: P) => `« ${p.slug} » est un mot réservé : choisissez un autre nom court.`,
  slug_taken: (p: P) => `Un réseau « ${p.slug} » existe déjà.`,
  generation_other: (p: P) =>
    `Le réseau « ${p.network} » existe et n’a pas été inventé avec la graine ${p.seed} par cette version. Choisissez un autre nom court, ou sa graine.`,
  generation_mixed: (p: P) =>
    `Le réseau « ${p.network} » a reçu d’autres réponses depuis qu’il a été inventé. Choisissez un autre nom court.`,
  area_unknown: (p: P) =>
    `Aucun territoire du code officiel ne porte le code « ${p.code} ». Choisissez-le sur la carte de France.`,
  initiative: (p: P) => `Aucune initiative ne porte le numéro ${p.key}.`,
  territory: (p: P) => `Aucun territoire ne porte ce code : ${p.code}.`,
  domain_unknown: (p: P) => `Le domaine « ${p.domain} » n’existe pas dans ce réseau.`,
  grid_exists: (p: P) => `Ce réseau a déjà une grille, version ${p.version}.`,
  coding_target_unknown: (p: P) =>
    `Aucune réponse n° ${p.number} ou aucune dimension « ${p.dimension} » pour ce codage.`,
  finding_tie_unknown: (p: P) =>
    `Constat ${p.finding} du domaine « ${p.domain} » ou réponse n° ${p.number} introuvable.`,
  strength_tie_unknown: (p: P) => `Ligne de force « ${p.strength} » ou réponse n° ${p.number} introuvable.`,
  quote_not_in_statement: (p: P) => `La citation ne figure pas dans la réponse n° ${p.number} : « ${p.quote} ».`,
  import: () => "Cet import n’existe pas, ou plus.",
  keys_missing: (p: P) =>
    `Des valeurs sont chiffrées avec des clés qui ne sont pas ici : ${p.keys}. Remettez keys.json ou ANCRAGE_KEYS avant de changer de clé.`,
  keys_wrong: (p: P) =>
    `${p.values} valeurs ne s’ouvrent pas avec la clé qui porte leur nom : ce n’est pas la bonne. Remettez la copie de keys.json qui les a chiffrées.`,
  keys_of_configuration: () =>
    "Les clés viennent de ANCRAGE_KEYS : ajoutez-y la nouvelle en premier sur chaque serveur, redémarrez-les, puis lancez ancrage keys rotate.",
  person_unsaid: () => "Écrivez au moins un nom, une adresse ou un numéro, de trois signes ou plus.",
  person_changed: () => "Ce compte n’est plus de ceux que ces mots désignent. Cherchez de nouveau.",
  last_administrator_leaves: (p: P) =>
    `Personne d’autre n’administre ${p.networks}. Donnez d’abord ce rôle à quelqu’un, puis recommencez.`,
  last_administrator_of_installation: () =>
    "Personne d’autre n’administre cette installation. Donnez d’abord ce rôle à quelqu’un.",
  words_missing: () => "Un accord se garde avec ses mots.",
  comment_empty: () => "Écrivez votre commentaire avant de l’envoyer.",
  comment_long: (p: P) => `Ce commentaire dépasse ${p.most} signes. Coupez-le en deux.`,
  key_missing: () =>
    "Ce texte est chiffré, et la clé qui l’ouvre n’est pas sur ce serveur. Remettez le fichier keys.json, ou ANCRAGE_KEYS.",
  import_right_lost: () =>
    "La personne qui a lancé cet import n’a plus le droit d’importer dans ce réseau. Quelqu’un qui l’a peut le relancer.",
  import_abandoned: () => "Le programme qui faisait cet import s’est arrêté avant la fin.",
  import_not_ready: () => "Cet import a déjà été lancé.",
  import_busy: () => "Un autre import de ce réseau est en cours. Réessayez quand il sera fini.",
  title_column_missing: () => "Aucune colonne ne donne l’intitulé. Indiquez laquelle avant d’importer.",
  file_missing: (p: P) => `Le fichier ${p.path} est introuvable ou illisible.`,
  file_refused: (p: P) => `Ce fichier ne peut pas être lu (${p.reason}).`,
  review_item: () => "Ce point à vérifier n’existe plus.",
  review_settled: () => "Ce point a déjà été tranché par quelqu’un.",
  review_choice: () => "Choisissez une des lectures proposées, ou saisissez un lieu que nous puissions reconnaître.",
  sheet_fields: () => "Certains champs de la fiche sont à corriger.",
  edit_conflict: () => "Une autre personne a modifié les mêmes champs pendant que vous écriviez.",
  version: (p: P) => `Cette fiche n’a pas de version ${p.number ?? ""}.`,
  version_moved: () =>
    "La fiche a changé depuis l’ouverture de cette page. Relisez la comparaison avant de rétablir cette version.",
  deletion: () => "Cette fiche n’est plus dans la corbeille : elle a été effacée pour de bon.",
  draft: () => "Ce brouillon n’existe pas, ou n’est pas le vôtre.",
  draft_sent: () => "Ce brouillon a déjà été envoyé : c’est maintenant une proposition.",
  proposal: () => "Cette proposition n’existe pas.",
  proposal_sent: () => "Ce formulaire a déjà été envoyé. Ce que vous y avez écrit depuis n’est pas enregistré.",
  sheet_made: (p: P) =>
    `Ce formulaire a déjà servi : la fiche ${p.key} en est faite. Ce que vous y avez écrit depuis n’est pas enregistré.`,
  proposal_unknown: () => "Cette adresse de suivi ne mène à aucune proposition. Vérifiez qu’elle est entière.",
  proposal_other: () =>
    "Ce formulaire a déjà servi à quelqu’un d’autre. Vos mots sont gardés ci-dessous : envoyez-les de nouveau, ou connectez-vous d’abord s’ils viennent d’un de vos brouillons.",
  proposal_incomplete: () => "Ce formulaire est incomplet. Ouvrez-en un nouveau et copiez-y votre texte.",
  proposal_nothing: () => "Rien n’est changé : modifiez au moins un champ avant d’envoyer.",
  proposal_decided: () => "Cette proposition a déjà été tranchée par quelqu’un.",
  proposal_moved: () => "La fiche a changé depuis l’ouverture de cette page. Relisez les différences avant d’accepter.",
  proposal_choose: () => "Choisissez au moins un champ à accepter, ou refusez la proposition.",
  proposal_sheet_gone: () => "La fiche à corriger n’est plus publiée. Refusez la proposition, ou rétablissez la fiche.",
  consent_missing: () =>
    "Pour recevoir la réponse par courriel, cochez la case qui nous permet de garder votre adresse.",
  same_initiative: () => "Une initiative ne peut pas être fusionnée avec elle-même.",
  merge_changed: () =>
    "L’une des deux initiatives a changé depuis l’ouverture de cette page. Relisez avant de fusionner.",
  sheet_merged: (p: P) => `Cette fiche vient d’être fusionnée avec la fiche ${p.key}. Rien n’a été changé.`,
  merge_undecided: (p: P) => `Il reste à trancher : ${p.fields}.`,
  merge: () => "Cette fusion n’existe pas, ou a déjà été défaite.",
  merge_not_last: () => "Une fusion plus récente porte sur cette initiative : défaites-la d’abord.",
  duplicate: () => "Ce rapprochement n’est plus proposé.",
  report: (p: P) => `Le rapport ${p.number ?? ""} n’existe pas.`,
  report_busy: () => "Un rapport est déjà en composition : attendez qu’il soit prêt avant d’en sceller un autre.",
  sent_twice: () =>
    "Cette demande vient d’être envoyée deux fois. Rechargez la page pour voir ce que la première a fait.",
  report_empty: () => "Ce réseau n’a encore aucune initiative : il n’y a rien à publier.",
  report_too_large: (p: P) =>
    `Ce réseau a ${p.initiatives} initiatives : un rapport en imprime ${p.most} au plus. Les données de toutes se téléchargent depuis la liste.`,
  report_unknown_file: () => "Ce fichier n’est pas celui d’un rapport scellé ici, ou il a été modifié.",
  port_taken: (p: P) => `Le port ${p.port} est déjà pris. Choisissez-en un autre avec --port.`,
  cannot_listen: (p: P) => `Impossible d’écouter sur ${p.host}:${p.port} (${p.detail}).`,
  database_unreachable: (p: P) =>
    `La base de données ne répond pas (${p.detail}). Vérifiez DATABASE_URL et que PostgreSQL est démarré.`,
  database_right_missing: (p: P) =>
    `PostgreSQL refuse à la propriétaire de la base un droit dont Ancrage a besoin : ${p.detail}. Voir docs/guides/operating.md, « Deux rôles ».`,
  database_role_not_given: (p: P) =>
    `Le rôle ${p.owner} ne peut pas travailler sous ${p.role}. Qui administre le serveur fait : grant ${p.role} to "${p.owner}" ; ou bien donnez deux adresses, DATABASE_URL et DATABASE_OWNER_URL (docs/guides/operating.md).`,
  database_role_unsafe: (p: P) =>
    `Sous le rôle ${p.role}, PostgreSQL ne séparerait pas les réseaux (${p.faults}). DATABASE_URL doit mener à un rôle qui ne possède rien, membre de ancrage_app ; l’adresse de la propriétaire va dans DATABASE_OWNER_URL (docs/guides/operating.md).`,
  database_too_old: (p: P) => `PostgreSQL ${p.version} est trop ancien : il faut la version 15 ou une plus récente.`,
  binaries_missing: (p: P) =>
    `Aucun PostgreSQL n’est fourni pour cette machine (${p.platform ?? ""}). Indiquez le vôtre par DATABASE_URL.`,
  data_unreadable: (p: P) =>
    `Le dossier de données ${p.path} est illisible. Vérifiez ses droits, ou choisissez-en un autre avec --data.`,
  other_major: (p: P) =>
    `Les données de ${p.path} ont été écrites par PostgreSQL ${p.found} ; cet Ancrage apporte PostgreSQL ${p.expected}, qui ne les lit pas. Rien n’a été changé. Avec la version précédente d’Ancrage : ancrage backup --out FICHIER. Puis avec celle-ci, dans un nouveau dossier : ancrage restore FICHIER --data NOUVEAU_DOSSIER. Gardez l’ancien dossier jusqu’à ce que tout soit vérifié.`,
  disk_full: (p: P) => `Le disque est plein (${p.path ?? ""}). Libérez de la place puis relancez : rien n’a été perdu.`,
  no_unprivileged_place: () =>
    "PostgreSQL refuse de tourner en administrateur et aucun dossier accessible à un utilisateur ordinaire n’a été trouvé. Lancez Ancrage sous un autre utilisateur, ou choisissez --data.",
  locked_by_other: (p: P) => `Un autre programme utilise déjà le dossier ${p.path ?? ""}.`,
  start_failed: (p: P) => `PostgreSQL n’a pas démarré : ${p.detail ?? p.tail ?? ""}`,
  cannot_write: (p: P) => `Impossible d’écrire ${p.path} (${p.detail}).`,
  actor: () => "Cet acteur n’existe pas dans ce réseau.",
  export_too_large: (p: P) =>
    `${formatNumber(Number(p.initiatives), "fr")} fiches ne tiennent pas dans un classeur fait ici (${formatNumber(Number(p.most), "fr")} au plus). Prenez le CSV, que les tableurs ouvrent, ou filtrez la liste.`,
  export_format: () => "Ce format n’existe pas. Formats : csv, xlsx, geojson, jsonld, json, parquet.",
  not_published: (p: P) =>
    `Le réseau « ${p.network} » ne publie pas : il n’a pas de données ouvertes. Publiez-le d’abord.`,
  open_data_file: () =>
    "Ce fichier n’existe pas, ou n’est pas encore prêt. La page des données ouvertes dit lesquels le sont.",
  open_data_file_away: () =>
    "Ce fichier n’est pas sur ce serveur : il y est refait de lui-même. Revenez dans quelques minutes.",
  report_differs: (p: P) =>
    `Le fichier ou les données diffèrent de ce qui a été scellé (${p.differences} différence(s) dans les données).`,
  "report.compose.refused": (p: P) => `Le PDF ne respecterait pas la norme d’accessibilité : ${p.message}`,
  "report.compose.timeout": () =>
    "La composition du rapport a pris trop de temps et a été arrêtée. Réessayez quand la machine est moins occupée.",
  "report.compose.aborted": () => "La composition du rapport a été arrêtée.",
  "report.compose.memory": (p: P) => `Le rapport est trop grand pour la mémoire permise (${p.mb} Mo).`,
  "report.compose.crashed": (p: P) => `La composition du rapport s’est arrêtée : ${p.message}`,
  report_not_failed: () => "Ce rapport est déjà composé, ou en train de l’être.",
  job: () => "Ce travail n’attend plus de décision : quelqu’un l’a relancé ou mis de côté.",
  job_lost: () => "Le programme qui faisait ce travail s’est arrêté avant la fin, à chaque essai.",
  job_late: () => "Ce travail a pris plus de temps que permis et a été arrêté.",
  job_database_away: () => "La base de données ne répondait pas.",
  job_database: (p: P) =>
    `La base de données a refusé ce travail (${p.code}${p.constraint ? `, ${p.constraint}` : ""}).`,
  job_crashed: (p: P) => `Le programme a rencontré une erreur imprévue (${p.error} : ${p.message}).`,
  doctor_found: (p: P) => `${p.count} point(s) à voir.`,
  socket_trouble: (p: P) =>
    `PostgreSQL ne peut pas ouvrir sa prise locale dans ${p.path} (${p.reason}). Choisissez un dossier de données au chemin plus court.`,
  wrong_password: () => "L’adresse ou le mot de passe n’est pas le bon.",
  wrong_current_password: () => "Le mot de passe actuel n’est pas le bon.",
  password_short: (p: P) => `Ce mot de passe est trop court : ${p.least ?? 12} caractères au moins.`,
  password_long: () => "Ce mot de passe est trop long : 128 caractères au plus.",
  link_used: () => "Ce lien a déjà servi, ou a expiré. Demandez-en un autre.",
  code_spent: () => "Ce code a déjà servi. Attendez que votre application affiche le suivant.",
  wrong_code: () => "Ce code n’est pas le bon. Attendez le suivant, et vérifiez l’heure de votre téléphone.",
  sign_in_again: () => "La connexion a pris trop de temps, ou trop d’essais. Recommencez-la.",
  account_locked: () => "Trop de codes faux : ce compte est fermé pour un quart d’heure.",
  codes_sealed: () =>
    "Vos codes sont chiffrés avec un secret qui n’est plus sur ce serveur. Demandez un lien de connexion à qui l’administre.",
  sign_in_refused: (p: P) => `La connexion n’a pas été acceptée (${p.detail}).`,
  not_invited: () => "Personne ne vous a encore invité·e. Demandez une invitation à qui administre votre réseau.",
  right_over_two: () => "Choisissez un territoire ou une fiche, pas les deux.",
  right_out_of_reach: (p: P): string =>
    p.expected === "territory"
      ? "Ce rôle se donne sur un territoire : indiquez son niveau et son code officiel."
      : p.expected === "initiative"
        ? "Ce rôle se donne sur une fiche : indiquez son numéro."
        : "Ce rôle se donne sur tout le réseau : n’indiquez ni territoire ni fiche.",
  territory_unknown: (p: P) => `Aucun territoire de ce niveau ne porte le code « ${p.code} ».`,
  right_already_ended: () => "La date de fin est déjà passée.",
  right_already_held: (p: P) => `${p.email} a déjà ce rôle.`,
  right: () => "Ce rôle n’existe plus, ou a déjà été retiré.",
  person: () => "Cette personne n’est pas du réseau : invitez-la.",
  invitation: () => "Cette invitation n’existe pas, ou plus.",
  out_of_reach: () => "Cette fiche n’est pas dans la partie du réseau qui vous est confiée.",
  address_wrong: () => "Cette adresse électronique n’est pas complète, par exemple prenom.nom@exemple.fr.",
  address_taken: () => "Un compte existe déjà à cette adresse.",
  administrator_exists: () => "Quelqu’un administre déjà cette installation.",
  account: (p: P) => `Aucun compte à l’adresse ${p.email}.`,
  territory_incomplete: () => "Indiquez le niveau du territoire et son code officiel, ou aucun des deux.",
  second_factor_needed: () => "Un de vos rôles exige la double vérification : elle ne peut pas être retirée.",
  directory_away: () => "L’annuaire ne répond pas. Réessayez plus tard, ou entrez autrement.",
  name_missing: () => "Donnez votre nom.",
  last_administrator: () =>
    "C’est la dernière personne qui administre ce réseau : donnez ce rôle à quelqu’un d’autre avant de le retirer.",
  mail_held: () => "Ce message était en train de partir ailleurs, depuis trop longtemps.",
  mail_refused: (p: P) => `Le serveur de messagerie n’a pas pris le message (${p.detail}).`,
  ...territoriesFailures,
  ...backupFailures,
};
