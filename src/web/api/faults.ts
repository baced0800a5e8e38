import { catalogue } from "../../i18n/catalogue.ts";
import type { Lang } from "../../i18n/format.ts";
import type { Fault } from "./problems.ts";

type Issue = { code?: string | undefined; path: readonly PropertyKey[]; keys?: readonly string[] };

/** What is wrong with the parameters of a request, one sentence for each. */
export function faultsOf(issues: readonly Issue[], lang: Lang): Fault[] {
  const { faults, parameters } = catalogue(lang).api;
  const found = issues.flatMap((issue): Fault[] => {
    if (issue.code === "unrecognized_keys")
      return (issue.keys ?? []).map((parameter) => ({ parameter, detail: faults.unknown(parameter) }));
    const parameter = String(issue.path[0] ?? "");
    return [{ parameter, detail: faults.refused(parameter, parameters[parameter] ?? "") }];
  });
  return [...new Map(found.map((fault) => [fault.parameter, fault])).values()];
}
