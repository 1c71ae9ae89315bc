import { expect, it } from "vitest";
import { ForgotPasswordRequest } from "./accounts.ts";

const isTaken = (email: string) => ForgotPasswordRequest.safeParse({ email }).success;

it.each([
  ["that is usual", "Ada.Lovelace+work@mail.example.test"],
  ["with as much before the @ as there may be", `${"a".repeat(64)}@example.test`],
  ["with a host's name as long as there may be", `a@${"a".repeat(63)}.test`],
  ["of a host of one letter", "a@b.fr"],
])("takes an e-mail address %s", (_, email) => {
  expect(isTaken(email)).toBe(true);
});

it.each([
  ["with too much before the @", `${"a".repeat(65)}@example.test`],
  ["with a host's name that is too long", `a@${"a".repeat(64)}.test`],
  ["with a host's name that ends in a hyphen", "a@example-.test"],
  ["without a host", "a@"],
])("takes no e-mail address %s", (_, email) => {
  expect(isTaken(email)).toBe(false);
});
