import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stringify } from "csv-stringify/sync";
import { openReference } from "../src/territories/reference.ts";

/** The columns of a generated file, as the field's own form has them. */
export const COLUMNS =
  "numero intitule lieu annee_debut besoin description partenaires public_beneficiaire chiffres impacts perspectives".split(
    " ",
  );

/** Numbers from 0 to 1 that a seed repeats (mulberry32, T. Ettinger, public domain). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words = (text: string) => text.split("|").map((word) => word.trim());
const THINGS = words(
  "Atelier|Bus|Parcours|Journée|Forum|Café|Marche|Réseau|Permanence|Caravane|Consultation|Dépistage|Jardin|Théâtre|Collecte|Formation|Webinaire|Challenge|Guichet|Équipe mobile",
);
const SUBJECTS = words(
  "santé mentale|sommeil|vaccination|nutrition|activité physique|aidants|santé au travail|prévention bucco-dentaire|premiers secours|santé sexuelle|écrans|harcèlement|perte d’autonomie|handicap|souffle|audition|vue|addictions|grossesse|diabète",
);
const PEOPLE = words(
  "élèves|lycéens|étudiants|enseignants|retraités|habitants|aidants|agents|familles|jeunes|soignants|adhérents|femmes enceintes|salariés|bénévoles|apprentis",
);
const WHERE = words(
  "des zones rurales|du centre-ville|des quartiers prioritaires|éloignés des soins|sans médecin traitant|des établissements publics|de plus de 60 ans|en situation de précarité|du premier degré|du campus",
);
const NEEDS = words(
  "manquent de professionnels de santé|renoncent à des soins faute de moyens|connaissent mal leurs droits|disent ne pas savoir à qui s’adresser|sont isolés depuis la fermeture du service|souffrent de délais de rendez-vous trop longs|ne trouvent pas de lieu d’écoute|reçoivent peu d’information fiable",
);
const DEEDS = words(
  "propose des consultations gratuites|réunit chaque mois les acteurs du territoire|organise des ateliers animés par des professionnels|forme des relais parmi les bénévoles|met à disposition un local et du matériel|diffuse un guide pratique|accompagne les personnes dans leurs démarches|ouvre une ligne d’écoute",
);
const EFFECTS = words(
  "Les participants disent mieux connaître leurs droits|Le recours aux soins augmente|Les partenaires travaillent désormais ensemble|Les équipes se sentent moins seules|La démarche a changé le regard sur le sujet|Les demandes arrivent plus tôt",
);
const FUTURES = words(
  "Étendre l’action à {place}.|Dispositif pérennisé par une convention.|Recherche de nouveaux financements, si l’ARS confirme son soutien.|Essaimage prévu dans la région.|L’action est terminée.|Évaluation en cours avec l’université.|Déploiement dans les départements voisins.|Suite à définir avec les partenaires.",
);
const GROUPS = words(
  "associations de patients|professionnels de santé|collectivités locales|établissements scolaires|clubs sportifs|associations locales|médecins libéraux|bailleurs sociaux",
);
const NAMES = words(
  "Les Amis|Horizon|Ensemble|Vivre|Passerelle|Solidarité|Espoir|Le Phare|Relais|Avenir|La Ruche|Trait d’union|Émergence|Tandem|Alliance|Les Jardins|Escale|Cap|Racines|Le Pont",
);
const CAUSES = words("santé|jeunesse|autonomie|prévention|bien-être|sport|culture|parents|quartier|mémoire");
const MONTHS = words("par an|par mois|depuis l’ouverture|en 2024||chaque semaine");

/** Rows as volunteers write them, the same for one seed; places and organisations are real communes, drawn by population. */
export function* makeRows(count: number, seed = 2026): Generator<string[]> {
  const random = seeded(seed);
  const draw = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const commune = communeDrawer(random);
  for (let number = 1; number <= count; number += 1) {
    const { name, departement, region } = commune();
    const subject = draw(SUBJECTS);
    const people = `${draw(PEOPLE)} ${draw(WHERE)}`;
    const chance = random();
    const place =
      chance < 0.6
        ? name
        : chance < 0.85
          ? departement
          : chance < 0.97
            ? region
            : `${name} et ${whole(1, 6) * 5} km alentour`;
    const organisations = [
      () => "MGEN (porteur)",
      () => `CPAM de ${departement}`,
      () => "ARS",
      () => `Ville de ${name}`,
      () => `CCAS de ${name}`,
      () => draw(GROUPS),
      () => `association ${draw(NAMES)} ${draw(CAUSES)}`,
      () => `lycée ${draw(NAMES)} de ${name}`,
      () => `Département de ${departement} (financeur)`,
    ];
    yield [
      String(number),
      `${draw(THINGS)} ${subject} ${draw(NAMES)} ${name}`,
      place,
      random() < 0.6 ? String(whole(2008, 2025)) : "",
      `À ${name}, des ${people} ${draw(NEEDS)}.`,
      `L’action ${draw(DEEDS)}, puis ${draw(DEEDS)} ; elle touche les ${draw(PEOPLE)} et leur entourage autour de la question : ${subject}.`,
      Array.from({ length: whole(1, 5) }, () => draw(organisations)()).join(random() < 0.8 ? ", " : " ; "),
      `${people[0]!.toUpperCase()}${people.slice(1)} de ${name}`,
      random() < 0.5
        ? ""
        : `${draw(["près de ", "plus de ", "", "environ ", "une centaine et plus, "])}${whole(2, 90) * 10} ${draw(PEOPLE)} ${draw(MONTHS)}`.trim(),
      `${draw(EFFECTS)}. ${draw(EFFECTS)}.`,
      random() < 0.4 ? "" : draw(FUTURES).replace("{place}", commune().name),
    ];
  }
}

function communeDrawer(random: () => number): () => { name: string; departement: string; region: string } {
  const reference = openReference();
  const communes = reference.list("commune");
  let total = 0;
  const upTo = communes.map((commune) => {
    total += Math.max(1, commune.population ?? 1);
    return total;
  });
  return () => {
    const aim = random() * total;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! < aim) low = middle + 1;
      else high = middle;
    }
    const { name, code } = communes[low]!;
    const parents = reference.parentsOf("commune", code);
    const named = (level: "departement" | "region", codes: string[]) =>
      reference.get(level, codes[0] ?? "")?.name ?? name;
    return { name, departement: named("departement", parents.departments), region: named("region", parents.regions) };
  };
}

/** Writes generated rows as a CSV file with its header. */
export async function writeCsv(path: string, rows: Iterable<string[]>): Promise<void> {
  const out = createWriteStream(path);
  out.write(stringify([COLUMNS]));
  let chunk: string[][] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < 1000) continue;
    if (!out.write(stringify(chunk))) await once(out, "drain");
    chunk = [];
  }
  out.end(stringify(chunk));
  await once(out, "finish");
}
