import type { Lang } from "../../i18n/format.ts";

/** The language that a reader asks for by Accept-Language; French unless English comes before it. */
export function askedLanguage(header: string | undefined): Lang {
  const weights = { fr: 0, en: 0 };
  for (const one of (header ?? "").toLowerCase().split(",")) {
    const [tag = "", ...parameters] = one.trim().split(";");
    const lang = /^(fr|en)(-|$)/.exec(tag.trim())?.[1] as Lang | undefined;
    if (!lang) continue;
    const q = /^q=([\d.]+)$/.exec(
      parameters.map((parameter) => parameter.trim()).find((p) => p.startsWith("q=")) ?? "",
    );
    weights[lang] = Math.max(weights[lang], q ? Number(q[1]) : 1);
  }
  return weights.en > weights.fr ? "en" : "fr";
}
