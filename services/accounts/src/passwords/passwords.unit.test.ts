import { parseOptions } from "@node-rs/argon2";
import { expect, it } from "vitest";
import { createPasswords } from "./passwords.ts";

const passwords = createPasswords();

it("R40: hashes with Argon2id at no less than OWASP's parameters, each time with another salt", async () => {
  const hashed = await passwords.hash("correct horse battery");
  expect(hashed).toMatch(/^\$argon2id\$/);
  expect(parseOptions(hashed)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  expect(await passwords.hash("correct horse battery")).not.toBe(hashed);
});

it("accepts the right password and no other, with accents in any Unicode form", async () => {
  const hashed = await passwords.hash("mot de passé secret");
  expect(await passwords.matches(hashed, "mot de passe\u0301 secret")).toBe(true);
  expect(await passwords.matches(hashed, "mot de passe secret")).toBe(false);
});

it("matches nothing where there is no account", async () => {
  expect(await passwords.matches(null, "correct horse battery")).toBe(false);
});
