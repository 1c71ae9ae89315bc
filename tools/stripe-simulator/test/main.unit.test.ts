import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";

function start(environment: Record<string, string>): { child: ChildProcess; output: () => string } {
  const main = join(import.meta.dirname, "../src/main.ts");
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...environment } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += String(chunk)));
  return { child, output: () => output };
}

it("listens, says where, and ends on SIGTERM", async () => {
  const { child, output } = start({ PORT: "0", LOG_LEVEL: "silent" });
  if (child.stdout !== null) await once(child.stdout, "data");
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0] ?? "";
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

it("does not start with a wrong environment, and says what is wrong", async () => {
  const { child, output } = start({ PUBLIC_URL: "http://127.0.0.1:4242/pages" });
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(output()).toContain("PUBLIC_URL must be an origin");
});
