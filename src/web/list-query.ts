import { FARTHEST_KM } from "../territories/near.ts";
import { defaultSort, LIST_SORTS, type ListQuery, type ListSort } from "./pages/list-address.ts";

const MANY = 50;

/** Reads the state of a list from an address; what makes no sense is left out rather than refused. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const one = (name: string) => (params.get(name) ?? "").trim().slice(0, 200);
  const many = (name: string) =>
    [
      ...new Set(
        params
          .getAll(name)
          .map((value) => value.trim().slice(0, 200))
          .filter((value) => value !== ""),
      ),
    ].slice(0, MANY);
  const page = Number(one("page"));
  const [q, pres] = [one("q"), one("pres")];
  const rayon = one("rayon");
  return {
    q,
    reseau: many("reseau"),
    domaine: many("domaine"),
    region: one("region"),
    departement: one("departement"),
    epci: one("epci"),
    commune: one("commune"),
    pres,
    rayon: /^\d{1,3}$/.test(rayon) && Number(rayon) <= FARTHEST_KM ? rayon : "",
    partenaire: many("partenaire"),
    acteur: one("acteur"),
    audience: many("audience"),
    perspective: many("perspective"),
    dimension: many("dimension"),
    annee: one("annee"),
    statut: one("statut"),
    tri: LIST_SORTS.includes(one("tri") as ListSort) ? (one("tri") as ListSort) : defaultSort({ q, pres }),
    vue: one("vue") === "fiches" ? "fiches" : "tableau",
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}
