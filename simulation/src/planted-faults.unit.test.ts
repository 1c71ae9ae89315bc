import { createHash } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Semantics } from "./bus/semantics.ts";
import { type Faults, noFaults } from "./faults.ts";

/**
 * Proof that the simulation finds what it is there to find: in each case one thing is broken, in a decider or in what
 * the bus guarantees, and a world has to end in the violation that follows from it.
 */
const ORDERS = 60;

/** So many worlds without a fault have to end well, and so many with one are tried for its violation. */
const WORLDS = { whole: 4, broken: 40 };

const bad = {
  ...noFaults,
  crash: 0.02,
  duplicate: 0.15,
  delay: 0.05,
  lostTrigger: 0.1,
  duplicateWebhook: 0.2,
  stripeAnswerLost: 0.2,
  chargeback: 0.1,
  doubleClick: 0.1,
  meeting: 0.2,
};

const manyChargebacks = { ...bad, chargeback: 0.5 };

interface Broken {
  readonly semantics?: Partial<Semantics>;
  readonly faults?: Faults;
}

/**
 * The invariants that worlds of the broken platform break first, until one of them is meant. Their seeds come from the
 * name of the test, so that no case counts on the dice of another, and a new action of orders needs no other seed.
 */
async function brokenUntil(
  isMeant: (invariant: string) => boolean,
  { semantics = {}, faults = bad, worlds = WORLDS.broken }: Broken & { readonly worlds?: number } = {},
): Promise<string[]> {
  // What was loaded before the fault was planted is whole.
  vi.resetModules();
  const { runWorld } = await import("./run-world.ts");
  const { currentTestName = "" } = expect.getState();
  const firstSeed = createHash("sha256").update(currentTestName).digest().readUIntBE(0, 5);
  const broken: string[] = [];
  for (let world = 0; world < worlds; world++) {
    const { failure } = await runWorld({ seed: firstSeed + world, orders: ORDERS, semantics, faults });
    if (failure) broken.push(failure.invariant);
    if (failure && isMeant(failure.invariant)) break;
  }
  return broken;
}

/** Expects that a world ends in the violation. */
async function expectFound(invariant: string, broken: Broken = {}): Promise<void> {
  expect(await brokenUntil((each) => each === invariant, broken)).toContain(invariant);
}

afterEach(() => {
  for (const path of planted) vi.doUnmock(path);
  planted.clear();
});
const planted = new Set<string>();

/** Replaces something that a module exports, for the services of the next world. */
function plant<Module extends object>(path: string, change: (whole: Module) => Partial<Module>): void {
  planted.add(path);
  vi.doMock(path, async (importOriginal) => {
    const whole = await importOriginal<Module>();
    return { ...whole, ...change(whole) };
  });
}

const orders = "../../services/orders/src/orders";
const payments = "../../services/payments/src";

describe("the simulation", { timeout: 120_000 }, () => {
  it("finds nothing where nothing is broken", async () => {
    expect(await brokenUntil(() => false, { worlds: WORLDS.whole })).toEqual([]);
  });

  it.each([
    ["no inbox", { inbox: false }, "no event is applied twice"],
    [
      "a relay that forgets before the broker has confirmed",
      { removesAfterConfirm: false },
      "no event is lost",
    ],
    ["timers that fire whatever their document says", { asksTimerDocument: false }, "no timer fires twice"],
    [
      "no sweeper under lost triggers",
      { sweeper: false },
      "no order is past a deadline by more than the sweeper's grace",
    ],
  ] as const)("finds %s", async (_fault, semantics, invariant) => {
    await expectFound(invariant, { semantics });
  });

  it("finds events that are published before the commit", async () => {
    await expectFound("an aggregate's events are numbered", { semantics: { publishesAfterCommit: false } });
  });

  it("finds an end that forgets the money", async () => {
    plant<typeof import("../../services/orders/src/orders/lifecycle.ts")>(
      `${orders}/lifecycle.ts`,
      ({ moves }) => {
        // Changed in place: every module that holds the table must see the same.
        const expire = moves.find(({ on }) => on === "expire");
        Object.assign(expire ?? {}, { money: "none" });
        return {};
      },
    );
    await expectFound("an end gives back or releases exactly what was paid");
  });

  it("finds a payment that is taken in twice", async () => {
    plant<typeof import("../../services/payments/src/payments/lifecycle.ts")>(
      `${payments}/payments/lifecycle.ts`,
      ({ moves }) => {
        const receive = moves.find(({ effect }) => effect === "receive");
        Object.assign(receive ?? {}, { from: ["awaiting_payment", "expired", "blocked"] });
        return {};
      },
    );
    await expectFound("paid = refunded + to be refunded + released + blocked + charged back");
  });

  it("R30: finds money that is given away while a bank holds it", async () => {
    plant<typeof import("../../services/payments/src/payments/lifecycle.ts")>(
      `${payments}/payments/lifecycle.ts`,
      ({ moves }) => {
        const settle = moves.find(({ effect }) => effect === "settle");
        Object.assign(settle ?? {}, { from: ["blocked", "frozen"] });
        return {};
      },
    );
    await expectFound("nothing is parked", { faults: manyChargebacks });
  });

  it("R30: finds a seller who owes less than a lost chargeback took", async () => {
    plant<typeof import("../../services/payments/src/receivables/lifecycle.ts")>(
      `${payments}/receivables/lifecycle.ts`,
      ({ claimed }) => ({
        claimed: (fact, now) => ({ ...claimed(fact, now), owedCents: fact.owedCents - 1 }),
      }),
    );
    await expectFound("the platform keeps its commission and not a cent more", { faults: manyChargebacks });
  });

  it("finds a movement that is repeated without looking", async () => {
    plant<typeof import("../../services/payments/src/movements/lifecycle.ts")>(
      `${payments}/movements/lifecycle.ts`,
      ({ decide }) => ({
        decide: (movement, input, context) => {
          const decision = decide(movement, input, context);
          if (input.kind !== "unknown" || decision.kind !== "moved") return decision;
          const after = { ...decision.change.after, attempt: movement.attempt + 1, calls: 0 };
          return { ...decision, change: { ...decision.change, after } };
        },
      }),
    );
    // Stripe itself refuses what is more than the charge: with this commission, a second transfer is not.
    plant<typeof import("../../services/payments/src/ledger/commission.ts")>(
      `${payments}/ledger/commission.ts`,
      ({ commissionTerms }) => ({
        commissionTerms: (_commissionPercent, vatPercent) => commissionTerms(60, vatPercent),
      }),
    );
    await expectFound("one Stripe object per movement");
  });

  it("finds a cent that is lost in a division", async () => {
    plant<typeof import("../../services/payments/src/ledger/commission.ts")>(
      `${payments}/ledger/commission.ts`,
      ({ divideRelease }) => ({
        divideRelease: (grossCents, terms) => {
          const release = divideRelease(grossCents, terms);
          return { ...release, vatCents: release.vatCents + (grossCents % 2 === 1 ? 1 : 0) };
        },
      }),
    );
    await expectFound("nothing is parked");
  });

  it("finds a timer that is never armed", async () => {
    plant<typeof import("../../services/orders/src/orders/reminders.ts")>(
      `${orders}/reminders.ts`,
      ({ timersOf }) => ({
        timersOf: (order, policy) => timersOf(order, policy).filter(({ kind }) => kind !== "respond"),
      }),
    );
    await expectFound("no order is past a deadline by more than the sweeper's grace");
  });

  it("finds an action that is shown and refused", async () => {
    plant<typeof import("../../services/orders/src/orders/decide.ts")>(
      `${orders}/decide.ts`,
      ({ decide }) => ({
        decide: (order, command, ...rest) =>
          command.action === "approve"
            ? { kind: "refused", reason: "action_not_allowed", change: null }
            : decide(order, command, ...rest),
      }),
    );
    await expectFound("allowedActions are what is accepted");
  });
});
