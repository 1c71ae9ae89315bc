import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLogger } from "./logger.ts";

describe("a logger", () => {
  it("shows no tokens, passwords, addresses or people's words", () => {
    const lines: string[] = [];
    const log = createLogger(
      { service: "example", level: "info" },
      new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) }),
    );
    log.info(
      { password: "p-secret", body: { email: "e-secret", data: { token: "t-secret", text: "w-secret" } } },
      "seen",
    );
    expect(lines.join("")).not.toMatch(/-secret/);
    log
      .child({ reqId: "r-1", cookie: "c-secret" })
      .info({ headers: { cookie: "h-secret" } }, "seen for a request");
    expect(lines.join("")).not.toMatch(/-secret/);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ reqId: "r-1", cookie: "[redacted]" });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      service: "example",
      msg: "seen",
      password: "[redacted]",
    });
  });
});
