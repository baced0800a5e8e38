import type { ActorKind, ActorRole } from "../actors/kinds.ts";
import { capital, ofDepartement, ofPlace } from "./french.ts";
import { type Home, isOverseas } from "./places.ts";
import type { Random } from "./random.ts";
import { CAUSES, GROUPS, NAME_HEADS, NAME_TAILS } from "./vocabulary.ts";

/** An organisation or a group, as an import would keep it. */
export type MadeActor = {
  name: string;
  kind: ActorKind;
  generic: boolean;
  acronym: string | null;
  expansion: string | null;
  place: { scale: "commune" | "departement" | "region"; code: string; name: string } | null;
};

/** An actor in an answer, with its roles and the words that name it. */
export type Part = { actor: MadeActor; roles: ActorRole[]; words: string };

/** The one that is nearly everywhere. No mutual bears that name. */
export const ORGANISATION = "Mutuelle Fictive";

const EXPANSIONS: Readonly<Record<string, string>> = {
  CPAM: "Caisse primaire d'assurance maladie",
  CGSS: "Caisse générale de sécurité sociale",
  CAF: "Caisse d'allocations familiales",
  ARS: "Agence régionale de santé",
  CCAS: "Centre communal d'action sociale",
  DSDEN: "Direction des services départementaux de l'Éducation nationale",
  CPTS: "Communauté professionnelle territoriale de santé",
  EHPAD: "Établissement d'hébergement pour personnes âgées dépendantes",
};

const SITES =
  "des Tilleuls|du Parc|des Cèdres|du Val|de la Gare|des Roseaux|de l’Étang|du Moulin|des Remparts|de la Colline".split(
    "|",
  );

type Typed = { actor: MadeActor; words: string };
type Family = {
  share: number;
  make: (home: Home, random: Random) => Typed | null;
  /** What it does when it does not carry, and how often that is said. */
  role?: [ActorRole, number];
};

const inDepartement = (head: string, kind: ActorKind) => (home: Home) =>
  known(`${head} ${ofDepartement(home.departement.code, home.departement.name)}`, kind, {
    scale: "departement",
    ...home.departement,
  });
const inCommune = (head: string, kind: ActorKind) => (home: Home) =>
  known(`${head} ${ofPlace(home.commune.name)}`, kind, communeOf(home));
const onSite = (head: string, kind: ActorKind) => (home: Home, random: Random) =>
  known(`${head} ${random.rank(SITES)} ${ofPlace(home.commune.name)}`, kind, communeOf(home));

// Paris is read as its departement when it stands in the name of an organisation.
function communeOf({ commune, departement }: Home): MadeActor["place"] {
  return commune.name === departement.name
    ? { scale: "departement", ...departement }
    : { scale: "commune", ...commune };
}

function known(name: string, kind: ActorKind, place: MadeActor["place"]): Typed {
  const acronym = Object.hasOwn(EXPANSIONS, name.split(" ")[0]!) ? name.split(" ")[0]! : null;
  const expansion = acronym && EXPANSIONS[acronym]!;
  return { actor: { name: asKept(name), kind, generic: false, acronym, expansion, place }, words: name };
}

// The reader of partners keeps names with the apostrophe of keyboards.
const asKept = (name: string) => name.replaceAll("’", "'");

const regional = (head: string, kind: ActorKind) => (home: Home) =>
  isOverseas(home)
    ? known(`${head} ${home.departement.name}`, kind, { scale: "departement", ...home.departement })
    : known(`${head} ${home.region.name}`, kind, { scale: "region", ...home.region });

const FAMILIES: readonly Family[] = [
  { share: 0.72, make: () => known(ORGANISATION, "mutuelle", null) },
  {
    share: 0.32,
    make: (home) => inDepartement(isOverseas(home) ? "CGSS" : "CPAM", "securite-sociale")(home),
  },
  { share: 0.24, make: regional("ARS", "etat-agence"), role: ["funder", 0.3] },
  { share: 0.4, make: inCommune("Ville", "collectivite"), role: ["host", 0.2] },
  { share: 0.18, make: inCommune("CCAS", "collectivite"), role: ["host", 0.1] },
  { share: 0.6, make: makeAssociation, role: ["operator", 0.15] },
  { share: 0.2, make: makeAssociation },
  { share: 0.14, make: inDepartement("Département", "collectivite"), role: ["funder", 0.6] },
  { share: 0.06, make: regional("Région", "collectivite"), role: ["funder", 0.7] },
  { share: 0.06, make: inDepartement("CAF", "securite-sociale"), role: ["funder", 0.3] },
  { share: 0.05, make: inDepartement("DSDEN", "etat-agence") },
  { share: 0.04, make: inDepartement("Préfecture", "etat-agence"), role: ["funder", 0.3] },
  { share: 0.08, make: onSite("lycée", "etablissement-scolaire"), role: ["host", 0.3] },
  { share: 0.05, make: onSite("collège", "etablissement-scolaire"), role: ["host", 0.3] },
  { share: 0.05, make: inCommune("université", "enseignement-superieur") },
  { share: 0.06, make: onSite("EHPAD", "etablissement-sante-medicosocial"), role: ["host", 0.3] },
  { share: 0.06, make: onSite("maison de santé", "etablissement-sante-medicosocial"), role: ["host", 0.2] },
  { share: 0.05, make: onSite("centre social", "association"), role: ["host", 0.3] },
  { share: 0.05, make: inDepartement("CPTS", "professionnels") },
  {
    share: 0.03,
    make: (_, random) => known(`Fondation ${random.rank(NAME_HEADS)}`, "fondation", null),
    role: ["funder", 0.8],
  },
  { share: 0.3, make: makeGroup },
  { share: 0.1, make: makeGroup },
];

/** Associations often bear the name of their commune: most of these are met once. */
function makeAssociation(home: Home, random: Random): Typed {
  const local = random.chance(0.6);
  const place = local ? communeOf(home) : null;
  const cause = random.chance(0.4) ? `pour ${random.rank(CAUSES)}` : random.rank(NAME_TAILS);
  const name = `${random.rank(NAME_HEADS)} ${cause}${local ? ` ${ofPlace(home.commune.name)}` : ""}`;
  return { ...known(name, "association", place), words: `association ${name}` };
}

function makeGroup(_home: Home, random: Random): Typed {
  const { name, kind } = random.rank(GROUPS);
  return {
    actor: { name, kind: kind as ActorKind, generic: true, acronym: null, expansion: null, place: null },
    words: name,
  };
}

const SAID: Readonly<Record<ActorRole, string>> = {
  carrier: " (porteur)",
  funder: " (financeur)",
  host: " (hôte)",
  operator: " (opérateur)",
  partner: "",
};

/** Draws who takes part around a commune; the one that carries comes first, when the answer tells. */
export function drawPartners(random: Random, home: Home): Part[] {
  const drawn = new Map<string, Typed & { role: ActorRole }>();
  for (const { share, make, role } of FAMILIES) {
    if (!random.chance(share)) continue;
    const made = make(home, random);
    if (!made || drawn.has(made.actor.name)) continue;
    drawn.set(made.actor.name, { ...made, role: role && random.chance(role[1]) ? role[0] : "partner" });
  }
  const all = [...drawn.values()];
  if (all.length === 0) all.push({ ...known(ORGANISATION, "mutuelle", null), role: "partner" });
  const bodies = all.filter(({ actor }) => !actor.generic);
  if (bodies.length > 0 && random.chance(0.7)) {
    const carrier = random.chance(0.5) ? bodies[0]! : random.pick(bodies);
    all.splice(all.indexOf(carrier), 1);
    all.unshift({ ...carrier, role: "carrier" });
  }
  return all.map(({ actor, words, role }, at) => ({
    actor,
    roles: [role],
    words: `${at === 0 && actor.generic ? capital(words) : words}${SAID[role]}`,
  }));
}
