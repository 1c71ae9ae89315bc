import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Files whose address is fixed by convention, with their types. */
const namedFiles = {
  "favicon.svg": "image/svg+xml",
  "manifest.webmanifest": "application/manifest+json",
} as const;

/**
 * Serves the files of a build. Names under `/assets` change with their content, so browsers keep them for a year, and
 * each is there compressed beside the original; the few others are kept for an hour.
 */
export async function serveAssets(app: FastifyInstance, clientDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(clientDir, "assets"),
    prefix: "/assets/",
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
    decorateReply: false,
  });
  for (const [name, type] of Object.entries(namedFiles)) {
    const content = await readFile(join(clientDir, name));
    app.get(`/${name}`, async (_request, reply) =>
      reply.type(type).header("cache-control", "public, max-age=3600").send(content),
    );
  }
}
