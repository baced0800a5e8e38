import { EMPTY_QUERY, LIST_SORTS, type ListQuery, type ListSort } from "./pages/list-address.ts";

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
  return {
    q: one("q"),
    reseau: many("reseau"),
    domaine: many("domaine"),
    region: one("region"),
    departement: one("departement"),
    partenaire: many("partenaire"),
    perspective: many("perspective"),
    dimension: many("dimension"),
    annee: one("annee"),
    statut: one("statut"),
    tri: LIST_SORTS.includes(one("tri") as ListSort) ? (one("tri") as ListSort) : EMPTY_QUERY.tri,
    vue: one("vue") === "fiches" ? "fiches" : "tableau",
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}
