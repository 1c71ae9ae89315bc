import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createDeviceTokens } from "./device-tokens.ts";

const devices = createDeviceTokens(randomBytes(32));

it("security 9: knows a device again for the account that it signed in to, and for no other", () => {
  const { deviceId, token } = devices.issue("account_1", undefined);
  expect(devices.deviceOf("account_1", token)).toBe(deviceId);
  expect(devices.deviceOf("account_2", token)).toBeNull();
});

it("security 9: remembers a device for the last five accounts, with one id", () => {
  let token: string | undefined;
  const ids = new Set<string>();
  for (const account of ["1", "2", "3", "4", "5", "6", "6"]) {
    const issued = devices.issue(account, token);
    token = issued.token;
    ids.add(issued.deviceId);
  }
  expect(ids.size).toBe(1);
  const known = ["1", "2", "3", "4", "5", "6"].map(
    (account) => devices.deviceOf(account, token ?? "") !== null,
  );
  expect(known).toEqual([false, true, true, true, true, true]);
});

it("security 9: believes no value that it did not make", () => {
  const { deviceId, token } = devices.issue("account_1", undefined);
  const { token: foreign } = createDeviceTokens(randomBytes(32)).issue("account_1", undefined);
  const otherId = devices.issue("account_2", undefined).deviceId;
  const forged = [foreign, token.replace(deviceId, otherId), deviceId, `${token}.`, "", "é".repeat(22)];
  for (const each of forged) expect(devices.deviceOf("account_1", each), each).toBeNull();
  // Nonsense is no reason to refuse a log-in: the device gets a value of its own.
  expect(devices.issue("account_1", "nonsense").deviceId).toHaveLength(22);
});
