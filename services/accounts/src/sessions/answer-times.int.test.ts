import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, PASSWORD, type TestApp } from "../../test/build-test-app.ts";

/**
 * How far the two may lie apart. Without the extra work for unknown addresses a log-in of an unknown address takes a
 * tenth of the time, so the bound tells the two apart also on a machine that is busy.
 */
const MOST = 2;
const ROUNDS = 15;

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.stop());

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

/**
 * The fastest answer of each: what the work costs, to which a busy machine only adds. Who goes first changes every
 * round, because what an answer leaves for later (R40's mails) runs beside the one that comes next.
 */
async function ratioOf(
  known: (round: number) => Promise<unknown>,
  unknown: (round: number) => Promise<unknown>,
) {
  const fastest = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
  const turns = [
    ["known", known],
    ["unknown", unknown],
  ] as const;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [whose, act] of round % 2 === 0 ? turns : turns.toReversed())
      fastest[whose] = Math.min(fastest[whose], await timeOf(() => act(round)));
  }
  return fastest.known / fastest.unknown;
}

it.each([
  ["log-in", "login", (email: string) => ({ email, password: "wrong horse battery" })],
  ["a forgotten password", "forgot-password", (email: string) => ({ email })],
  [
    "registration",
    "register",
    (email: string) => ({ email, password: PASSWORD, displayName: "Léa", locale: "fr" }),
  ],
] as const)(
  "R40: %s takes as long for a known address as for an unknown one",
  async (_what, route, bodyFor) => {
    const { account } = await test.aPerson(`known-${route}@example.org`);
    const call = (email: string) => test.post(`/v1/auth/${route}`, bodyFor(email));
    const ratio = await ratioOf(
      () => call(account.email),
      (round) => call(`unknown-${route}-${round}@example.org`),
    );
    process.stdout.write(`${route}: known / unknown = ${ratio.toFixed(2)}\n`);
    expect(ratio).toBeGreaterThan(1 / MOST);
    expect(ratio).toBeLessThan(MOST);
  },
);
