import { atPlace, bare, capital, of, ofPlace, ofThe } from "./french.ts";
import type { Home } from "./places.ts";
import type { Random } from "./random.ts";
import { DEEDS, EFFECTS, MEANS, NAME_HEADS, NAME_TAILS, NEEDS, PEOPLE, SITUATIONS } from "./vocabulary.ts";

/** What one initiative speaks of, drawn once for all its texts. */
export type Theme = { subject: string; form: string; people: string; home: Home };

const ALL_PEOPLE = Object.values(PEOPLE).flat();

/** Two that differ. */
function two(random: Random, list: readonly string[]): [string, string] {
  const first = random.rank(list);
  for (;;) {
    const second = random.rank(list);
    if (second !== first) return [first, second];
  }
}

type Pattern = (theme: Theme, random: Random) => string;

const nameOf = (random: Random) => `${random.rank(NAME_HEADS)} ${random.rank(NAME_TAILS)}`;

/** The ways in which people entitle what they do, the most usual first. */
const TITLES: readonly Pattern[] = [
  ({ form, subject }) => `${capital(bare(form))} ${bare(subject)}`,
  ({ form, subject, home }) => `${capital(bare(form))} sur ${subject} ${atPlace(home.commune.name)}`,
  ({ form, subject, people }) => `${capital(bare(form))} sur ${subject} pour les ${people}`,
  (_, random) => nameOf(random),
  ({ subject }, random) => `${nameOf(random)} : agir sur ${subject}`,
  ({ form }, random) => `${capital(bare(form))} « ${nameOf(random)} »`,
  ({ subject, people, home }) => `${capital(subject)} des ${people} ${ofPlace(home.commune.name)}`,
  ({ subject }) => `Parlons ${ofThe(subject)}`,
  ({ form, home }, random) => `${capital(bare(form))} ${random.rank(MEANS)} ${atPlace(home.commune.name)}`,
  ({ subject, people }) => `Mieux vivre ${subject}, avec les ${people}`,
  ({ subject, home }) => `Ensemble autour ${ofThe(subject)} ${atPlace(home.commune.name)}`,
  ({ subject }, random) => `${capital(random.rank(MEANS))} et ${bare(subject)}`,
  ({ form, home, people }) => `${capital(bare(form))} des ${people} ${ofPlace(home.commune.name)}`,
  ({ subject, home }, random) => `${nameOf(random)}, ${bare(subject)} dans le bassin ${ofPlace(home.commune.name)}`,
];

/** A title as somebody of the field would write it. */
export const drawTitle: Pattern = (theme, random) => random.rank(TITLES)(theme, random);

/** What is lacking, and to whom. */
export function drawNeed({ subject, people, home }: Theme, random: Random): string {
  const first = `${capital(atPlace(home.commune.name))}, les ${people} ${random.rank(SITUATIONS)} ${random.rank(NEEDS)}.`;
  if (random.chance(0.4)) return first;
  const second = `Autour ${ofThe(subject)}, beaucoup ${random.rank(NEEDS)}.`;
  return random.chance(0.5) ? `${first} ${second}` : `${second} ${first}`;
}

/** What is done; rare words come with the means. */
export function drawDescription(theme: Theme, random: Random): string {
  const { form, subject, people } = theme;
  const feminine = form.startsWith("une ");
  const sentences = [
    `${capital(form)} ${two(random, DEEDS).join(", puis ")}.`,
    `Une équipe ${random.rank(DEEDS)} ; ${feminine ? "elle" : "l’action"} touche les ${people} et leur entourage autour ${ofThe(subject)}.`,
    `Les séances mêlent ${two(random, MEANS).join(", ")} et ${random.pick(MEANS)}.`,
    `Chaque ${random.pick(["mois", "semaine", "trimestre"])}, un groupe ${of(random.rank(ALL_PEOPLE))} ${random.rank(DEEDS)}.`,
    `L’action ${two(random, DEEDS).join(" et ")}, avec une initiation : ${random.rank(MEANS)}.`,
  ];
  const [first, ...others] = sentences;
  const kept = others.filter(() => random.chance(0.45));
  return [first!, ...kept].join(" ");
}

/** What came of it, in words. */
export function drawEffects(random: Random): string {
  if (random.chance(0.15)) return "";
  const [first, second] = two(random, EFFECTS);
  return random.chance(0.4) ? `${first}.` : `${first}. ${second}.`;
}
