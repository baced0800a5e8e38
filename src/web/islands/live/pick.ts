import type { Map as LibreMap } from "maplibre-gl";
import { type LivePlace, type LiveSettings, nearAddress } from "./settings.ts";

/** Lets the reader choose a point, by pressing it or by bringing the cross there, and leads to what is near it. */
export function pickPoint(map: LibreMap, settings: LiveSettings, place: LivePlace): HTMLButtonElement {
  const { words, list } = settings;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second small";
  button.textContent = words.pick;
  button.setAttribute("aria-pressed", "false");
  const cross = document.createElement("div");
  cross.className = "cross";
  cross.hidden = true;
  map.getContainer().append(cross);
  const set = (on: boolean) => {
    button.setAttribute("aria-pressed", String(on));
    cross.hidden = !on;
    map.getContainer().classList.toggle("picking", on);
    place.say(on ? words.picking : "");
    if (on) map.getCanvas().focus();
  };
  const picking = () => !cross.hidden;
  const go = ({ lat, lng }: { lat: number; lng: number }) => location.assign(nearAddress(list, lat, lng));
  button.addEventListener("click", () => set(!picking()));
  map.on("click", (event) => picking() && go(event.lngLat.wrap()));
  map.getContainer().addEventListener("keydown", (event) => {
    if (!picking()) return;
    if (event.key === "Escape") {
      set(false);
      button.focus();
    } else if (event.key === "Enter" && event.target === map.getCanvas()) go(map.getCenter().wrap());
  });
  return button;
}
