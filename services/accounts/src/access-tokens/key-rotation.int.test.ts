import { remoteTokenKeys, useAccessTokens } from "@vc/http";
import fastify from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aSigningKey, buildTestApp, type TestApp } from "../../test/build-test-app.ts";

const MINUTE_MS = 60_000;
/** How old what an instance knows of the keys may be. */
const REFRESH_MS = 30_000;
let test: TestApp;
let jwksUrl: string;
beforeAll(async () => {
  test = await buildTestApp();
  jwksUrl = `${await test.app.listen({ host: "127.0.0.1", port: 0 })}/.well-known/jwks.json`;
});
afterAll(() => test.stop());

const published = async (): Promise<string[]> => {
  const { keys } = (await test.call("GET", "/.well-known/jwks.json")).body;
  return keys.map(({ kid }: { kid: string }) => kid);
};
const kidOf = (token: string) => test.app.jwt.decode<{ header: { kid: string } }>(token)?.header.kid ?? "";

it("R40: a rotated key is announced, then signs; tokens of the old one are good until they are over", async () => {
  // Another service, which keeps the keys that it has fetched: here for a millisecond, else for some minutes.
  const keys = remoteTokenKeys(jwksUrl, { maxAgeMs: 1 });
  const verify = await useAccessTokens(fastify(), { keys, clock: test.clock });
  const { account, accessToken: first, refreshToken } = await test.aPerson();
  const oldKid = kidOf(first);
  expect(await published()).toEqual([oldKid]);

  const operator = await test.aKeyRing();
  const rotated = await operator.rotate(15 * MINUTE_MS);
  test.clock.advance(REFRESH_MS);
  const newKid = rotated?.kid ?? "";
  expect(newKid).not.toBe(oldKid);
  expect(await published()).toEqual([oldKid, newKid]);
  expect(await operator.rotate(15 * MINUTE_MS)).toBeNull();
  test.clock.advance(15 * MINUTE_MS - REFRESH_MS - 1);
  const last = (await test.refresh(refreshToken)).body;
  expect(kidOf(last.accessToken)).toBe(oldKid);
  expect(await verify(last.accessToken)).toMatchObject({ accountId: account.id });

  test.clock.advance(1);
  const next = (await test.refresh(last.refreshToken)).body;
  expect(kidOf(next.accessToken)).toBe(newKid);
  expect(await published()).toEqual([oldKid, newKid]);
  for (const { accessToken } of [last, next]) {
    expect(await verify(accessToken)).toMatchObject({ accountId: account.id });
    expect((await test.call("GET", "/v1/me", { token: accessToken })).status).toBe(200);
  }

  test.clock.advance(11 * MINUTE_MS);
  expect(await published()).toEqual([newKid]);
  expect(await verify(last.accessToken)).toBeNull();
});

it("R40: instances read a new key from the database, where it is stored encrypted", async () => {
  const kids = await published();
  const rotated = await (await test.aKeyRing()).rotate(15 * MINUTE_MS);
  test.clock.advance(REFRESH_MS);
  expect(await published()).toEqual([...kids, rotated?.kid]);
  const stored = JSON.stringify(await test.platform.db.collection("signing_keys").find().toArray());
  expect(stored).not.toMatch(/PRIVATE|"d":/);
});

it("R40: another key in the environment makes every stored one useless", async () => {
  const { body } = await test.logIn((await test.aPerson()).account.email);
  const stranger = await test.aKeyRing(aSigningKey());
  expect((await stranger.keySet()).keys.map(({ kid }) => kid)).not.toContain(kidOf(body.accessToken));
});
