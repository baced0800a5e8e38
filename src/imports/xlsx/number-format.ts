/** How a number is meant to be read, told by the format of its cell. */
export type NumberFormat = "plain" | "percent" | "date" | "month" | "year" | "date-time" | "time" | "elapsed";

/** Formats that are numbered and have no code in the file (ECMA-376, part 1, 18.8.30). */
const BUILT_IN: Record<number, NumberFormat> = {
  9: "percent",
  10: "percent",
  14: "date",
  15: "date",
  16: "date",
  17: "month",
  18: "time",
  19: "time",
  20: "time",
  21: "time",
  22: "date-time",
  45: "time",
  46: "elapsed",
  47: "time",
};

const LAST_SERIAL = 2_958_465;
const DAY_MS = 86_400_000;

/** Reads a number format, built in or written (`dd/mm/yyyy`, `0.0%`, `[h]:mm`). */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    // 27–36 and 50–58 are the dates of East Asian locales.
    if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return "date";
    return BUILT_IN[id] ?? "plain";
  }
  const bare = code
    .slice(0, 255)
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .split(";")[0]!
    .toLowerCase();
  if (/\[(h+|m+|s+)\]/.test(bare)) return "elapsed";
  const letters = bare.replace(/\[[^\]]*\]|general|am\/pm|a\/p|e[+-]/g, "");
  if (letters.includes("%")) return "percent";
  const time = /[hs]/.test(letters);
  if (/[yd]/.test(letters)) {
    if (time) return "date-time";
    if (letters.includes("d")) return "date";
    return letters.includes("m") ? "month" : "year";
  }
  if (time) return "time";
  return letters.includes("m") ? "date" : "plain";
}

/** Writes a number as its reader would say it: no exponent, decimal comma, "35 %", ISO dates. */
export function formatNumber(value: number, format: NumberFormat, date1904: boolean): string {
  if (format === "percent") return `${plainNumber(value * 100)} %`;
  if (format === "elapsed") return value >= 0 && value <= LAST_SERIAL ? clock(value) : plainNumber(value);
  if (format === "plain" || value < 0 || value > LAST_SERIAL) return plainNumber(value);
  if (format === "time" && value < 1) return clock(value);
  const iso = isoDate(Math.floor(value), date1904);
  if (iso === null) return plainNumber(value);
  if (format === "year") return iso.slice(0, 4);
  if (format === "month") return iso.slice(0, 7);
  const time = clock(value - Math.floor(value));
  return format === "date" || time === "00:00" ? iso : `${iso} ${time}`;
}

/** Spreadsheets keep 15 significant digits: 0.1 + 0.2 is shown as 0,3. */
function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text.replace(".", ",");
  const [, sign, whole = "", decimals = "", exponent] = match;
  const shift = Number(exponent);
  const digits = whole + decimals;
  if (shift >= 0) return sign + digits.padEnd(whole.length + shift, "0");
  return `${sign}0,${"0".repeat(-shift - whole.length)}${digits}`;
}

/** Day 60 of the 1900 calendar is 29 February 1900, which never was: days before it count from one day later. */
function isoDate(serial: number, date1904: boolean): string | null {
  if (!date1904 && (serial === 0 || serial === 60)) return null;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const date = new Date(epoch + serial * DAY_MS);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? null : date.toISOString().slice(0, 10);
}

function clock(days: number): string {
  const seconds = Math.round(days * 86_400);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const time = `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}`;
  return seconds % 60 === 0 ? time : `${time}:${two(seconds % 60)}`;
}
