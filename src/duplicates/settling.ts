import { mergeActors } from "../initiatives/list-item.ts";
import type { InitiativeRecord } from "../initiatives/records.sql.ts";
import { fold } from "./words.ts";

/** What two initiatives may say differently, in the order a person compares it. */
export const SETTLED = [
  "title",
  "domains",
  "place",
  "since",
  "need",
  "description",
  "audiences",
  "actors",
  "figures",
  "impacts",
  "prospects",
] as const;
export type SettledField = (typeof SETTLED)[number];

export type SettledChoice = "kept" | "merged" | "both" | "other";

/** How two sides stand: `undecided` is for a person alone, everything else comes with a proposal. */
export type Settling = {
  field: SettledField;
  state: "undecided" | "complement" | "one_side" | "differ";
  choices: SettledChoice[];
  proposed: SettledChoice | null;
};

/** What there is to settle before two initiatives become one, and what they already say alike. */
export function toSettle(
  kept: InitiativeRecord,
  merged: InitiativeRecord,
): { open: Settling[]; alike: SettledField[] } {
  const open: Settling[] = [];
  const alike: SettledField[] = [];
  for (const field of SETTLED) {
    const [a, b] = [contents(kept, field), contents(merged, field)];
    if (a === b) alike.push(field);
    else open.push(settle(field, a === "", b === ""));
  }
  return { open, alike };
}

// Where an initiative stands and what should come next commit the people who say it: no rule chooses between them.
const PERSONAL: ReadonlySet<SettledField> = new Set(["domains", "prospects"]);
const SINGLE: ReadonlySet<SettledField> = new Set(["place", "since"]);

function settle(field: SettledField, keptEmpty: boolean, mergedEmpty: boolean): Settling {
  const choices: SettledChoice[] =
    field === "title"
      ? ["kept", "merged", "other"]
      : SINGLE.has(field)
        ? ["kept", "merged"]
        : ["kept", "merged", "both"];
  if (keptEmpty || mergedEmpty) return { field, state: "one_side", choices, proposed: keptEmpty ? "merged" : "kept" };
  if (PERSONAL.has(field)) return { field, state: "undecided", choices, proposed: null };
  if (choices.includes("both")) return { field, state: "complement", choices, proposed: "both" };
  return { field, state: "differ", choices, proposed: "kept" };
}

/** What one side says of a field as one text to compare; empty when it says nothing. */
function contents(record: InitiativeRecord, field: SettledField): string {
  switch (field) {
    case "title":
    case "need":
    case "description":
    case "impacts":
      return record[field].trim();
    case "domains":
      return keyed(record.domains.map((domain) => domain.key));
    case "place": {
      const { scale, regions, departments, epci, communes, radiusKm, words } = record.place;
      return scale === null ? fold(words) : JSON.stringify([scale, regions, departments, epci, communes, radiusKm]);
    }
    case "since":
      return record.sinceYear === null ? "" : String(record.sinceYear);
    case "audiences":
      return keyed(record.audiences.map((audience) => fold(audience.label)));
    case "actors":
      return keyed(
        mergeActors(record.actors).map((actor) => `${actor.id} ${[...actor.roles].sort()} ${fold(actor.does ?? "")}`),
      );
    case "figures":
      return keyed(record.figures.map((figure) => fold(figure.text)));
    case "prospects":
      return keyed(record.prospects.map((prospect) => fold(prospect.text)));
  }
}

const keyed = (items: string[]): string => [...new Set(items)].sort().join("\n");
