import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Finding = { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] };

type Scope = "everything" | "colours" | "words";

// Dark only changes colours, another language only words: the rest needs no second look.
const RULES: Record<Scope, object> = {
  everything: { runOnly: TAGS },
  colours: { runOnly: ["color-contrast"] },
  words: { runOnly: TAGS, rules: { "color-contrast": { enabled: false } } },
};

/** What axe finds against WCAG 2.2 AA and good practice on the page as it is now, one line an element. */
export async function findBarriers(page: Page, scope: Scope = "everything"): Promise<string[]> {
  // Axe needs timers, which stand still where scripts are off: the journey made with them looks at the same pages.
  if (await page.evaluate(() => !matchMedia("(scripting: enabled)").matches)) return [];
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: Finding[] }> };
    };
    const { violations } = await axe.run(document, { ...rules, resultTypes: ["violations"] });
    return violations;
  }, RULES[scope]);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} | ${target.join(" ")} | ${failureSummary ?? ""}`),
  );
}

/** What sticks out on the right of the window, which a reader could only see by scrolling sideways. */
export function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`)
      .slice(0, 8);
  });
}

/** Opens everything that folds; what is given back closes again what was closed. */
export async function unfold(page: Page): Promise<() => Promise<void>> {
  const closed = await page.evaluateHandle(() => {
    const closed = [...document.querySelectorAll("details:not([open])")] as HTMLDetailsElement[];
    for (const details of closed) details.open = true;
    return closed;
  });
  return async () => {
    await closed.evaluate((all) => {
      for (const details of all) details.open = false;
    });
    await closed.dispose();
  };
}

/** Counts what the pages of a tab make travel, headers included, from now on; `fresh` when it keeps nothing of others. */
export async function weigh(page: Page, { fresh = false } = {}): Promise<() => { bytes: number; requests: number }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: fresh });
  let [bytes, requests] = [0, 0];
  devtools.on("Network.requestWillBeSent", () => {
    requests += 1;
  });
  devtools.on("Network.loadingFinished", (event) => {
    bytes += event.encodedDataLength;
  });
  return () => ({ bytes, requests });
}
