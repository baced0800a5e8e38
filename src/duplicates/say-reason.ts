import type { reasons } from "../i18n/fr/reasons.ts";
import type { Reason } from "./score.ts";

/** The sentence that says why two initiatives were brought together. */
export function sayReason(words: typeof reasons, reason: Reason): string {
  switch (reason.code) {
    case "title_same":
      return words.titleSame;
    case "title_near":
      return words.titleNear(reason.share);
    case "place_same":
      return words.placeSame(reason.place);
    case "place_within":
      return words.placeWithin(reason.inner, reason.outer);
    case "place_apart":
      return words.placeApart(reason.a, reason.b);
    case "partners":
      return words.partners(reason.names);
    case "audience":
      return words.audience(reason.words);
    case "wording":
      return words.wording(reason.words);
  }
}
