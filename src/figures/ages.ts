import { namesPeople } from "./units.ts";

const LASTING =
  /(?:^|[^a-z])(?:depuis|pendant|durant|dure|durent|duree(?: totale| moyenne)? (?:de|d'|:)|duree|sur|en|pour|anciennete|experience|existence|il y a|bail de|apres|tous les|au bout de|plan|programme|projet|convention|contrat|partenariat|dispositif|experimentation|parcours|formation|stage|mission|engagement|accord|subvention|financement|cycle|mandat|service|sejour|campagne|these|action|operation|essai|recherche|etude)(?: [a-z]{3,20})?(?: (?:de|d'|sur|pour|en|depuis|a))? ?(?:presque |environ |deja )?$/;
const DIRECTLY_LASTING =
  /(?:^|[^a-z])(?:depuis|pendant|durant|duree (?:de|d'|:)|duree|sur|en|il y a|dure|durent|anciennete ?:?|existe depuis)(?: deja| presque)? ?$/;
const DIRECTLY_AGED =
  /(?:^|[^a-z])(?:apres|avant|des|les|aux|chez les|a partir de|jusqu'a|age|ages|agees?|vers|dans|ici|mes|nos|tout public) ?$/;
const LASTED =
  /^ ?(?:d'(?:existence|anciennete|experience|activite|engagement|histoire|exercice|action|actions|accompagnement)|de (?:recul|partenariat|fonctionnement|presence|service|suivi|travail|mobilisation|cooperation|formation|pratique|vie|developpement)|consecutifs|de suite|durant|qu[e']|deja|renouvelable)/;
const AGED_AFTER = /^ ?(?:et plus|et \+|et moins|ou plus|revolus|de moyenne|d'age|en moyenne d'age|\+)/;

/**
 * Tells an age from a duration for a number of years or months, from the folded words before (without the qualifier)
 * and after it: ages are never figures, ancienneté is one. In doubt, an answer of figures means a duration and prose
 * an age.
 */
export function isAge(before: string, after: string, shape: "exact" | "range" | "at_most", prose: boolean): boolean {
  if (LASTED.test(after)) return false;
  if (AGED_AFTER.test(after)) return true;
  if (DIRECTLY_LASTING.test(before)) return false;
  if (DIRECTLY_AGED.test(before) || namesPeople(before)) return true;
  if (LASTING.test(before)) return false;
  return prose || shape !== "exact";
}

const HOURS_LASTING =
  /(?:^|[^a-z])(?:de|d'|pendant|durant|duree|sur|en|plus|moins|environ|soit|total|:|=|dure|durent|volume horaire|\+) ?$/;

/** Tells a time of day from a number of hours: alone, from seven to twenty-four o'clock, it is a time. */
export function isTimeOfDay(hours: number, before: string, after: string, exact: boolean): boolean {
  if (hours < 7 || hours > 24 || !exact) return false;
  if (/^ ?(?:de |d'|par |\/|hebdo|chaque|au total|annuel|mensuel|cumul)/.test(after)) return false;
  return !HOURS_LASTING.test(before);
}
