import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AUDIENCE_CATEGORIES } from "./audience-categories.ts";
import { parseAudiences } from "./audiences.ts";

// What was typed, then the labels expected, separated by " | ".
const CASES: [string, string][] = [
  ["Grand public, jeunes et scolaires, professionnels", "grand public | jeunes | scolaires | professionnels"],
  ["Collégiens et leurs familles", "collégiens | familles"],
  ["Résidents âgés de l’EHPAD et enfants d’écoles primaires", "résidents âgés de l’EHPAD | enfants d’écoles primaires"],
  ["hommes et femmes de 20 à 60 ans", "hommes et femmes de 20 à 60 ans"],
  ["habitants de Nancy et environs", "habitants de Nancy et environs"],
  [
    "Population de Poitiers et des environs, en premier lieu les personnes allergiques",
    "population de Poitiers et des environs | personnes allergiques",
  ],
  ["Tout public", "tout public"],
  ["tous publics", "tous publics"],
  ["TOUT PUBLIC", "tout public"],
  ["de 7 à 77 ans", "de 7 à 77 ans"],
  ["élèves (CM1, CM2)", "élèves (CM1, CM2)"],
  ["jeunes 16-25 ans", "jeunes 16-25 ans"],
  ["salariés / retraités", "salariés | retraités"],
  ["Public : personnes isolées", "personnes isolées"],
  ["Public cible: etudiants boursiers", "étudiants boursiers"],
  ["Bénéficiaires : les aidants familiaux", "aidants familiaux"],
  [
    "- seniors\n- aidants\n- personnes en situation de handicap",
    "seniors | aidants | personnes en situation de handicap",
  ],
  ["• Élèves de 6ème\n• Parents d'élèves", "élèves de 6ème | parents d’élèves"],
  ["1) lycéens 2) enseignants", "lycéens | enseignants"],
  ["ELEVES ET ENSEIGNANTS", "élèves | enseignants"],
  ["eleves de cm2", "élèves de CM2"],
  ["etudiants, personnels", "étudiants | personnels"],
  ["Personnes Âgées isolées", "personnes âgées isolées"],
  ["Les habitants du quartier des Minguettes", "habitants du quartier des Minguettes"],
  ["Habitants du Lot ; touristes", "habitants du Lot | touristes"],
  ["Patients atteints de diabète et leurs proches", "patients atteints de diabète | proches"],
  ["Femmes enceintes, jeunes parents", "femmes enceintes | jeunes parents"],
  ["femmes victimes de violences et leurs enfants", "femmes victimes de violences | enfants"],
  ["Agents de l'Éducation nationale et de la Ville", "agents de l’Éducation nationale et de la Ville"],
  ["salariés de l'hôpital et de la clinique", "salariés de l’hôpital et de la clinique"],
  ["Élèves des écoles et collèges du canton", "élèves des écoles et collèges du canton"],
  ["Élèves de CM1 et CM2", "élèves de CM1 et CM2"],
  ["élèves de maternelle et de primaire, parents", "élèves de maternelle et de primaire | parents"],
  ["Adhérents et adhérentes", "adhérents et adhérentes"],
  ["étudiantes et étudiants de l’université d’Angers", "étudiantes et étudiants de l’université d’Angers"],
  ["petits et grands", "petits et grands"],
  ["jeunes et moins jeunes", "jeunes et moins jeunes"],
  ["120 élèves de CE2 et leurs 6 enseignants", "élèves de CE2 | enseignants"],
  ["Environ 300 retraités", "retraités"],
  ["une cinquantaine de bénévoles", "bénévoles"],
  ["Tous les salariés", "salariés"],
  ["l'ensemble des agents de la DSDEN", "agents de la DSDEN"],
  ["Le projet s'adresse aux personnes âgées isolées ainsi qu'à leurs aidants.", "personnes âgées isolées | aidants"],
  ["Action destinée aux lycéens", "lycéens"],
  ["à destination des jeunes du quartier", "jeunes du quartier"],
  ["Ouvert à tous", "ouvert à tous"],
  ["tout le monde", "tout le monde"],
  ["principalement des étudiants, mais aussi des lycéens", "étudiants | lycéens"],
  ["Habitants, notamment les seniors", "habitants | seniors"],
  ["Salariés (et leurs familles)", "salariés | familles"],
  ["Habitants (dont personnes âgées)", "habitants | personnes âgées"],
  ["Tout public (enfants, parents, seniors)", "tout public | enfants | parents | seniors"],
  ["Enfants (accompagnés de leurs parents)", "enfants (accompagnés de leurs parents)"],
  ["personnes âgées ou handicapées", "personnes âgées | personnes handicapées"],
  ["personnes âgées et isolées", "personnes âgées et isolées"],
  ["jeunes sans emploi ni formation", "jeunes sans emploi ni formation"],
  ["Sourds et malentendants", "sourds | malentendants"],
  ["motards, cyclistes et piétons", "motards | cyclistes | piétons"],
  ["enfants de 3 à 6 ans et de 7 à 10 ans", "enfants de 3 à 6 ans et de 7 à 10 ans"],
  ["les 16-25 ans", "16-25 ans"],
  ["les plus de 60 ans", "plus de 60 ans"],
  ["adultes, +60 ans", "adultes, +60 ans"],
  ["collegeins, lycéens", "collégiens | lycéens"],
  ["etudients en médecine", "étudiants en médecine"],
  ["Enseignants&parents", "enseignants | parents"],
  ["parents + enfants", "parents | enfants"],
  ["Demandeurs d'emploi, bénéficiaires du RSA", "demandeurs d’emploi | bénéficiaires du RSA"],
  ["DEMANDEURS D'EMPLOI", "demandeurs d’emploi"],
  ["SDF", "SDF"],
  [
    "Personnes sans domicile fixe – femmes seules avec enfants",
    "personnes sans domicile fixe | femmes seules avec enfants",
  ],
  ["children and their families", "children | families"],
  ["General public", "general public"],
  ["Older people, especially those living alone", "older people, especially those living alone"],
  ["students and staff", "students | staff"],
  ["People with disabilities; carers", "people with disabilities | carers"],
  ["élus locaux, agents territoriaux, associations", "élus locaux | agents territoriaux | associations"],
  ["entreprises et salariés du bassin d'emploi", "entreprises | salariés du bassin d’emploi"],
  [
    "Jeunes de la mission locale, lycéens, et élèves aides-soignants",
    "jeunes de la mission locale | lycéens | élèves aides-soignants",
  ],
  ["Élèves, élèves", "élèves"],
  ["habitants de Metz, Nancy et Toul", "habitants de Metz, Nancy et Toul"],
  ["Familles monoparentales, en particulier des QPV", "familles monoparentales, en particulier des QPV"],
  ["professionnels de santé (médecins, infirmiers)", "professionnels de santé | médecins | infirmiers"],
  ["adhérents MGEN et grand public", "adhérents MGEN | grand public"],
  ["Personnes en insertion.", "personnes en insertion"],
  ["le public scolaire et le public familial", "public scolaire | public familial"],
  ["Nos Aînés", "aînés"],
  ["Personnes agées, isolées ou en perte d'autonomie", "personnes âgées, isolées ou en perte d’autonomie"],
  ["POPULATION DE BREST ET ENVIRONS", "population de Brest et environs"],
  ["les étudiant(e)s", "étudiant(e)s"],
  ["Élèves de primaire / collège", "élèves de primaire / collège"],
  ["les 60 ans et plus", "60 ans et plus"],
  ["Tous les habitants, quel que soit leur âge", "habitants, quel que soit leur âge"],
  ["1500 scolaires (cycle 3)", "scolaires (cycle 3)"],
  ["professionnels de santé et du social", "professionnels de santé et du social"],
  ["les patients, leurs aidants ainsi que les soignants", "patients | aidants | soignants"],
  ["élèves de CP, CE1 et CE2 de 4 écoles", "élèves de CP, CE1 et CE2 de 4 écoles"],
  ["aucun", ""],
  ["?", ""],
  ["à définir", ""],
  ["RAS", ""],
  ["N/A", ""],
  ["non renseigné", ""],
  ["-", ""],
  ["   ", ""],
  ["", ""],
];

describe("publics are read as they are typed", () => {
  test.each(CASES)("%j gives %j", (typed, labels) => {
    expect(
      parseAudiences(typed)
        .map((audience) => audience.label)
        .join(" | "),
    ).toBe(labels);
  });
});

describe("a public finds its place in the facet", () => {
  test.each([
    ["grand public", "tout-public"],
    ["toute la population", "tout-public"],
    ["de 7 à 77 ans", "tout-public"],
    ["petits et grands", "tout-public"],
    ["personnes en situation de handicap", "personnes-handicapees"],
    ["personnes agées", "personnes-agees"],
    ["personnes âgées de Vannes", "personnes-agees"],
    ["Personnes âgées de la commune", "personnes-agees"],
    ["personnes âgées de 18 à 25 ans", "jeunes"],
    ["résidents d’EHPAD", "personnes-agees"],
    ["les plus de 65 ans", "personnes-agees"],
    ["les 16-25 ans", "jeunes"],
    ["public scolaire", "eleves"],
    ["personnes sans abri", "precaires"],
    ["publics précaires", "precaires"],
    ["bénéficiaires du RSA", "precaires"],
    ["personnes atteintes d’un cancer", "malades"],
    ["jeunes parents", "familles"],
    ["aidants familiaux", "aidants"],
    ["proches aidants", "aidants"],
    ["agents de la DSDEN", "agents-publics"],
    ["équipes soignantes", "professionnels"],
    ["personnel de l’hôpital", "professionnels"],
    ["adhérents MGEN", "adherents"],
    ["militants", "benevoles-militants"],
    ["women over 50", "femmes"],
    ["older people", "personnes-agees"],
    ["people with disabilities", "personnes-handicapees"],
    ["touristes", "autre"],
    ["piétons", null],
  ])("%s → %s", (typed, category) => {
    expect(parseAudiences(typed).map((audience) => audience.category)).toEqual([category]);
  });

  test("a category, when there is one, is one of the list", () => {
    for (const [typed] of CASES)
      for (const { category } of parseAudiences(typed))
        if (category !== null) expect(AUDIENCE_CATEGORIES).toContain(category);
  });
});

describe("whatever is typed", () => {
  const WORDS =
    "les des du de d' l' leurs élèves ÉLÈVES jeunes personnes âgées familles et ou ainsi que , ; / ( ) • \n - : Public 120 ans " +
    "de 7 à 77 (CM1 tous publics e\u0301le\u0300ves \u00a0 \u202f œuvre 🙂 notamment dont Nancy and the children & + ’ .";
  const typed = fc
    .array(
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS.split(" ")) }, { weight: 1, arbitrary: fc.string() }),
    )
    .map((parts) => parts.join(" "));

  test("words are those of the source, in order and without overlap, and labels are never empty", () => {
    fc.assert(
      fc.property(typed, (text) => {
        let last = 0;
        for (const { text: words, start, end, label } of parseAudiences(text)) {
          expect(text.slice(start, end)).toBe(words);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(label.trim()).not.toBe("");
          last = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a public already read reads the same again", () => {
    for (const [line] of CASES)
      for (const { label } of parseAudiences(line))
        expect(parseAudiences(label).map((audience) => audience.label)).toEqual([label]);
  });

  test.each([
    "élèves, ",
    "les ",
    "et ",
    "(",
    "personnes âgées ou handicapées ",
    "de Nancy et ",
    "\n",
    "- ",
    "a",
    "120 ",
    "notamment ",
  ])("a long run of %j is read in linear time", (part) => {
    const time = (times: number) => {
      const text = part.repeat(times);
      const began = performance.now();
      parseAudiences(text);
      return performance.now() - began;
    };
    time(2000);
    // Ten times the text may take ten times as long, were it even disturbed four times over; not a hundred times.
    const few = Math.min(time(4000), time(4000), time(4000));
    expect(time(40_000)).toBeLessThan(Math.max(2000, 40 * few));
  });
});
