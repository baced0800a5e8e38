/* One outline for each domain, all of about the same weight on paper; the bar stands for an initiative without a domain. */
const SHAPES = [
  "M-6.2-2.9h12.4v5.8h-12.4z",
  "M-6.1 0a6.1 6.1 0 1 1 12.2 0a6.1 6.1 0 1 1-12.2 0z",
  "M-5.4-5.4h10.8v10.8h-10.8z",
  "M-2.5-6.6h5v4.1h4.1v5h-4.1v4.1h-5v-4.1h-4.1v-5h4.1z",
  "M0-6.9l7.1 12.3h-14.2z",
  "M0-7.6l7.6 7.6l-7.6 7.6l-7.6-7.6z",
] as const;

const rankOf = (domain: number): number => (domain in SHAPES ? domain : 0);

/** The class that colours the mark of a domain (1 to 5; 0 or anything else: no domain). */
export const markClass = (domain: number): string => `d${rankOf(domain)}`;

/** The outline of a mark around its centre: full when the commune is known, hollow when the place is wider. */
export const markShape = (domain: number, exact: boolean, className = ""): string =>
  `<path class="${className && `${className} `}${exact ? "full" : "hollow"}" d="${SHAPES[rankOf(domain)]}"/>`;
