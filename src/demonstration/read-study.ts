import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DefineStudyInput } from "../studies/actions/define-study.ts";

type Grille = {
  objet: string;
  questions_de_recherche: string[];
  dimensions: { id: string; nom: string; levier: string; impact_recherche: string }[];
  domaines: { id: string; nom: string; definition: string; titre_constats: string; constats: string[] }[];
  etapes: { ordre: number; titre: string; debut: string; fin: string; quoi: string; qui: string[] }[];
  lignes_de_force: { id: string; libelle: string }[];
  perspectives_strategiques: { id: string; libelle: string }[];
};

const SCALE = [
  { score: 0, label: "absent", meaning: "la fiche n’en dit rien" },
  { score: 1, label: "évoqué", meaning: "mentionné, sans fait qui l’étaye" },
  { score: 2, label: "effectif", meaning: "au moins un fait précis de la fiche l’étaye" },
  { score: 3, label: "structurant", meaning: "c’est l’un des ressorts ou effets principaux de l’initiative" },
];

/** The study, the grid, the domains and the lines of force of the demonstration, from its files. */
export async function readStudy(folder: string): Promise<Omit<DefineStudyInput, "network">> {
  const grille = JSON.parse(await readFile(join(folder, "grille-rte.json"), "utf8")) as Grille;
  return {
    study: {
      key: "rte",
      title: grille.objet,
      source: "Rapport public sur la responsabilité territoriale d’une mutuelle, 2025",
      questions: grille.questions_de_recherche,
      steps: grille.etapes.map((step) => ({
        position: step.ordre,
        title: step.titre,
        from: step.debut,
        to: step.fin,
        what: step.quoi,
        who: step.qui,
      })),
      perspectives: grille.perspectives_strategiques.map(({ id, libelle }) => ({ key: id, label: libelle })),
    },
    grid: {
      version: 1,
      manual: await readFile(join(folder, "manuel-de-codage.md"), "utf8"),
      scale: SCALE,
      dimensions: grille.dimensions.map((dimension) => ({
        key: dimension.id,
        name: dimension.nom,
        lever: dimension.levier,
        impact: dimension.impact_recherche,
      })),
    },
    domains: grille.domaines.map((domain) => ({
      key: domain.id,
      name: domain.nom,
      definition: domain.definition,
      findingsTitle: domain.titre_constats,
      findings: domain.constats,
    })),
    strengths: grille.lignes_de_force.map(({ id, libelle }) => ({ key: id, label: libelle })),
  };
}
