import apiReference from "@scalar/fastify-api-reference";
import type { OpenApiDocument } from "@vc/http";
import type { FastifyInstance } from "fastify";
import { describePublicApi } from "../openapi/public-document.ts";

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
export async function addDocumentation(app: FastifyInstance): Promise<void> {
  // Made for the first reader: a gateway that only passes requests on does not need it.
  let document: Promise<OpenApiDocument> | undefined;
  app.get("/openapi.json", () => {
    document ??= describePublicApi();
    return document;
  });

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
