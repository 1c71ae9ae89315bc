import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { freePort, freePorts, isListening } from "./free-port.ts";

it("gives different ports, none of which a connection that goes out can take", async () => {
  const ports = await freePorts(200);
  expect(new Set(ports).size).toBe(200);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

it("gives ports that are free to listen on, and reports a listener", async () => {
  const port = await freePort();
  expect(await isListening(port)).toBe(false);
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  expect(await isListening(port)).toBe(true);
  server.close();
});
