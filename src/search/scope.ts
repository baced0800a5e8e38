import { type RawBuilder, sql } from "kysely";

/**
 * Whether a row belongs to one of the networks. One network is compared by equality: with a list of one, PostgreSQL would
 * not follow the order of an index.
 */
export const ofScope = (scope: readonly string[], alias?: string): RawBuilder<boolean> => {
  const column = sql.ref(alias ? `${alias}.network_id` : "network_id");
  const [only, ...others] = scope;
  return only !== undefined && others.length === 0
    ? sql<boolean>`${column} = ${only}::uuid`
    : sql<boolean>`${column} = any(${[...scope]}::uuid[])`;
};
