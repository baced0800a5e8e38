import { EMBED_SHAPES, EMBED_THEMES, type EmbedShape, type EmbedTheme } from "./pages/embed.ts";

/** How a frame looks, besides what it shows. */
export type EmbedLook = { shape: EmbedShape; theme: EmbedTheme; count: number; height: number };

const COUNT = { least: 1, most: 50, usual: 10 };
const HEIGHT = { least: 150, most: 3000, usual: 600 };

const whole = (text: string | null, { least, most, usual }: typeof COUNT): number => {
  const value = Number(text);
  return text !== null && Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : usual;
};

/** Reads the look of a frame from an address; what makes no sense is replaced by what is usual. */
export const readLook = (params: URLSearchParams): EmbedLook => ({
  shape: EMBED_SHAPES.find((shape) => shape === params.get("forme")) ?? "liste",
  theme: EMBED_THEMES.find((theme) => theme === params.get("couleurs")) ?? "auto",
  count: whole(params.get("nombre"), COUNT),
  height: whole(params.get("hauteur"), HEIGHT),
});
