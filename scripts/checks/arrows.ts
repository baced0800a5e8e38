import { type Finding, isTest, type Source } from "./sources.ts";

type Rule = {
  why: string;
  from: RegExp;
  to: RegExp;
  /** What may be imported all the same. */
  except?: RegExp;
  typesAllowed?: boolean;
};

const AROUND = "web|cli|demonstration";
const BASE = "platform|ui|i18n|statistics";

const RULES: Rule[] = [
  {
    why: "a domain must serve the web, the command line and the demonstration alike, so it knows none of them",
    from: new RegExp(`^src/(?!(${AROUND})/|main\\.ts)`),
    to: new RegExp(`^src/(${AROUND})/`),
  },
  {
    why: "the platform is what any product would need; a domain in it would make every other depend on that one",
    from: /^src\/platform\//,
    to: /^src\/(?!platform\/)/,
  },
  {
    why: "statistics are pure mathematics, checked against their articles and knowing nothing of the rest",
    from: /^src\/statistics\//,
    to: /^src\/(?!statistics\/)/,
  },
  {
    why: "a catalogue is only words; what it speaks about is given to it",
    from: /^src\/i18n\//,
    to: /^src\/(?!i18n\/)/,
    typesAllowed: true,
  },
  {
    why: "the design system draws what it is given; only the outlines of the departements are known to it, since a map is made of them",
    from: /^src\/ui\//,
    to: /^src\/(?!ui\/|i18n\/)/,
    except: /^src\/territories\/outlines\.ts$/,
    typesAllowed: true,
  },
  {
    why: "an island is sent to readers: it must stay small and hold nothing of the server, but the shapes of marks and the arithmetic of tiles, which import nothing, and what a passkey needs of every browser",
    from: /^src\/web\/islands\//,
    to: /^(?!src\/web\/islands\/)/,
    except: /^(src\/(ui\/mark-shapes|search\/cells)\.ts|@simplewebauthn\/browser)$/,
    typesAllowed: true,
  },
  {
    why: "only the platform opens connections, so that their number and their types are decided once (the server keeps one to hear changes)",
    from: /^src\/(?!platform\/|web\/server\.ts)/,
    to: /^pg(-boss)?$/,
    typesAllowed: true,
  },
  {
    why: "the typesetter is native code that can hold or fell a process; it runs in a child of its own",
    from: /^src\/(?!reports\/compose-(pdf|worker)\.ts$)/,
    to: /^@myriaddreamin\/|^src\/reports\/compose-(pdf|worker)\.ts$/,
    typesAllowed: true,
  },
  {
    why: "what serves tests does not ship with the product",
    from: /^src\//,
    to: /^tests\/|\.test\.ts$|\/testing\/|fixture\.ts$/,
  },
  {
    why: "the base is below the domains and beside the doors, never above them",
    from: new RegExp(`^src/(${BASE})/`),
    to: /^src\/main\.ts$/,
  },
];

/** Imports that go against the direction in which files may know each other, with the reason of each rule. */
export function checkArrows(sources: Source[]): Finding[] {
  const shipped = sources.filter((source) => source.path.startsWith("src/") && !isTest(source.path));
  const crossed = shipped.flatMap((source) => source.imports.flatMap((arrow) => crossings(source.path, arrow)));
  return [...crossed, ...checkNames(sources), ...checkCycles(shipped)];
}

function crossings(path: string, { to, typeOnly }: Source["imports"][number]): Finding[] {
  return RULES.filter(
    (rule) =>
      rule.from.test(path) && rule.to.test(to) && !rule.except?.test(to) && !(rule.typesAllowed === true && typeOnly),
  ).map(({ why }) => ({ where: path, what: `imports ${to}`, why }));
}

function checkNames(sources: Source[]): Finding[] {
  return sources.flatMap(({ path, passesOn }) => {
    const found: Finding[] = [];
    const why =
      "a name is imported from the file that makes it, so that one jump leads to it and nothing else is loaded";
    if (/(^|\/)index\.ts$/.test(path)) found.push({ where: path, what: "is a barrel by its name", why });
    if (passesOn) found.push({ where: path, what: "passes on the exports of another file", why });
    const drawer = /\/(utils?|helpers?|misc|lib|common|shared)\//.exec(path);
    if (drawer) {
      found.push({
        where: path,
        what: `lies in ${drawer[1]}/`,
        why: "a folder bears the name of an idea users would know",
      });
    }
    return found;
  });
}

/** Files that need each other to be loaded, found by following value imports only: types vanish before running. */
function checkCycles(sources: Source[]): Finding[] {
  const next = new Map(
    sources.map(({ path, imports }) => [path, imports.filter((arrow) => !arrow.typeOnly).map((arrow) => arrow.to)]),
  );
  const state = new Map<string, "open" | "done">();
  const found: Finding[] = [];
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      const circle = [...trail.slice(trail.indexOf(path)), path].join(" → ");
      found.push({
        where: path,
        what: `is part of a circle: ${circle}`,
        why: "files in a circle can only be read together",
      });
      return;
    }
    state.set(path, "open");
    for (const to of next.get(path) ?? []) if (next.has(to)) visit(to, [...trail, path]);
    state.set(path, "done");
  };
  for (const { path } of sources) visit(path, []);
  return found;
}
