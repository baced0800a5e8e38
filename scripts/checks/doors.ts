import { Visitor } from "oxc-parser";
import { type Finding, isTest, type Source } from "./sources.ts";

const ALLOWED: { files: RegExp; what: RegExp; why: string }[] = [
  { files: /^src\/cli\//, what: /./, why: "a command is where the outside enters" },
  { files: /^src\/web\/server\.ts$/, what: /./, why: "the server is where the outside enters" },
  { files: /^src\/platform\/runtime\.ts$/, what: /./, why: "gives clock and identifiers to actions" },
  {
    files: /^src\/platform\/postgres\//,
    what: /^(Date\.now|performance\.now|process\.env|randomBytes)/,
    why: "makes a password and waits for another process until a deadline: both are its subject",
  },
  {
    files: /^src\/imports\/xlsx\/shared-strings\.ts$/,
    what: /^randomUUID/,
    why: "names a temporary file nobody will ever see",
  },
  {
    files: /^src\/(people\/tokens|platform\/(secrets|keys|vault)|personal-data\/erased-list)\.ts$/,
    what: /^randomBytes/,
    why: "makes secrets that nobody may compute again",
  },
  { files: /^src\/reports\/run-composer\.ts$/, what: /^process\.env/, why: "gives the child the one path it needs" },
];

/** Uses of the clock, of chance and of the environment outside of the places where the outside may enter. */
export function checkDoors(sources: Source[]): Finding[] {
  return sources
    .filter(({ path }) => path.startsWith("src/") && !isTest(path) && !path.startsWith("src/web/islands/"))
    .flatMap((source) =>
      outsideOf(source)
        .filter((what) => !ALLOWED.some((place) => place.files.test(source.path) && place.what.test(what)))
        .map((what) => ({
          where: source.path,
          what: `uses ${what}`,
          why: "clock, chance and environment come in as parameters, so that what was computed can be computed again",
        })),
    );
}

function outsideOf({ program, text }: Source): string[] {
  const found: string[] = [];
  const line = (start: number) => text.slice(0, start).split("\n").length;
  new Visitor({
    NewExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0)
        found.push(`new Date() on line ${line(node.start)}`);
    },
    MemberExpression(node) {
      if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
      const name = `${node.object.name}.${node.property.name}`;
      if (/^(Date\.now|Math\.random|performance\.now|process\.env|crypto\.randomUUID)$/.test(name))
        found.push(`${name} on line ${line(node.start)}`);
    },
    CallExpression(node) {
      if (node.callee.type === "Identifier" && /^(randomUUID|randomBytes|randomInt)$/.test(node.callee.name))
        found.push(`${node.callee.name} on line ${line(node.start)}`);
    },
  }).visit(program);
  return found;
}
