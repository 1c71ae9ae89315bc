import type { FastifyInstance } from "fastify";

/** Pages for one person, which no search engine can see anyway, and what belongs to the API. */
const NOT_FOR_CRAWLERS = [
  "/v1/",
  "/login",
  "/register",
  "/verify-email",
  "/forgot-password",
  "/reset-password",
  "/undo-email-change",
  "/order",
  "/purchases",
  "/sales",
  "/balance",
  "/sell",
  "/payout-account",
  "/listings",
  "/ask",
  "/conversations",
  "/notifications",
  "/support",
  "/account",
];

/** `/robots.txt`: the public pages are for everyone. */
export function addRobots(app: FastifyInstance): void {
  const text = ["User-agent: *", ...NOT_FOR_CRAWLERS.map((path) => `Disallow: ${path}`), ""].join("\n");
  app.get("/robots.txt", async (_request, reply) => reply.type("text/plain; charset=utf-8").send(text));
}
