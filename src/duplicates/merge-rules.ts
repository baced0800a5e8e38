/** The texts of an initiative that a merge settles one by one. */
export const MERGED_TEXTS = ["need", "description", "impacts"] as const;

export type Side = "kept" | "merged";
export type TextChoice = Side | "both";

export type MergeChoices = {
  title: Side | { text: string };
  place: Side;
  since: Side;
  need: TextChoice;
  description: TextChoice;
  impacts: TextChoice;
  actors: TextChoice;
  figures: TextChoice;
  audiences: TextChoice;
  prospects: TextChoice;
  /** Keys of the domains in which the merged initiative stands. */
  domains: string[];
};

export type Mergeable = {
  title: string;
  need: string;
  description: string;
  impacts: string;
  since_year: number | null;
  scale: string | null;
};

/** The columns that the initiative that stays takes from the choices, apart from its place. */
export function mergedWords(kept: Mergeable, merged: Mergeable, choices: MergeChoices): Omit<Mergeable, "scale"> {
  const pick = (field: (typeof MERGED_TEXTS)[number]) => {
    const choice = choices[field];
    if (choice !== "both") return (choice === "kept" ? kept : merged)[field];
    return [...new Set([kept[field], merged[field]].filter((text) => text !== ""))].join("\n\n");
  };
  const title =
    typeof choices.title === "object" ? choices.title.text.trim() : (choices.title === "kept" ? kept : merged).title;
  return {
    title,
    need: pick("need"),
    description: pick("description"),
    impacts: pick("impacts"),
    since_year: (choices.since === "kept" ? kept : merged).since_year,
  };
}

/** The choices proposed before anybody decides: nothing is lost, and what only one says is taken. */
export function proposedChoices(
  kept: Mergeable & { domains: string[] },
  merged: Mergeable & { domains: string[] },
): MergeChoices {
  const text = (field: (typeof MERGED_TEXTS)[number]): TextChoice =>
    kept[field] === "" ? "merged" : merged[field] === "" || merged[field] === kept[field] ? "kept" : "both";
  return {
    title: "kept",
    place: kept.scale === null ? "merged" : "kept",
    since: kept.since_year === null ? "merged" : "kept",
    need: text("need"),
    description: text("description"),
    impacts: text("impacts"),
    actors: "both",
    figures: "both",
    audiences: "both",
    prospects: "both",
    domains: [...new Set([...kept.domains, ...merged.domains])],
  };
}
