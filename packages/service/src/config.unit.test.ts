import { loadConfig } from "@vc/http";
import { describe, expect, it } from "vitest";
import { storedConfig } from "./config.ts";

const whole = {
  PORT: "4001",
  JWKS_URL: "http://127.0.0.1/jwks.json",
  MONGO_URL: "mongodb://127.0.0.1",
  MONGO_DATABASE: "orders",
  AMQP_URL: "amqp://127.0.0.1",
};

describe("a service's settings", () => {
  it("come from the environment, with defaults; an empty variable is one that is not set", () => {
    expect(loadConfig(storedConfig, { ...whole, HOST: "", OTHER: "x" })).toMatchObject({
      PORT: 4001,
      HOST: "127.0.0.1",
      LOG_LEVEL: "info",
    });
  });

  it("name everything that is missing or wrong, and what it is for", () => {
    expect(() => loadConfig(storedConfig, { ...whole, PORT: "none", MONGO_URL: "" })).toThrow(
      /PORT: .*\(port to listen on\)\n {2}MONGO_URL: .*own user\)/,
    );
  });
});
