import { asTyped, jaccard, trigrams, words } from "./words.ts";

/** What is compared of an initiative; codes are official, `partners` the names of organisations as read. */
export type Comparable = {
  id: string;
  title: string;
  place: { label: string | null; regions: string[]; departments: string[]; communes: string[] };
  partners: string[];
  audience: string;
  text: string;
};

export type Reason =
  | { code: "title_same" }
  | { code: "title_near"; share: number }
  | { code: "place_same"; place: string }
  | { code: "place_within"; inner: string; outer: string }
  | { code: "place_apart"; a: string; b: string }
  | { code: "partners"; names: string[] }
  | { code: "audience"; words: string[] }
  | { code: "wording"; words: string[] };

export type Proposal = { a: string; b: string; score: number; reasons: Reason[] };

type Prepared = {
  item: Comparable;
  titleWords: Set<string>;
  titleGrams: Set<string>;
  partners: Map<string, string>;
  audience: Set<string>;
  text: Set<string>;
};

// Title and place say most; the rest tells apart two actions of one name in one place, or joins two names of one action.
const WEIGHTS = { title: 0.45, place: 0.2, partners: 0.1, audience: 0.1, wording: 0.15 };
const APART = 0.55;
const THRESHOLD = 0.5;
/** Compares every pair of some initiatives and answers those that may be one, best first, each with its reasons. */
export function proposeDuplicates(items: Comparable[]): Proposal[] {
  const prepared = items.map(prepare);
  const rarity = rarityOf(prepared);
  const proposals: Proposal[] = [];
  for (const [index, first] of prepared.entries()) {
    for (const second of prepared.slice(index + 1)) {
      const proposal = compare(first, second, rarity);
      if (proposal.score >= THRESHOLD) proposals.push(proposal);
    }
  }
  return proposals.sort((x, y) => y.score - x.score || (x.a < y.a ? -1 : 1));
}

/** Makes a comparison of two initiatives that weighs words by their rarity in a sample; null when they look different. */
export function makeComparer(sample: Comparable[]): (a: Comparable, b: Comparable) => Proposal | null {
  const rarity = rarityOf(sample.map(prepare));
  const known = new WeakMap<Comparable, Prepared>();
  const prepared = (item: Comparable) => {
    const before = known.get(item);
    if (before) return before;
    const now = prepare(item);
    known.set(item, now);
    return now;
  };
  return (a, b) => {
    const proposal = compare(prepared(a), prepared(b), rarity);
    return proposal.score >= THRESHOLD ? proposal : null;
  };
}

function prepare(item: Comparable): Prepared {
  return {
    item,
    titleWords: new Set(words(item.title)),
    titleGrams: trigrams(item.title),
    partners: new Map(item.partners.map((name) => [words(name).sort().join(" "), name])),
    audience: new Set(words(item.audience)),
    text: new Set(words(item.text)),
  };
}

type Rarity = (word: string) => number;

function rarityOf(prepared: Prepared[]): Rarity {
  const holders = new Map<string, number>();
  for (const { text, partners } of prepared) {
    for (const word of text) holders.set(word, (holders.get(word) ?? 0) + 1);
    for (const partner of partners.keys())
      holders.set(`partner ${partner}`, (holders.get(`partner ${partner}`) ?? 0) + 1);
  }
  // Inverse document frequency, smoothed (Spärck Jones, 1972, doi:10.1108/eb026526).
  return (word) => Math.log((1 + prepared.length) / (1 + (holders.get(word) ?? 0))) + 0.1;
}

function compare(a: Prepared, b: Prepared, rarity: Rarity): Proposal {
  const reasons: Reason[] = [];
  const title = Math.max(jaccard(a.titleWords, b.titleWords), jaccard(a.titleGrams, b.titleGrams));
  if (title > 0.98) reasons.push({ code: "title_same" });
  else if (title >= 0.35) reasons.push({ code: "title_near", share: Math.round(title * 100) / 100 });
  const place = comparePlaces(a.item.place, b.item.place);
  if (place.reason) reasons.push(place.reason);
  const partners = weightedShare(a.partners, b.partners, (key) => rarity(`partner ${key}`));
  if (partners.common.length > 0)
    reasons.push({ code: "partners", names: partners.common.map((key) => a.partners.get(key)!).slice(0, 8) });
  const audience = weightedShare(a.audience, b.audience, rarity);
  if (audience.common.length > 0) {
    reasons.push({ code: "audience", words: asTyped(a.item.audience, new Set(audience.common.slice(0, 6))) });
  }
  const wording = weightedShare(a.text, b.text, rarity);
  if (wording.share >= 0.15) {
    const rarest = wording.common.sort((x, y) => rarity(y) - rarity(x)).slice(0, 6);
    reasons.push({ code: "wording", words: asTyped(a.item.text, new Set(rarest)) });
  }
  const sum =
    WEIGHTS.title * title +
    WEIGHTS.place * place.share +
    WEIGHTS.partners * partners.share +
    WEIGHTS.audience * audience.share +
    WEIGHTS.wording * Math.min(1, wording.share * 2);
  const score =
    Math.round(Math.min(1, sum + (title > 0.98 ? 0.15 : 0)) * (place.share === 0 && place.reason ? APART : 1) * 1000) /
    1000;
  return { a: a.item.id, b: b.item.id, score, reasons };
}

function comparePlaces(a: Comparable["place"], b: Comparable["place"]): { share: number; reason: Reason | null } {
  const known = (place: Comparable["place"]) => place.regions.length > 0;
  if (!known(a) || !known(b)) return { share: 0.4, reason: null };
  const [nameA, nameB] = [a.label ?? "", b.label ?? ""];
  const level = (place: Comparable["place"]) => (place.communes.length ? 3 : place.departments.length ? 2 : 1);
  const codes = (place: Comparable["place"], at: number) =>
    at === 3 ? place.communes : at === 2 ? place.departments : place.regions;
  const [levelA, levelB] = [level(a), level(b)];
  const coarse = Math.min(levelA, levelB);
  const [setA, setB] = [new Set(codes(a, coarse)), new Set(codes(b, coarse))];
  const share = jaccard(setA, setB);
  if (share === 0) return { share: 0, reason: { code: "place_apart", a: nameA, b: nameB } };
  if (levelA === levelB)
    return {
      share,
      reason: share === 1 ? { code: "place_same", place: nameA } : { code: "place_within", inner: nameA, outer: nameB },
    };
  const [inner, outer] = levelA > levelB ? [nameA, nameB] : [nameB, nameA];
  return { share: 0.8, reason: { code: "place_within", inner, outer } };
}

type Keyed = ReadonlySet<string> | ReadonlyMap<string, string>;

function weightedShare(a: Keyed, b: Keyed, weigh: Rarity): { share: number; common: string[] } {
  let common = 0;
  let all = 0;
  const names: string[] = [];
  for (const key of a.keys()) {
    const weight = weigh(key);
    all += weight;
    if (b.has(key)) {
      common += weight;
      names.push(key);
    }
  }
  for (const key of b.keys()) if (!a.has(key)) all += weigh(key);
  return { share: all === 0 ? 0 : common / all, common: names };
}
