import proxy from "@fastify/http-proxy";
import fastify from "fastify";

/** What the gateway is compared with: the same proxy without anything around it, as its README sets it up. */
const app = fastify();
await app.register(proxy, {
  upstream: process.env.UPSTREAM_URL ?? "",
  // The plugin's own default of 128 connections, and no log line for each request: the gateway writes none either.
  disableRequestLogging: true,
});
await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
