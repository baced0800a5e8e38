import { formatMoment } from "../../i18n/format.ts";
import type { Failure } from "../../platform/result.ts";
import { button } from "../../ui/actions.ts";
import { emptyState, notice } from "../../ui/feedback.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { type Column, table } from "../../ui/table.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import type { JobsView, ShownJob } from "../views/jobs.ts";
import { enhanced, postForm } from "./workspace.ts";

/** What was just done, or why it was not. */
export type JobsNews = { done: "again" | "aside" } | { problem: string };

type Say = (failure: Failure) => string;

const REFRESH = 5;

/** What a job is for, in a few words. */
const nameOf = (ctx: PageContext, job: ShownJob): string =>
  job.file ?? (job.report === null ? (ctx.t.jobs.kinds[job.queue] ?? job.queue) : ctx.t.jobs.report(job.report));

const addressOf = (ctx: PageContext, job: ShownJob): string | null => {
  if (job.file !== null) return inNetwork(ctx, `/importer/${job.subject}`);
  return job.report === null ? null : inNetwork(ctx, "/rapports");
};

const whatColumn = (ctx: PageContext): Column<ShownJob> => ({
  head: ctx.t.jobs.heads.what,
  cell: (job) => {
    const [name, address, kind] = [nameOf(ctx, job), addressOf(ctx, job), ctx.t.jobs.kinds[job.queue] ?? job.queue];
    const shown = job.file === null ? name : html`<span class="mono">${name}</span>`;
    return html`${address === null ? shown : html`<a href="${address}">${shown}</a>`}${name !== kind && html`<br><span class="small quiet">${kind}</span>`}`;
  },
});

const askedColumn = (ctx: PageContext): Column<ShownJob> => ({
  head: ctx.t.jobs.heads.asked,
  label: ctx.t.jobs.heads.asked,
  small: true,
  cell: ({ askedAt }) =>
    html`<time datetime="${askedAt.toISOString()}">${formatMoment(askedAt.toISOString(), ctx.lang)}</time>`,
});

/** A job's state with how far it is, or when and why it is tried again. */
const stateCell = (ctx: PageContext, job: ShownJob, say: Say): Html => {
  const words = ctx.t.jobs;
  const far = job.rows
    ? words.rows(job.rows.done, job.rows.total)
    : job.share === null
      ? null
      : words.share(Math.round(job.share * 100));
  const next = job.nextAt && words.nextTry(formatMoment(job.nextAt.toISOString(), ctx.lang));
  return html`${words.states[job.state]}${far && html`<br>${far}`}${next && html`<br>${job.failure && `${say(job.failure)} `}${next}`}`;
};

const decide = (ctx: PageContext, job: ShownJob): Html => {
  const words = ctx.t.jobs;
  const name = nameOf(ctx, job);
  const send = (verb: string, label: string, told: string, second: boolean) =>
    postForm(
      ctx,
      inNetwork(ctx, `/travaux/${job.id}/${verb}`),
      button(html`${label}<span class="vh"> (${name})</span>`, { small: true, second }),
      { label: told },
    );
  return html`${send("relancer", words.retry, words.retryOf(name), false)}${send("ecarter", words.setAside, words.setAsideOf(name), true)}`;
};

const deadTable = (ctx: PageContext, jobs: readonly ShownJob[], say: Say): Html => {
  const { heads, deadCaption, tries } = ctx.t.jobs;
  return table({
    caption: deadCaption,
    hideCaption: true,
    stack: true,
    rows: jobs,
    columns: [
      whatColumn(ctx),
      askedColumn(ctx),
      {
        head: heads.why,
        label: heads.why,
        small: true,
        cell: (job) => html`${job.failure && say(job.failure)} (${tries(job.tries)})`,
      },
      { head: heads.decide, label: heads.decide, cell: (job) => decide(ctx, job) },
    ],
  });
};

const aliveTable = (ctx: PageContext, jobs: readonly ShownJob[], say: Say): Html => {
  const { heads, aliveCaption } = ctx.t.jobs;
  return table({
    caption: aliveCaption,
    hideCaption: true,
    stack: true,
    rows: jobs,
    columns: [
      whatColumn(ctx),
      askedColumn(ctx),
      { head: heads.state, label: heads.state, small: true, cell: (job) => stateCell(ctx, job, say) },
    ],
  });
};

const told = (ctx: PageContext, news: JobsNews | undefined): HtmlValue => {
  if (!news) return "";
  if ("problem" in news)
    return notice({ kind: "failure", title: ctx.t.jobs.failed, body: html`<p>${news.problem}</p>`, live: true });
  return notice({ title: ctx.t.jobs.done[news.done], live: true });
};

/** What is being done for a network apart from its pages, and what could not be done. */
export const jobsPage = (ctx: PageContext, view: JobsView, say: Say, news?: JobsNews): Html => {
  const words = ctx.t.jobs;
  const { dead, alive } = view;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${told(ctx, news)}</div>${
    dead.length > 0 &&
    section({ id: "a-decider", title: words.deadTitle, aside: words.deadAside, body: deadTable(ctx, dead, say) })
  }${section({
    id: "en-cours",
    title: words.aliveTitle,
    aside: words.aliveAside,
    body:
      alive.length > 0
        ? html`<div data-progress>${aliveTable(ctx, alive, say)}</div><p class="small quiet">${words.refreshes}</p>`
        : emptyState({ title: words.emptyTitle, body: words.emptyBody }),
  })}`;
  return page(ctx, {
    title: words.title,
    description: words.description,
    nav: "jobs",
    ...(alive.length > 0 && { head: enhanced(ctx), refresh: REFRESH }),
    body,
  });
};
