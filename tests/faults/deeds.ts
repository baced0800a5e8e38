import type { Installation } from "./installation.ts";
import type { Draws } from "./scale.ts";

/** Something that the installation said was done: it must be found, whole, whatever died since. */
export type Promised =
  | { kind: "import"; id: string; rows: number }
  | { kind: "merge"; network: string; kept: string; merged: string }
  | { kind: "report"; network: string; number: number };

export type Deed = (installation: Installation, network: string, draws: Draws) => Promise<Promised | null>;

const FORM = { "content-type": "application/x-www-form-urlencoded" };

const post = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  headers: FORM,
  body: new URLSearchParams(fields).toString(),
});

/** Sends a file of answers and has it imported; of the sizes drawn, some take one batch and some several. */
export const importFile: Deed = async ({ ask }, network, draws) => {
  const rows = draws.pick([40, 400, 900, 1300]);
  const run = draws.below(1e9).toString(36);
  const lines = Array.from({ length: rows }, (_, n) => `Atelier ${run} ${n};Rodez;${n + 20} personnes;CCAS de Rodez`);
  const body = new FormData();
  body.append("file", new File([`Intitulé;Lieu;Chiffres;Partenaires\n${lines.join("\n")}\n`], `${run}.csv`));
  const sent = await ask(`/${network}/importer`, { method: "POST", body });
  const id = /\/importer\/([0-9a-f-]{36})$/.exec(sent.location)?.[1];
  if (!id) return null;
  const launched = await ask(`/${network}/importer/${id}/lancer`, post({}));
  return launched.status === 303 ? { kind: "import", id, rows } : null;
};

/** The fields of a form, as a reader who takes the first choice everywhere would send them. */
function firstChoices(page: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    const [name, type, value] = [of("name"), of("type"), of("value")];
    if (name && (type === "hidden" || type === "radio")) fields[name] ??= value ?? "";
  }
  return fields;
}

/** Merges two initiatives that stand, if there are two. */
export const merge: Deed = async ({ ask, query }, network, draws) => {
  const standing = await query<{ key: string }>(
    "select i.key from initiatives i join networks n on n.id = i.network_id where n.slug = $1 and i.status = 'active' order by i.key_number limit 400",
    [network],
  );
  if (standing.length < 2) return null;
  const kept = draws.pick(standing).key;
  const merged = draws.pick(standing.filter(({ key }) => key !== kept)).key;
  const path = `/${network}/doublons/${kept}/${merged}`;
  const page = await ask(path);
  const done = await ask(path, post(firstChoices(page.text)));
  return done.status === 303 && done.location.includes("fait=merged") ? { kind: "merge", network, kept, merged } : null;
};

/** Undoes the last merge of a network. */
export const undo: Deed = async ({ ask, query }, network) => {
  const [last] = await query<{ id: string }>(
    "select m.id from merges m join networks n on n.id = m.network_id where n.slug = $1 and m.undone_at is null order by m.merged_at desc limit 1",
    [network],
  );
  if (last) await ask(`/${network}/doublons/fusions/${last.id}/defaire`, post({}));
  return null;
};

/** Seals a report, which a job then composes. */
export const seal: Deed = async ({ ask }, network) => {
  const { status, location } = await ask(`/${network}/rapports/sceller`, post({ lang: "fr" }));
  const number = Number(/scelle=(\d+)/.exec(location)?.[1]);
  return status === 303 && number > 0 ? { kind: "report", network, number } : null;
};

/** What was promised and is not there, once nothing is under way; a merge may have been undone since, by its own page. */
export async function unkept({ query }: Installation, promised: readonly Promised[]): Promise<string[]> {
  const lost: string[] = [];
  for (const one of promised) {
    if (one.kind === "import") {
      const [row] = await query<{ status: string; read: string; made: string }>(
        `select i.status, i.counts->>'read' as read, (select count(*) from statements s where s.network_id = i.network_id and s.import_id = i.id) as made
         from imports i where i.id = $1`,
        [one.id],
      );
      if (row?.status !== "done" || Number(row.read) !== one.rows || Number(row.made) !== one.rows)
        lost.push(`${JSON.stringify(one)}: ${JSON.stringify(row)}`);
    } else if (one.kind === "merge") {
      const rows = await query(
        `select 1 from merges m join initiatives k on k.network_id = m.network_id and k.id = m.kept_id
         join initiatives g on g.network_id = m.network_id and g.id = m.merged_id join networks n on n.id = m.network_id
         where n.slug = $1 and k.key = $2 and g.key = $3`,
        [one.network, one.kept, one.merged],
      );
      if (rows.length === 0) lost.push(JSON.stringify(one));
    } else {
      const [row] = await query<{ status: string }>(
        "select r.status, r.failure from reports r join networks n on n.id = r.network_id where n.slug = $1 and r.number = $2",
        [one.network, one.number],
      );
      if (row?.status !== "sealed") lost.push(`${JSON.stringify(one)}: ${JSON.stringify(row)}`);
    }
  }
  return lost;
}
