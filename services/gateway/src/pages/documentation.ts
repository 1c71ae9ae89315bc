import apiReference from "@scalar/fastify-api-reference";
import { revalidated } from "@vc/http";
import type { FastifyInstance } from "fastify";
import { publishPublicApi } from "../openapi/published-document.ts";

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

/** The documents change with a release only. */
const KEPT_FOR_AN_HOUR = "public, max-age=3600";

/** `/openapi.json` and `/docs`: the entry for a developer who does not know the API yet. */
export async function addDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook("onRequest", async (_request, reply) => {
      void reply.headers({ "content-security-policy": DOCS_POLICY, "cache-control": KEPT_FOR_AN_HOUR });
    });
    docs.addHook("onSend", (request, reply, payload, done) =>
      done(null, revalidated(request, reply, payload)),
    );
    // Made for the first reader: a gateway that only passes requests on does not need it.
    let document: Promise<string> | undefined;
    docs.get("/openapi.json", async (_request, reply) => {
      document ??= publishPublicApi().then((published) => JSON.stringify(published));
      return reply.type("application/json").send(await document);
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
