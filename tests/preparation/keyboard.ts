import type { Page } from "playwright-core";

/** Where the focus is: what holds it, its rank among what may, and whether a person sees it. */
export type Stop = { name: string; rank: number; visible: boolean };

/** Presses Tab from the top of the page to its end: every stop in turn, and how many elements may hold the focus. */
export async function walkWithTab(page: Page): Promise<{ stops: Stop[]; expected: number }> {
  const expected = await page.evaluate(countStops);
  const stops: Stop[] = [];
  for (let step = 0; step < expected + 5; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeStop);
    if (!stop) break;
    stops.push(stop);
  }
  return { stops, expected };
}

// The two functions below run in the page: they see nothing of this file.

function countStops(): number {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const stops = [...document.querySelectorAll<HTMLElement | SVGElement>(wanted)].filter(
    (element) =>
      !element.matches(":disabled, [tabindex='-1']") && element.checkVisibility({ visibilityProperty: true }),
  );
  for (const [rank, stop] of stops.entries()) stop.dataset.rank = String(rank);
  return stops.length;
}

function describeStop(): Stop | null {
  const element = document.activeElement as HTMLElement | SVGElement | null;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const inView =
    box.width > 0 &&
    box.height > 0 &&
    box.bottom > 0 &&
    box.right > 0 &&
    box.top < innerHeight &&
    box.left < innerWidth;
  return {
    name: `${element.tagName.toLowerCase()} ${element.getAttribute("href") ?? element.getAttribute("name") ?? element.textContent?.trim().slice(0, 40)}`,
    rank: Number(element.dataset.rank ?? -1),
    visible: inView && outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
  };
}
