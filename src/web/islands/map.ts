import { type LivePlace, type LiveSettings, nearAddress } from "./live/settings.ts";

/** The doors of the interactive map: nothing of it is asked before a reader presses its button, or comes with its state. */

/** The state of an open map, as its address keeps it. */
const STATE = /^#carte=/;

for (const section of document.querySelectorAll<HTMLElement>("[data-live]")) prepare(section);

function prepare(section: HTMLElement): void {
  const settings = JSON.parse(section.dataset.live ?? "{}") as LiveSettings;
  const status = section.querySelector<HTMLElement>("[data-live-says]");
  const frame = section.querySelector<HTMLElement>("[data-live-map]");
  if (!status || !frame) return;
  const say = (words: string) => {
    if (status.textContent !== words) status.textContent = words;
  };
  for (const door of section.querySelectorAll<HTMLElement>("[data-live-doors]")) door.hidden = false;
  const open = section.querySelector<HTMLButtonElement>("button[name=open]");
  open?.addEventListener("click", () => void openMap(settings, { section, frame, say }, open));
  section.querySelector("button[name=around]")?.addEventListener("click", () => askPosition(settings, say));
  if (STATE.test(location.hash) && open) void openMap(settings, { section, frame, say }, open);
}

async function openMap(settings: LiveSettings, place: LivePlace, open: HTMLButtonElement): Promise<void> {
  open.disabled = true;
  place.say(settings.words.opening);
  try {
    const { openLiveMap } = (await import(settings.script)) as typeof import("./live/open-map.ts");
    const opened = await openLiveMap(settings, place);
    if (opened) open.hidden = true;
    else open.disabled = false;
  } catch {
    place.say(settings.words.failed);
    open.disabled = false;
  }
}

/** Asks the browser, which asks the reader, where she is; then leads to the list of what is near. */
function askPosition({ list, words }: LiveSettings, say: (words: string) => void): void {
  const refused = () => say(words.aroundRefused);
  if (!navigator.geolocation) {
    refused();
    return;
  }
  say(words.aroundWaiting);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => location.assign(nearAddress(list, coords.latitude, coords.longitude)),
    refused,
    { maximumAge: 600_000, timeout: 20_000 },
  );
}
