import type { Doors } from "../../platform/action.ts";
import { ok, type Result } from "../../platform/result.ts";
export async function composeReport(_d: Doors, _i: { network: string; id: string }): Promise<Result<null>> {
  return ok(null);
}
