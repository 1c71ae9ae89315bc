import { afterEach, describe, expect, it } from "vitest";
import { lenient, type Realism, realistic } from "../realism.ts";
import { behaviours } from "./behaviours.ts";
import { startSimulatedSubject } from "./simulated-subject.ts";

const started: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(started.splice(0).map((subject) => subject.close())));

async function subjectWith(change: Partial<Realism> = {}) {
  const subject = await startSimulatedSubject(change);
  started.push(subject);
  return subject;
}

describe("Stripe, simulated at its hardest", () => {
  it.each(behaviours)("$id: $title", async ({ check }) => check(await subjectWith()));

  it("has one name for each behaviour", () => {
    const ids = behaviours.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the settings of the simulator", () => {
  const set = behaviours.filter(({ setting }) => setting !== undefined);

  it.each(set)("without $setting the test of $id fails", async ({ setting, check }) => {
    const subject = await subjectWith(setting === undefined ? {} : { [setting]: lenient[setting] });
    await expect(check(subject)).rejects.toThrow();
  });

  it("has a behaviour for each setting that changes more than a length or a limit", () => {
    const lengthsAndLimits = ["dayMs", "delayedPaymentMs", "requestsPerSecond"];
    const settings = [...set.map(({ setting }) => String(setting)), ...lengthsAndLimits];
    expect(settings.toSorted()).toEqual(Object.keys(realistic()).toSorted());
  });

  it("counts days by the scale of the policies", () => {
    expect(realistic(3600)).toMatchObject({ settlementDelayMs: 72_000, dayMs: 24_000, captureDelayMs: 17 });
  });
});
