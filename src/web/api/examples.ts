import { readFileSync } from "node:fs";

type Json = Record<string, unknown>;

/** Answers of the demonstration network, kept true by a test that asks for them again. */
export const EXAMPLES = JSON.parse(readFileSync(new URL("./examples.json", import.meta.url), "utf8")) as {
  /** Where the examples say they were asked. */
  addresses: Record<string, string>;
  answers: Record<
    | "index"
    | "openapi"
    | "catalogue"
    | "networks"
    | "network"
    | "networkInitiatives"
    | "initiative"
    | "actors"
    | "domains"
    | "networkFacets"
    | "initiatives"
    | "facets"
    | "territory",
    Json
  >;
  problems: Record<"parameters" | "network" | "quota", Json>;
  link: string;
};
