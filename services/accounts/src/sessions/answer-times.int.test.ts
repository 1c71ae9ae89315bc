import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, PASSWORD, type TestApp } from "../../test/build-test-app.ts";

/**
 * How far the two medians may lie apart. Without the work that is done for nobody's sake a log-in of an unknown address
 * takes a tenth of the time, so the bound tells the two apart also on a machine that is busy.
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

const median = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Medians of calls that take turns, so that whatever else the machine does meets both alike. */
async function ratioOf(
  known: (round: number) => Promise<unknown>,
  unknown: (round: number) => Promise<unknown>,
) {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.known.push(await timeOf(() => known(round)));
    times.unknown.push(await timeOf(() => unknown(round)));
  }
  return median(times.known) / median(times.unknown);
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
