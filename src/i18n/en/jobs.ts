import { formatNumber } from "../format.ts";
import type { jobs as french } from "../fr/jobs.ts";

const number = (value: number) => formatNumber(value, "en");

export const jobs: typeof french = {
  title: "Work under way",
  description: "What this installation does for this network apart from its pages, and what could not be done.",
  lead: "Imports, reports, files of open data, messages: what is done apart from the pages. What fails is tried again by itself; what always fails waits here for your decision.",
  deadTitle: "To decide",
  deadAside: "These failed at every try. Nothing is lost: tried again, they go on from where they were.",
  deadCaption: "Jobs given up after several tries",
  aliveTitle: "Waiting and running",
  aliveAside: "You may leave this page, and even turn your computer off.",
  aliveCaption: "Jobs that wait or run",
  emptyTitle: "Nothing is waiting",
  emptyBody: "All that was asked for this network is done.",
  heads: { what: "Job", state: "State", asked: "Asked for", why: "Reason", decide: "Decision" },
  kinds: {
    import: "Import of a file",
    report: "Composing a report",
    bulk: "Files of open data",
    mail: "Message",
    schedule: "Scheduled task",
  },
  report: (n) => `Report no. ${number(n)}`,
  states: { waiting: "waiting", running: "running", retrying: "to be tried again", dead: "given up" },
  rows: (done, total) =>
    total === null ? `${number(done)} rows read` : `${number(done)} rows of about ${number(total)}`,
  share: (percent) => `${number(percent)}%`,
  tries: (n) => (n > 1 ? `${number(n)} tries` : `${number(n)} try`),
  nextTry: (when) => `Next try on ${when}.`,
  retry: "Try again",
  retryOf: (what) => `Try again: ${what}`,
  setAside: "Set aside",
  setAsideOf: (what) => `Set aside: ${what}`,
  done: {
    again: "The job is back in the queue.",
    aside: "The job is set aside: it will not be tried any more.",
  },
  failed: "Nothing has changed",
  refreshes: "This page keeps itself up to date.",

  ahead: (n) => (n === 0 ? "Next in the queue." : n === 1 ? "1 job goes first." : `${number(n)} jobs go first.`),
  retrying: (why, when) => `${why} It will be tried again, by itself, on ${when}.`,
};
