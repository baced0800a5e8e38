type P = Record<string, string | number | boolean | null>;

const megabytes = (bytes: unknown) => `${Math.round(Number(bytes) / 1024 / 1024)} Mo`;

const kinds: Record<string, string> = {
  pdf: "un PDF",
  image: "une image",
  excel_97: "un ancien classeur Excel (.xls)",
  excel_binary: "un classeur Excel binaire (.xlsb)",
  open_document: "un document OpenDocument (.ods, .odt)",
  word: "un document Word",
  powerpoint: "une présentation",
  archive: "une archive",
  html: "une page web",
  xml: "un fichier XML",
  binary: "un fichier binaire",
};

/** Why a file, a row or a value could not be read, and how to mend it. */
export const reading = {
  refusals: {
    unreadable_file: (p: P) => `Le fichier ne peut pas être ouvert (${p.reason}).`,
    empty_file: () => "Le fichier est vide.",
    file_too_large: (p: P) =>
      `Le fichier pèse ${megabytes(p.bytes)} ; la limite est de ${megabytes(p.limit)}. Découpez-le en plusieurs.`,
    not_a_table: (p: P) =>
      `C’est ${kinds[String(p.kind)] ?? "un autre type de fichier"}, pas un tableau. Enregistrez-le au format CSV ou XLSX.`,
    encrypted_workbook: () => "Le classeur est protégé par un mot de passe. Enregistrez-en une copie sans protection.",
    damaged_workbook: (p: P) =>
      `Le classeur est abîmé (${p.part}). Ouvrez-le dans un tableur et enregistrez-le de nouveau.`,
    hostile_workbook: (p: P) =>
      `Le classeur n’est pas construit comme un tableur le ferait (${p.reason}, ${p.part}) : il n’a pas été ouvert.`,
    sheet_not_found: (p: P) => `La feuille « ${p.sheet} » n’existe pas. Feuilles : ${p.sheets}.`,
    no_header: (p: P): string =>
      p.reason === "no_rows"
        ? "Le fichier ne contient aucune ligne."
        : "Aucune ligne de titres de colonnes n’a été trouvée. Ajoutez-en une en tête du tableau : Intitulé, Lieu, Partenaires…",
    header_without_name: (p: P) => `Ligne ${p.line} : la colonne ${p.columns} n’a pas de titre. Donnez-lui en un.`,
    header_repeated: (p: P) =>
      `Ligne ${p.line} : le titre « ${p.names} » sert à plusieurs colonnes (${p.columns}). Distinguez-les.`,
    too_many_columns: (p: P) => `Le tableau a ${p.columns} colonnes ; la limite est de ${p.limit}.`,
    cell_too_large: (p: P) =>
      `Ligne ${p.line ?? "?"}, colonne ${p.column ?? "?"} : la cellule est trop longue (limite : ${p.limit} signes).`,
    unterminated_quote: (p: P) => `Ligne ${p.line}, colonne ${p.column} : un guillemet ouvert n’est jamais refermé.`,
    invalid_bytes: (p: P) =>
      `Ligne ${p.line} : des caractères ne sont pas en ${p.encoding}. Enregistrez le fichier en UTF-8.`,
    nul_bytes: (p: P) => `Ligne ${p.line} : le fichier contient des octets nuls ; ce n’est pas un texte.`,
  },
  problems: {
    title_missing: () => "l’intitulé manque ; la ligne est refusée.",
    number_repeated: (p: P) => `ce numéro est déjà celui de la ligne ${p.firstLine} ; la ligne est refusée.`,
    row_out_of_reach: () => "ce lieu n’est pas dans la partie du réseau qui vous est confiée ; la ligne est refusée.",
    row_repeated: (p: P) => `même intitulé et même lieu qu’à la ligne ${p.firstLine} ; la ligne est refusée.`,
    cell_too_long: (p: P) => `texte de ${p.length} signes, au-delà des ${p.limit} attendus.`,
    too_many_cells: (p: P) => `${p.cells} cellules pour ${p.columns} colonnes : un séparateur de trop ?`,
    formula_error: () => "la formule est en erreur ; attendu : une valeur.",
    formula_without_value: () => "la formule n’a pas de valeur enregistrée ; ouvrez puis enregistrez le classeur.",
    since_duration: () => "une ancienneté ne donne pas une année sûre ; attendu : une année, comme 2023.",
    since_out_of_range: (p: P) => `année hors des limites (1850 à ${p.lastYear}).`,
    since_several_years: () => "plusieurs années sont écrites ; attendu : celle du début.",
    since_not_a_year: () => "aucune année n’est lisible ; attendu : une année, comme 2023.",
    place_unknown: () => "aucun lieu connu n’est reconnu.",
    place_ambiguous: () => "plusieurs lieux portent ce nom.",
    place_doubtful: (p: P) => `lu ${p.label}, sans certitude.`,
    figures_unreadable: () => "aucune quantité n’est lisible ; les mots sont gardés.",
    partners_unreadable: () => "aucun acteur n’est lisible ; les mots sont gardés.",
    partner_person: () => "ressemble au nom d’une personne ; il n’est pas gardé comme organisation.",
    domain_stated: () => "un domaine est écrit ; il attend d’être décidé.",
    number_reused: (p: P) => `le numéro ${p.number} désigne déjà une autre initiative ; celle-ci reçoit le ${p.key}.`,
    place_changed: (p: P) => `le fichier dit maintenant autre chose que « ${p.before} », déjà tranché.`,
    unknown: (p: P) => `valeur à vérifier (${p.code}).`,
  },
};

/** The sentence of a problem of a row or a value, whatever its code. */
export function sayProblem(words: typeof reading, code: string, params: P): string {
  const known = Object.hasOwn(words.problems, code) ? words.problems[code as keyof typeof words.problems] : null;
  return known ? known(params) : words.problems.unknown({ code });
}

/** The sentence of a refused file, or null when the code is not one of those. */
export function sayRefusal(words: typeof reading, code: string, params: P): string | null {
  return Object.hasOwn(words.refusals, code) ? words.refusals[code as keyof typeof words.refusals](params) : null;
}
