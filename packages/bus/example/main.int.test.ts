import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createNamespace } from "@vc/testing";
import { expect, it } from "vitest";

it("does what it says, and leaves", async () => {
  const { mongoUrl, amqpUrl, prefix, cleanup } = createNamespace();
  try {
    const env = { ...process.env, MONGO_URL: mongoUrl, AMQP_URL: amqpUrl, PREFIX: `${prefix}_` };
    const script = join(import.meta.dirname, "main.ts");
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script], { env });
    const steps = stdout
      .trim()
      .split("\n")
      .map((line) => line.replace(/^order_\d+: /, ""));
    expect(steps.toSorted()).toEqual(["not sent yet", "packed", "paid"]);
    expect(steps.at(-1)).toBe("not sent yet");
    expect(stderr).toBe("");
  } finally {
    await cleanup();
  }
});
