import { settleNetwork } from "../networks/actions/settle-network.ts";
import { LICENCE_KEYS } from "../networks/licences.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { type Command, DONE, misused, refused, type Values } from "./command.ts";

const LICENCES = [...LICENCE_KEYS, "none"].join("|");

export const command: Command = {
  name: "network set",
  usage: `--network SLUG [--publish yes|no] [--share yes|no] [--proposals yes|no] [--licence ${LICENCES}] [--name TEXT] [--description TEXT] [--json]`,
  options: {
    network: { type: "string" },
    publish: { type: "string" },
    share: { type: "string" },
    proposals: { type: "string" },
    licence: { type: "string" },
    name: { type: "string" },
    description: { type: "string" },
  },
  words: [0, 0],
  needs: "database",
  run: async (io, _args, values, runtime) => {
    if (typeof values.network !== "string") return misused("--network");
    const wrong = wronglySaid(values);
    if (wrong) return misused(wrong);
    const settled = await settleNetwork(runtime.doors(LOCAL_PERSON), {
      network: values.network,
      ...(values.publish !== undefined && { published: values.publish === "yes" }),
      ...(values.share !== undefined && { shared: values.share === "yes" }),
      ...(values.proposals !== undefined && { open_to_proposals: values.proposals === "yes" }),
      ...(values.licence !== undefined && { licence: values.licence === "none" ? null : values.licence }),
      ...(values.name !== undefined && { name: values.name }),
      ...(values.description !== undefined && { description: values.description }),
    });
    if (!settled.ok) return refused(settled.failure);
    const { settings } = settled.value;
    if (io.json) io.answer(JSON.stringify({ network: values.network, ...settings }));
    else io.answer(io.words.settled(values.network, settings));
    return DONE;
  },
};

function wronglySaid(values: Values): string | null {
  for (const name of ["publish", "share", "proposals"])
    if (values[name] !== undefined && !["yes", "no"].includes(String(values[name]))) return `--${name} yes|no`;
  if (values.licence !== undefined && !LICENCES.split("|").includes(String(values.licence)))
    return `--licence ${LICENCES}`;
  return null;
}
