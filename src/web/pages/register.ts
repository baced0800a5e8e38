import { PERSONAL, PROCESSINGS, type Processing } from "../../personal-data/register.ts";
import { type Html, html } from "../../ui/html.ts";
import { pairs, section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import type { PageContext } from "../context.ts";

/** The names of processings, in the order in which the register tells them. */
const NAMES = Object.keys(PROCESSINGS) as Processing[];

const one = (ctx: PageContext, name: Processing): Html => {
  const words = ctx.t.register;
  const said = words.processings[name];
  const columns = PERSONAL.filter(({ processing }) => processing === name);
  const listed = <K extends string>(keys: K[], say: Record<K, string>) =>
    [...new Set(keys)].map((key) => say[key]).join(", ");
  const told: [string, string][] = [
    [words.heads.purpose, said.purpose],
    [words.heads.basis, words.bases[PROCESSINGS[name].basis]],
    [words.heads.people, said.people],
    [
      words.heads.data,
      listed(
        columns.map(({ data }) => data),
        words.data,
      ),
    ],
    [words.heads.recipients, said.recipients],
    [words.heads.retention, [...new Set(columns.map(({ retention }) => words.retentions[retention]))].join(" ; ")],
  ];
  return section({
    id: `traitement-${name}`,
    title: said.name,
    body: html`${pairs(told.map(([name, text]) => ({ name, text })))}<details><summary>${words.heads.fields}</summary>${table(
      {
        caption: `${words.heads.fields}, ${said.name}`,
        hideCaption: true,
        stack: true,
        rows: columns,
        columns: [
          { head: words.heads.column, cell: (row) => html`<code>${row.table}.${row.column}</code>` },
          { head: words.heads.kind, label: words.heads.kind, cell: (row) => words.data[row.data] },
          { head: words.heads.kept, label: words.heads.kept, cell: (row) => words.retentions[row.retention] },
          { head: words.heads.erased, label: words.heads.erased, cell: (row) => words.erased[row.erased] },
          {
            head: words.heads.confidential,
            label: words.heads.confidential,
            cell: (row) => words.protections[row.confidential ?? "none"],
          },
        ],
      },
    )}</details>`,
  });
};

/** The register of processings, as the code declares it. */
export const registerSections = (ctx: PageContext): Html => {
  const words = ctx.t.register;
  return html`${section({ id: "registre", title: words.title, body: html`<p>${words.lead}</p><p>${words.controller}</p>` })}${NAMES.map(
    (name) => one(ctx, name),
  )}${section({ id: "transferts", title: words.transfersTitle, body: html`<p>${words.transfers}</p>` })}${section({
    id: "securite",
    title: words.securityTitle,
    body: html`<ul class="plain">${words.security.map((line) => html`<li>${line}</li>`)}</ul>`,
  })}`;
};
