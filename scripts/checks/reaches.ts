import { Visitor } from "oxc-parser";
import { type Finding, isTest, type Source } from "./sources.ts";

/** Every place that reads across networks, for which reason, how often: a new one is a new line here, seen in review. */
const EVERYWHERE: { file: string; reason: string; times: number; why: string }[] = [
  {
    file: "src/platform/action.ts",
    reason: "directory",
    times: 1,
    why: "a network is found by its slug, then asked whether it may be seen",
  },
  {
    file: "src/networks/networks.sql.ts",
    reason: "directory",
    times: 3,
    why: "the home page, the common space and the API list networks",
  },
  { file: "src/people/people.sql.ts", reason: "rights", times: 1, why: "a session is told all its rights at once" },
  {
    file: "src/people/own.sql.ts",
    reason: "rights",
    times: 1,
    why: "one's own page lists what one may do, everywhere",
  },
  {
    file: "src/reports/actions/verify-report.ts",
    reason: "report",
    times: 1,
    why: "only the file says which network sealed it",
  },
  {
    file: "src/platform/audit-anchors.ts",
    reason: "journal",
    times: 2,
    why: "an anchor holds the head of every chain",
  },
  { file: "src/platform/audit-verify.ts", reason: "journal", times: 1, why: "chains are verified together" },
  {
    file: "src/open-data/open-data.sql.ts",
    reason: "upkeep",
    times: 1,
    why: "the worker looks at which files are out of date, states only",
  },
  {
    file: "src/imports/imports.sql.ts",
    reason: "upkeep",
    times: 1,
    why: "imports that nothing works on any more are looked for on the whole installation",
  },
  {
    file: "src/search/actions/index-again.ts",
    reason: "upkeep",
    times: 1,
    why: "indexes that a migration marked are looked for on the whole installation",
  },
  { file: "src/cli/doctor.ts", reason: "upkeep", times: 1, why: "the doctor counts on the whole installation" },
  {
    file: "src/cli/run.ts",
    reason: "command",
    times: 1,
    why: "a command that declares it, given by whoever holds the machine",
  },
  {
    file: "src/comments/actions/mail-news.ts",
    reason: "person",
    times: 1,
    why: "one letter tells somebody of all the networks where she follows something",
  },
  {
    file: "src/comments/actions/read-news.ts",
    reason: "person",
    times: 1,
    why: "what she was told of is one list, whatever the network",
  },
  {
    file: "src/comments/news.sql.ts",
    reason: "person",
    times: 4,
    why: "the same list, its count, and whether she may still read what it holds",
  },
  {
    file: "src/initiatives/deletions.sql.ts",
    reason: "upkeep",
    times: 1,
    why: "the basket of each network is emptied in turn",
  },
  {
    file: "src/personal-data/actions/erase-again.ts",
    reason: "upkeep",
    times: 1,
    why: "what had been erased is erased again after a restoration",
  },
  {
    file: "src/personal-data/actions/retain.ts",
    reason: "upkeep",
    times: 1,
    why: "what is past its time leaves every network at once",
  },
  {
    file: "src/personal-data/actions/withdraw-consent.ts",
    reason: "person",
    times: 1,
    why: "she takes back what she agreed to, wherever it was",
  },
  {
    file: "src/personal-data/consents.sql.ts",
    reason: "person",
    times: 1,
    why: "all that she agreed to",
  },
  {
    file: "src/personal-data/erase-account.sql.ts",
    reason: "person",
    times: 1,
    why: "an account leaves with its rights and comments, wherever they are",
  },
  {
    file: "src/personal-data/held.sql.ts",
    reason: "person",
    times: 1,
    why: "whether an account found here belongs to others too",
  },
  {
    file: "src/personal-data/own-data.sql.ts",
    reason: "person",
    times: 1,
    why: "all that is held of her",
  },
  {
    file: "src/personal-data/sealed.sql.ts",
    reason: "upkeep",
    times: 3,
    why: "keys are turned for the whole installation",
  },
];

/** Commands that read every network, as they declare. */
const COMMANDS = ["src/cli/audit-verify.ts"];

/** Reading across networks where nobody judged it, and permissions that nobody uses any more. */
export function checkReaches(sources: Source[]): Finding[] {
  const found: Finding[] = [];
  const used = new Map<string, number>();
  for (const source of sources.filter(({ path }) => path.startsWith("src/") && !isTest(path))) {
    for (const reason of reasonsIn(source))
      used.set(`${source.path} ${reason}`, (used.get(`${source.path} ${reason}`) ?? 0) + 1);
    if (/^\s*reach: "everywhere"/m.test(source.text) !== COMMANDS.includes(source.path))
      found.push({ where: source.path, what: "is not what scripts/checks/reaches.ts says of commands", why: WHY });
  }
  const listed = new Map(EVERYWHERE.map(({ file, reason, times }) => [`${file} ${reason}`, times]));
  for (const key of new Set([...used.keys(), ...listed.keys()])) {
    const [now, known] = [used.get(key) ?? 0, listed.get(key) ?? 0];
    if (now !== known)
      found.push({
        where: key.split(" ")[0]!,
        what: `reads everywhere (${key.split(" ")[1]}) ${now} times, ${known} listed`,
        why: WHY,
      });
  }
  return found;
}

const WHY =
  "PostgreSQL shows all networks there: list the call with its reason in scripts/checks/reaches.ts, or reach one network by within()";

function reasonsIn({ program, path }: Source): string[] {
  const reasons: string[] = [];
  if (path === "src/platform/database/reach.ts") return reasons;
  new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type !== "Identifier" || callee.name !== "everywhere") return;
      reasons.push(first?.type === "Literal" ? String(first.value) : "not told");
    },
  }).visit(program);
  return reasons;
}
