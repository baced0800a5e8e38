import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stringify } from "csv-stringify/sync";
import { bare, capital } from "../src/generation/french.ts";
import { ORGANISATION } from "../src/generation/partners.ts";
import { openGazetteer } from "../src/generation/places.ts";
import { openRandom } from "../src/generation/random.ts";
import {
  CAUSES,
  DEEDS,
  EFFECTS,
  FORMS,
  FUTURES,
  GROUPS,
  NAME_HEADS,
  NEEDS,
  PEOPLE,
  PERIODS,
  SITUATIONS,
  SUBJECTS,
} from "../src/generation/vocabulary.ts";
import { makeReadingAids } from "../src/initiatives/read-answer.ts";
import { openReference } from "../src/territories/reference.ts";

/** The columns of a generated file, as the field's own form has them. */
export const COLUMNS =
  "numero intitule lieu annee_debut besoin description partenaires public_beneficiaire chiffres impacts perspectives".split(
    " ",
  );

const THINGS = FORMS.map((form) => capital(bare(form)));
const ABOUT = Object.values(SUBJECTS).flat().map(bare);
const WHO = Object.values(PEOPLE).flat();
const MONTHS = [...PERIODS.map(({ words }) => words), ""];

/** Rows as volunteers write them, the same for one seed; places and organisations are real communes, drawn by population. */
export function* makeRows(count: number, seed = 2026): Generator<string[]> {
  const reference = openReference();
  const gazetteer = openGazetteer(reference, makeReadingAids(reference, null).resolve);
  const random = openRandom(seed, 0);
  const { pick: draw, whole, next } = random;
  for (let number = 1; number <= count; number += 1) {
    const home = gazetteer.drawHome(random);
    const [name, departement, region] = [home.commune.name, home.departement.name, home.region.name];
    const subject = draw(ABOUT);
    const people = `${draw(WHO)} ${draw(SITUATIONS)}`;
    const chance = next();
    const place =
      chance < 0.6
        ? name
        : chance < 0.85
          ? departement
          : chance < 0.97
            ? region
            : `${name} et ${whole(1, 6) * 5} km alentour`;
    const organisations = [
      () => `${ORGANISATION} (porteur)`,
      () => `CPAM de ${departement}`,
      () => "ARS",
      () => `Ville de ${name}`,
      () => `CCAS de ${name}`,
      () => draw(GROUPS).name,
      () => `association ${draw(NAME_HEADS)} ${draw(CAUSES)}`,
      () => `lycée ${draw(NAME_HEADS)} de ${name}`,
      () => `Département de ${departement} (financeur)`,
    ];
    yield [
      String(number),
      `${draw(THINGS)} ${subject} ${draw(NAME_HEADS)} ${name}`,
      place,
      next() < 0.6 ? String(whole(2008, 2025)) : "",
      `À ${name}, des ${people} ${draw(NEEDS)}.`,
      `L’action ${draw(DEEDS)}, puis ${draw(DEEDS)} ; elle touche les ${draw(WHO)} et leur entourage autour de la question : ${subject}.`,
      Array.from({ length: whole(1, 5) }, () => draw(organisations)()).join(next() < 0.8 ? ", " : " ; "),
      `${people[0]!.toUpperCase()}${people.slice(1)} de ${name}`,
      next() < 0.5
        ? ""
        : `${draw(["près de ", "plus de ", "", "environ ", "une centaine et plus, "])}${whole(2, 90) * 10} ${draw(WHO)} ${draw(MONTHS)}`.trim(),
      `${draw(EFFECTS)}. ${draw(EFFECTS)}.`,
      next() < 0.4
        ? ""
        : `${draw(FUTURES).text.replace("{place}", gazetteer.drawHome(random).commune.name).replace("{people}", draw(WHO))}.`,
    ];
  }
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
