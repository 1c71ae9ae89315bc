import apiReference from "@scalar/fastify-api-reference";
import type { FastifyInstance } from "fastify";
import type { MergedDocument } from "../openapi/merge-documents.ts";

/** The reference's own script and styles are served from here; it is kept from talking to anybody else. */
const DOCS_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
].join("; ");

/** `/openapi.json` and `/docs`: the entry for a developer who does not know the API yet. */
export async function addDocumentation(
  app: FastifyInstance,
  publicDocument: () => Promise<MergedDocument>,
): Promise<void> {
  app.get("/openapi.json", async () => publicDocument());

  await app.register(async (docs) => {
    docs.addHook("onRequest", async (_request, reply) => {
      void reply.header("content-security-policy", DOCS_POLICY);
    });
    await docs.register(apiReference, {
      routePrefix: "/docs",
      configuration: {
        url: "/openapi.json",
        pageTitle: "The marketplace's API",
        withDefaultFonts: false,
        telemetry: false,
        showDeveloperTools: "never",
        hideClientButton: true,
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}
