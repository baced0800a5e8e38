export type Qualifier = "exactly" | "about" | "at_least" | "at_most" | "between" | "order_of_magnitude";

export type Figure = {
  /** Exact words of the source: `input.slice(start, end)`, from the qualifier to the period. */
  text: string;
  /** UTF-16 offsets in the input. */
  start: number;
  end: number;
  /** What is counted, in words of the source; the unit as typed when the clause says nothing more. */
  what: string;
  /** Lower bound, null when the words give none ("moins de 30"). */
  min: number | null;
  /** Upper bound, null when the words give none ("plus de 30"); equal to min for "exactly" and "about". */
  max: number | null;
  qualifier: Qualifier;
  /**
   * The counted noun as typed, lower-cased and without article or complement ("enfants", "agents et familles");
   * "euros" for every way to write them; "proportion" for shares, a ratio where 1 is the whole; "fois" for
   * multipliers; durations and distances keep theirs ("ans", "mois", "heures", "km"). Null when nothing says it.
   */
  unit: string | null;
  /**
   * What the quantity is for: a recurring time or occasion in the singular ("an", "mois", "semaine", "jour",
   * "opération"), a dated one ("2023", "2024-03", "2019-2024", "depuis 2019") or a length ("3 ans").
   */
  period: string | null;
};

/** Which kind of text is read: an answer made of figures, or prose that may hold some. */
export type FigureColumn = "figures" | "prose";
