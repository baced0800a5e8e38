import { type Score, scoreCorpus } from "./corpus.ts";
import { type Line, line } from "./line.ts";

const GROUP = "Reading of the 42 answers, against a careful person's";
const PLACES_GOAL = 41;

/** How well the answers of the demonstration are read, and each difference with its reason. */
export async function measureCorpus(): Promise<Line[]> {
  const { places, kinds, differences, figures, partners, carriers, prospects } = await scoreCorpus();
  const share = ({ right, of }: { right: number; of: number }) => `${right} right of ${of}`;
  const scored = (name: string, score: Score) =>
    line(
      GROUP,
      name,
      `precision ${score.precision.toFixed(3)}, recall ${score.recall.toFixed(3)} (${score.right} right, ${score.read} read, ${score.expected} expected)`,
      score,
    );
  return [
    line(GROUP, "places", share(places), places, `≥ ${PLACES_GOAL}`, places.right >= PLACES_GOAL),
    scored("figures", figures),
    scored("partners", partners),
    line(GROUP, "kinds of partners", share(kinds), kinds),
    scored("carriers", carriers),
    scored("prospects", prospects),
    ...differences.map((one) =>
      line(
        "Differences on the 42 answers",
        `n° ${one.number}, ${one.what}`,
        `expected ${one.expected || "nothing"}; read ${one.read || "nothing"} — ${one.reason}`,
        one,
      ),
    ),
  ];
}
