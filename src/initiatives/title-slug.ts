const LONGEST = 60;

/** Letters that Unicode does not take apart, as French typists write them without their key. */
const LIGATURES: Record<string, string> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  "&": " et ",
  "+": " plus ",
};

/**
 * A title as the end of an address: lower case, without accents, words parted by one hyphen, 60 characters at most, cut
 * after a whole word. Empty when the title holds no Latin letter nor digit.
 */
export function titleSlug(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[œæßøđðłþ&+]/g, (letter) => LIGATURES[letter]!)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word.slice(0, LONGEST) : `${slug}-${word}`;
    if (longer.length > LONGEST) break;
    slug = longer;
  }
  return slug;
}

/** What names a sheet in its address: its key, then its title where it gives words. */
export function sheetName(sheet: { key: string; title?: string }): string {
  const slug = titleSlug(sheet.title ?? "");
  return slug === "" ? sheet.key : `${sheet.key}-${slug}`;
}

/** The longest name of a sheet that is looked for: keys are 100 characters at most, and titles may have been cut otherwise before. */
const LONGEST_NAME = 400;

/** Every key that a name may begin with: the whole of it, and what stands before each hyphen. Longest first. */
export function possibleKeys(name: string): string[] {
  if (name.length > LONGEST_NAME) return [];
  const keys = [name];
  for (let at = name.lastIndexOf("-"); at > 0; at = name.lastIndexOf("-", at - 1)) keys.push(name.slice(0, at));
  return keys;
}

type Asked = { asked: string; askedTitle: string };

/**
 * Which of the sheets whose key begins a name is meant: the one whose key is the whole name, else the one whose name it
 * is today, else the one of the longest key.
 */
export function chooseNamed<S extends Asked>(name: string, sheets: readonly S[]): S | undefined {
  const longestFirst = [...sheets].sort((a, b) => b.asked.length - a.asked.length);
  return (
    longestFirst.find((sheet) => sheet.asked === name) ??
    longestFirst.find((sheet) => sheetName({ key: sheet.asked, title: sheet.askedTitle }) === name) ??
    longestFirst[0]
  );
}
