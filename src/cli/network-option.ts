import { canRead } from "../networks/policies.ts";
import { findNetwork, type Network } from "../platform/action.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import type { Runtime } from "../platform/runtime.ts";
import { type Ending, misused, refused, type Values } from "./command.ts";

/** The network that --network names, or how the command ends without it. */
export async function readNetwork(
  runtime: Runtime,
  values: Values,
): Promise<{ network: Network } | { ending: Ending }> {
  if (typeof values.network !== "string") return { ending: misused("--network") };
  const network = await findNetwork(runtime.db, values.network);
  if (!network || !canRead(LOCAL_PERSON, network))
    return { ending: refused({ kind: "not_found", code: "network", params: { network: values.network } }) };
  return { network };
}
