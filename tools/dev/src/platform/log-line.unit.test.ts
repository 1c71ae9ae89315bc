import { expect, it } from "vitest";
import { formatLogLine } from "./log-line.ts";

it("shows time, message and fields of a log line, and the level when it is worth a look", () => {
  const line = {
    time: Date.UTC(2026, 0, 5, 9, 30, 1),
    pid: 7,
    service: "orders",
    msg: "order moved",
    orderId: "order_1",
  };
  expect(formatLogLine("orders", JSON.stringify({ level: 30, ...line }))).toBe(
    "orders           09:30:01 order moved orderId=order_1",
  );
  const failed = { level: 50, msg: "relay failed", err: { message: "not connected", stack: "…" } };
  expect(formatLogLine("orders", JSON.stringify(failed))).toBe(
    'orders           ERROR relay failed err="not connected"',
  );
});

it("passes on what is not a log line", () => {
  expect(formatLogLine("maildev", "Error: listen EADDRINUSE")).toBe(
    "maildev          Error: listen EADDRINUSE",
  );
  expect(formatLogLine("orders", '{"level": 30, "msg"')).toBe('orders           {"level": 30, "msg"');
});

it("leaves out health checks", () => {
  const check = { level: 40, route: "/health/ready", status: 503, msg: "request answered" };
  expect(formatLogLine("orders", JSON.stringify(check))).toBeUndefined();
  expect(formatLogLine("stripe-simulator", '{"level":30,"msg":"GET /health/ready 200"}')).toBeUndefined();
});
