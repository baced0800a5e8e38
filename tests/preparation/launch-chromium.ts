import { type Browser, chromium as launcher } from "playwright-core";
import { findChromium } from "./chromium.ts";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--no-first-run",
];

/** Starts a Chromium that asks nothing of anybody but the pages it is sent to; fails where there is none. */
export async function launchChromium(): Promise<Browser> {
  const chromium = await findChromium();
  if (!chromium) throw new Error("No Chromium was found");
  return launcher.launch({
    executablePath: chromium.path,
    args: [...ARGS, ...chromium.args],
    env: { ...process.env, ...chromium.env } as Record<string, string>,
  });
}
