import { describe, expect, test } from "vitest";
import type { Network } from "../platform/action.ts";
import { COMMON, commonDataset, datasetOf, datasetsOf, decideDue, type Seen } from "./datasets.ts";

const network = (slug: string, more: Partial<Network> = {}): Network => ({
  id: `id-${slug}`,
  slug,
  name: slug,
  description: "",
  organisation: null,
  provenance: null,
  open_to_proposals: false,
  published: true,
  shared: true,
  licence: null,
  revision: 1,
  ...more,
});

describe("a dataset", () => {
  test("is of a network that publishes, and of all those that share", () => {
    expect(datasetOf(network("a", { published: false }))).toBeNull();
    expect(commonDataset([network("a", { shared: false }), network("b", { published: false })])).toBeNull();
    expect(datasetsOf([network("a"), network("b", { shared: false })]).map(({ id }) => id)).toEqual([
      "id-a",
      "id-b",
      COMMON,
    ]);
  });

  test("has another state when a network changes, comes or goes", () => {
    const state = (networks: Network[]) => commonDataset(networks)!.state;
    const states = [
      state([network("a"), network("b")]),
      state([network("a"), network("b", { revision: 2 })]),
      state([network("a"), network("b"), network("c")]),
      state([network("a")]),
    ];
    expect(new Set(states).size).toBe(4);
  });
});

describe("files", () => {
  const at = (revision: number) => datasetsOf([network("a", { shared: false, revision })]);
  const made = (revision: number) => new Map([["id-a", at(revision)[0]!.state]]);

  test("are made at once where there are none, and left alone while they are good", () => {
    expect(decideDue(at(1), new Map(), new Map())).toEqual(["id-a"]);
    expect(decideDue(at(1), made(1), new Map())).toEqual([]);
  });

  test("are made again once a change has rested from one look to the next", () => {
    const seen: Seen = new Map();
    expect(decideDue(at(2), made(1), seen)).toEqual([]);
    expect(decideDue(at(3), made(1), seen)).toEqual([]);
    expect(decideDue(at(3), made(1), seen)).toEqual(["id-a"]);
  });

  test("do not wait for ever for a network that never rests", () => {
    const seen: Seen = new Map();
    const looks = Array.from({ length: 11 }, (_, look) => decideDue(at(look + 2), made(1), seen).length);
    expect(looks).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  test("are taken away when their network stops publishing", () => {
    expect(decideDue([], made(1), new Map())).toEqual(["id-a"]);
  });
});
