import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const service = join(import.meta.dirname, "..");
const workspace = join(service, "../..");

/** Everything that a build depends on, from the root of the workspace. */
const SOURCES = [
  "services/web/app",
  "services/web/build",
  "services/web/public",
  "services/web/vite.config.ts",
  "packages/client/src",
  "pnpm-lock.yaml",
];

/** Builds of this many states of the sources are kept: branches are switched, and a running platform serves an old one. */
const KEPT_BUILDS = 8;

/** Builds into a folder named after the content of the sources, unless it exists. @returns the folder */
export async function buildCached(cacheDir: string): Promise<string> {
  const out = join(cacheDir, await hashOf(SOURCES));
  if (existsSync(out)) return out;
  // Two processes may build at once: each in a folder of its own; the first that is done names it.
  const own = `${out}.${process.pid}`;
  try {
    await buildPages(own);
    await rename(own, out);
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    if (!existsSync(out)) throw error;
  }
  await removeOldBuilds(cacheDir);
  return out;
}

/** Builds the pages into a folder: `client/` for browsers, each file compressed beside it, and `server/` for the host. */
export async function buildPages(out: string): Promise<void> {
  // Imported only when something is built: it takes half a second.
  const { createBuilder } = await import("vite");
  const builder = await createBuilder({
    configFile: join(service, "vite.config.ts"),
    logLevel: "warn",
    environments: {
      client: { build: { outDir: join(out, "client"), emptyOutDir: true } },
      ssr: { build: { outDir: join(out, "server"), emptyOutDir: true } },
    },
  });
  await builder.buildApp();
  await compressFiles(join(out, "client/assets"));
}

/** Compresses at the highest quality: it costs time once, and none when a file is requested. */
async function compressFiles(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const content = await readFile(join(dir, name));
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(join(dir, `${name}.br`), brotliCompressSync(content, { params }));
    await writeFile(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) {
    for (const file of await filesUnder(join(workspace, path))) {
      hash.update(file.slice(workspace.length)).update(await readFile(file));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

async function filesUnder(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function removeOldBuilds(cacheDir: string): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  const builds = await Promise.all(
    (await readdir(cacheDir)).map(async (name) => {
      const path = join(cacheDir, name);
      return { path, builtAt: (await stat(path)).mtimeMs };
    }),
  );
  const old = builds.toSorted((a, b) => b.builtAt - a.builtAt).slice(KEPT_BUILDS);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}
