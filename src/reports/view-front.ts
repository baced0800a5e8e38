import { capital, dayInWords, markRank, type Press, paragraphs, sentence } from "./view.ts";

const monthOf = (date: string): number => {
  const [year = 0, month = 1] = date.split("-").map(Number);
  return year * 12 + month - 1;
};

/** The cover, the foreword and what says how the study was done and how to read it. */
export function frontView(p: Press) {
  const { model, w, u, lang } = p;
  const steps = [...model.study.steps].sort((a, b) => a.order - b.order);
  const first = steps.length > 0 ? Math.min(...steps.map((step) => monthOf(step.start))) : 0;
  const last = steps.length > 0 ? Math.max(...steps.map((step) => monthOf(step.end))) : 0;
  return {
    cover: {
      network: u(model.network.name),
      title: u(model.title),
      subtitle: u(model.subtitle),
      edition: u(model.edition.label),
      research:
        steps.length > 0 ? `${w.cover.research}, ${span(p, steps.at(0)!.start, latest(steps.map((s) => s.end)))}` : "",
    },
    foreword: {
      title: w.chapters.foreword,
      paragraphs: paragraphs(p, model.foreword),
      missing: {
        title: w.forewordMissing.title,
        text: w.forewordMissing.text(u(model.network.name)),
        dated: w.forewordMissing.dated(dayInWords(model.edition.date, lang)),
      },
    },
    note: { title: w.chapters.note, paragraphs: paragraphs(p, model.authorsNote) },
    study: {
      title: w.chapters.study,
      lead: steps.length > 0 ? w.study.lead(last - first + 1, steps.length) : w.study.missing,
      questionsTitle: w.study.questions,
      questions: model.study.questions.map(u),
      timelineTitle: w.study.timeline,
      months: last - first + 1,
      ticks: ticks(p, first, last),
      steps: steps.map((step) => ({
        order: step.order,
        title: u(step.title),
        what: sentence(u(step.what)),
        who: u(step.who.join(", ")),
        date: capital(span(p, step.start, step.end)),
        from: monthOf(step.start) - first,
        to: monthOf(step.end) - first + 1,
      })),
      alt: w.study.alt(
        steps.map((step) => `${step.order}, ${u(step.title)} : ${span(p, step.start, step.end)}`).join(" ; "),
      ),
    },
    grid: gridView(p),
    reading: { title: w.chapters.reading, ...w.reading, domains: domainMarks(p) },
  };
}

const latest = (dates: string[]) => [...dates].sort().at(-1)!;

function span(p: Press, start: string, end: string): string {
  const [a, b] = [dayInWords(start, p.lang), dayInWords(end, p.lang)];
  if (a === b) return a;
  return start.slice(0, 4) === end.slice(0, 4) ? `${a.replace(/ \d{4}$/, "")} – ${b}` : `${a} – ${b}`;
}

/** The first month, each January and the last month. */
function ticks(p: Press, first: number, last: number) {
  const months = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return months
    .filter((m) => m === first || m === last || (m % 12 === 0 && m - first > 1 && last - m > 1))
    .map((m) => ({
      at: m === last ? m - first + 1 : m - first,
      label: dayInWords(`${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}`, p.lang),
    }));
}

function gridView({ model, w, u }: Press) {
  const { dimensions, scale } = model.grid;
  return {
    title: w.chapters.grid,
    lead: dimensions.length > 0 ? w.grid.lead(dimensions.length) : w.grid.missing,
    dimension: w.grid.dimension,
    lever: w.grid.lever,
    impact: w.grid.impact,
    scaleTitle: w.grid.scale,
    dimensions: [...dimensions]
      .sort((a, b) => a.order - b.order)
      .map((d) => ({ order: d.order, name: u(d.name), lever: sentence(u(d.lever)), impact: sentence(u(d.impact)) })),
    scale: [...scale]
      .sort((a, b) => a.score - b.score)
      .map((s) => ({ score: String(s.score), name: u(s.name), meaning: sentence(u(s.meaning)) })),
  };
}

/** The mark, name and number of initiatives of each domain. */
export function domainMarks({ model, u, number }: Press) {
  return model.domains.map((domain) => ({
    rank: markRank(domain),
    name: u(domain.name),
    count: number(model.initiatives.filter((item) => item.domains[0] === domain.key).length),
  }));
}
