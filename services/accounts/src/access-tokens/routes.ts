import type { App } from "@vc/http";
import type { KeyRing } from "./key-ring.ts";

/** The public keys, for the other services. The gateway does not show this path: it is no part of the public API. */
export function addKeyRoutes(app: App, { keyRing }: { keyRing: KeyRing }): void {
  app.get(
    "/.well-known/jwks.json",
    { config: { access: "public", isInternal: true } },
    async (_request, reply) =>
      reply.header("cache-control", "public, max-age=300").send(await keyRing.keySet()),
  );
}
