import { type Html, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import type { ApiDocument, Operation, Parameter, Property, SchemaObject } from "../api/document.ts";
import { EXAMPLES } from "../api/examples.ts";
import { FIELD_SOURCES } from "../api/vocabulary.ts";
import { href, type PageContext } from "../context.ts";
import { page } from "../layout.ts";

export type ApiView = { document: ApiDocument; base: string; perMinute: number };

const code = (text: string): Html => html`<pre class="code" tabindex="0"><code>${text}</code></pre>`;
const mono = (text: string): Html => html`<code class="mono">${text}</code>`;
const label = (text: string): Html => html`<code class="mono nowrap">${text}</code>`;
const sectionOf = (schema: string): string => `schema-${schema}`;
const nameOf = (ref: string): string => ref.replace(/^.*\//, "");

/** The type of a field in words, with a link to the shape it follows. */
const typeOf = (ctx: PageContext, property: Property): Html => {
  const words = ctx.t.api;
  if (property.$ref) return html`<a href="#${sectionOf(nameOf(property.$ref))}">${nameOf(property.$ref)}</a>`;
  const several = property.oneOf ?? property.anyOf;
  const kinds = [property.type ?? "object"].flat();
  const orNull = kinds.includes("null") || several?.some(({ type }) => type === "null") ? ` ${words.orNull}` : "";
  const main = several?.find(({ type }) => type !== "null");
  if (main) return html`${typeOf(ctx, main)}${orNull}`;
  const kind = kinds.find((one) => one !== "null") ?? "object";
  if (kind === "array") return html`${words.listOf("")}${typeOf(ctx, property.items ?? {})}${orNull}`;
  return html`${words.types[kind] ?? kind}${orNull}`;
};

const parametersTable = (ctx: PageContext, parameters: readonly Parameter[]): Html => {
  const words = ctx.t.api;
  return table<Parameter>({
    caption: words.operationParameters,
    hideCaption: true,
    stack: true,
    rows: parameters,
    columns: [
      { head: words.heads.parameter, cell: (parameter) => label(parameter.name) },
      {
        head: words.heads.meaning,
        cell: ({ description, schema }) =>
          html`${description} ${schema.type === "array" && html`<span class="small quiet">(${words.repeatable})</span>`}${
            schema.default !== undefined &&
            schema.default !== "" &&
            !Array.isArray(schema.default) &&
            html`<span class="small quiet">(${words.byDefault(String(schema.default))})</span>`
          }`,
      },
    ],
  });
};

const schemaOf = (operation: Operation): string | null => {
  const [content] = Object.values(operation.responses["200"]?.content ?? {}) as { schema?: Property }[];
  return content?.schema?.$ref ? nameOf(content.schema.$ref) : null;
};

const operationBlock = (ctx: PageContext, path: string, operation: Operation, view: ApiView): Html => {
  const words = ctx.t.api;
  const answer = schemaOf(operation);
  const asked = EXAMPLES.addresses[operation.operationId] ?? path;
  const content = Object.values(operation.responses["200"]?.content ?? {})[0] as { example?: unknown } | undefined;
  return html`<article class="entry"><h3 id="${operation.operationId}">${operation.summary}</h3><p>${mono(`GET ${path}`)}</p><p>${operation.description} ${
    answer && html`<a href="#${sectionOf(answer)}">${words.answers(answer)}</a>`
  }</p>${operation.parameters && parametersTable(ctx, operation.parameters)}${code(
    `curl "${view.base}${asked}"`,
  )}<details class="data"><summary>${words.example}</summary><pre class="code" lang="fr" tabindex="0"><code>${JSON.stringify(
    content?.example ?? {},
    null,
    2,
  )}</code></pre></details></article>`;
};

const schemaBlock = (ctx: PageContext, name: string, schema: SchemaObject): Html => {
  const words = ctx.t.api;
  const sources = FIELD_SOURCES[name] ?? {};
  const rows = Object.entries(schema.properties ?? {}).map(([field, property]) => ({ field, property }));
  return html`<article class="entry"><h3 id="${sectionOf(name)}">${name}</h3><p>${schema.description}</p>${table<
    (typeof rows)[number]
  >({
    caption: name,
    hideCaption: true,
    stack: true,
    rows,
    columns: [
      { head: words.heads.field, cell: ({ field }) => label(field) },
      { head: words.heads.type, label: words.heads.type, small: true, cell: ({ property }) => typeOf(ctx, property) },
      { head: words.heads.meaning, label: words.heads.meaning, cell: ({ field }) => words.fields[name]?.[field] ?? "" },
      {
        head: words.heads.source,
        label: words.heads.source,
        small: true,
        cell: ({ field }) => words.sources[sources[field] ?? "computed"],
      },
    ],
  })}</article>`;
};

/** What holds data first, in the order of the vocabulary; the lists and errors around them last. */
const shapesInOrder = ({ components: { schemas } }: ApiDocument): [string, SchemaObject][] => {
  const told = Object.keys(FIELD_SOURCES);
  const rank = (shape: string) => (told.includes(shape) ? told.indexOf(shape) : told.length);
  return Object.entries(schemas).sort(([a], [b]) => rank(a) - rank(b));
};

const codesBlock = (ctx: PageContext, title: string, meanings: Record<string, string>): Html => {
  const words = ctx.t.api;
  return html`<article class="entry"><h3>${title}</h3>${table<[string, string]>({
    caption: title,
    hideCaption: true,
    stack: true,
    rows: Object.entries(meanings),
    columns: [
      { head: words.heads.code, cell: ([one]) => mono(one) },
      { head: words.heads.meaning, cell: ([, meaning]) => meaning },
    ],
  })}</article>`;
};

const manual = (ctx: PageContext, { base, perMinute }: ApiView): Html => {
  const words = ctx.t.api;
  return html`${section({
    id: "commencer",
    title: words.start,
    aside: words.startAside,
    body: html`<p>${words.startText}</p>${code(`curl ${base}/api/v1`)}<p><a href="/api/v1/openapi.json">${words.formal}</a></p>`,
  })}${section({ id: "pages", title: words.paging, body: words.pagingText.map((text) => html`<p>${text}</p>`) })}${section(
    {
      id: "etag",
      title: words.caching,
      body: html`<p>${words.cachingText}</p>`,
    },
  )}${section({
    id: "limites",
    title: words.rate,
    body: html`<p>${words.rateText(perMinute)}</p><p>${words.rateBulk} <a href="${href(ctx, "/donnees")}">${words.bulkLink}</a>.</p>`,
  })}${section({ id: "erreurs", title: words.errors, body: html`<p>${words.errorsText}</p>` })}${section({
    id: "licence",
    title: words.licence,
    body: html`<p>${words.licenceText}</p>`,
  })}`;
};

/** The API for people who read: made from the description that machines take, so that both say the same. */
export const apiPage = (ctx: PageContext, view: ApiView): Html => {
  const words = ctx.t.api;
  const { common } = ctx.t;
  const lists = words.codeLists;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p><p>${words.about}</p></div>${manual(
    ctx,
    view,
  )}${section({
    id: "adresses",
    title: words.operations,
    aside: words.operationsAside,
    body: Object.entries(view.document.paths).map(([path, { get }]) => operationBlock(ctx, path, get, view)),
  })}${section({
    id: "vocabulaire",
    title: words.vocabulary,
    aside: words.vocabularyAside,
    body: shapesInOrder(view.document).map(([shape, schema]) => schemaBlock(ctx, shape, schema)),
  })}${section({
    id: "codes",
    title: words.codes,
    aside: words.codesAside,
    body: [
      codesBlock(ctx, lists.qualifiers, common.figure.reserves),
      codesBlock(ctx, lists.roles, common.roles),
      codesBlock(ctx, lists.kinds, common.kind),
      codesBlock(ctx, lists.prospects, common.prospects),
      codesBlock(ctx, lists.scales, common.scales),
      codesBlock(ctx, lists.placeStatus, common.placeStatus),
    ],
  })}`;
  return page(ctx, { title: words.title, description: words.description, body });
};
