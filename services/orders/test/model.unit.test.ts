import { ORDER_ACTIONS } from "@vc/contracts";
import { chosenByName } from "@vc/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Command } from "../src/orders/commands.ts";
import { advance, allowedActions, decide } from "../src/orders/decide.ts";
import { clockMove, isFinal } from "../src/orders/lifecycle.ts";
import type { Order } from "../src/orders/order.ts";
import type { OrderEvent } from "../src/orders/order-events.ts";
import { remind, timersOf } from "../src/orders/reminders.ts";
import { unlikeItsDeadlines } from "./awaited-answers.ts";
import { aListing, anOrder, at, DAY, policy } from "./builders.ts";
import { COMMANDERS, everyCommand } from "./every-command.ts";
import { type Life, life, nextMoment } from "./lives.ts";

interface Moment {
  readonly order: Order;
  readonly now: Date;
  readonly events: readonly OrderEvent[];
}

const commandsAt = (now: Date) =>
  COMMANDERS.flatMap((by) =>
    Object.entries(everyCommand(now)).map(([name, command]: [string, Command]) => ({
      name: `${by}: ${name}`,
      command,
      by,
    })),
  );

/** Lives an order, and looks at it after every step. */
function liveThrough({ revisionLimit, brief, steps }: Life, look: (moment: Moment) => void): Moment {
  let moment: Moment = {
    order: anOrder({ listing: aListing({ revisionLimit }), brief }),
    now: at(0),
    events: [],
  };
  for (const step of steps) {
    const { choice, isWild, timersFire } = step;
    const now = nextMoment(moment.order, moment.now, step);
    const before = moment.order;
    const reminded = timersFire ? remind(advanced(before, now), now, policy) : null;
    const due = reminded ? advance(before, now, policy) : null;
    const order = reminded?.order ?? before;
    const decisions = commandsAt(now).map(({ name, command, by }) => ({
      name,
      decision: decide(order, command, by, now, policy),
    }));
    const usable = isWild ? decisions : decisions.filter(({ decision }) => decision.kind === "moved");
    const change = chosenByName(usable, ({ name }) => name, choice)?.decision.change;
    moment = {
      order: change?.order ?? order,
      now,
      events: [
        ...moment.events,
        ...(due?.events ?? []),
        ...(reminded?.events ?? []),
        ...(change?.events ?? []),
      ],
    };
    look(moment);
  }
  return moment;
}

const advanced = (order: Order, now: Date) => advance(order, now, policy)?.order ?? order;

const settledBy = (events: readonly OrderEvent[]) =>
  events
    .map(({ data }) => (data as { settlement?: { refundAmount: number; releaseAmount: number } }).settlement)
    .reduce((sum, part) => sum + (part ? part.refundAmount + part.releaseAmount : 0), 0);

it("R26: every order is final by day 75 from its payment, after any moves", () => {
  fc.assert(
    fc.property(life, (given) => {
      liveThrough(given, ({ order }) => {
        const end = new Date((order.paidAt ?? order.placedAt).getTime() + 75 * DAY);
        expect(isFinal(advanced(order, end).state)).toBe(true);
      });
    }),
  );
});

it("R25, R27: every end of a paid order refunds or releases exactly what was paid, and once", () => {
  fc.assert(
    fc.property(life, (given) => {
      const { order, events, now } = liveThrough(given, () => {});
      const end = new Date(Math.max(now.getTime(), order.placedAt.getTime() + 80 * DAY));
      const last = advance(order, end, policy);
      const all = [...events, ...(last?.events ?? [])];
      const isPaid = all.some(({ type }) => /\.paid(_late)?\.v1$/.test(type.name));
      expect(settledBy(all)).toBe(isPaid ? order.totalAmount : 0);
      expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => index + 2));
      const { outcome } = last?.order ?? order;
      const paidForIt = outcome ? outcome.refundAmount + outcome.releaseAmount : null;
      expect(paidForIt).toBe(outcome?.kind === "payment_expired" ? 0 : order.totalAmount);
    }),
  );
});

it("R10, R11, R12, R15, R21, R23: every end says who ended it, and why", () => {
  fc.assert(
    fc.property(life, (given) => {
      const { order, now } = liveThrough(given, () => {});
      const { outcome } = advanced(order, new Date(now.getTime() + 80 * DAY));
      expect(outcome?.reason ?? outcome?.explanation).toEqual(expect.stringMatching(/./));
      expect(outcome?.justified === null).toBe(outcome?.kind !== "cancelled" || outcome.by !== "seller");
    }),
  );
});

it("R22: allowedActions are exactly the actions that are accepted, for every caller at any time", () => {
  fc.assert(
    fc.property(life, (given) => {
      liveThrough(given, ({ order: stored, now }) => {
        const order = advanced(stored, now);
        for (const by of ["buyer", "seller", "mediator"] as const) {
          const accepted = commandsAt(now)
            .filter((each) => each.by === by && isOfTheApi(each.command.action))
            // A repeat is no new move, so an order that looks back on nothing shows what is accepted.
            .filter(({ command }) => decide(forgetful(order), command, by, now, policy).kind === "moved")
            .map(({ command }) => command.action);
          expect(new Set(accepted)).toEqual(new Set(allowedActions(order, by, now)));
        }
      });
    }),
  );
});

it("R16, R19, R21: every deadline that is shown acts at its moment, and not before", () => {
  fc.assert(
    fc.property(life, (given) => {
      liveThrough(given, ({ order: stored, now }) => {
        const order = advanced(stored, now);
        const end = order.deadlines.find(({ kind }) => kind === "end")?.at;
        for (const { kind, at: moment } of order.deadlines) {
          if (end) expect(moment.getTime()).toBeLessThanOrEqual(end.getTime());
          if (kind === "deliver") continue;
          expect(clockMove(kind, order, moment)?.when).toBe(kind);
        }
        const next = timersOf(order, policy)
          .filter(({ kind }) => !kind.startsWith("remind_"))
          .toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
        if (!next) return expect(isFinal(order.state)).toBe(true);
        expect(advance(order, new Date(next.at.getTime() - 1), policy)).toBeNull();
        expect(advance(order, next.at, policy)?.order.timeline.at(order.timeline.length)?.at).toEqual(
          next.at,
        );
      });
    }),
  );
});

it("R15: a due date that is shown lets the buyer cancel alone once it has passed", () => {
  fc.assert(
    fc.property(life, (given) => {
      liveThrough(given, ({ order: stored, now }) => {
        const order = advanced(stored, now);
        const dueAt = order.deadlines.find(({ kind }) => kind === "deliver")?.at;
        if (!dueAt) return;
        expect(allowedActions(order, "buyer", dueAt)).not.toContain("cancel");
        const late = new Date(dueAt.getTime() + 1);
        const then = advanced(order, late);
        // Where the order itself ends then, the buyer is refunded without asking (R26).
        if (isFinal(then.state)) expect(then.outcome?.refundAmount).toBe(order.totalAmount);
        else expect(allowedActions(then, "buyer", late)).toContain("cancel");
      });
    }),
  );
});

it("R14, R19, R21: an order waits for an answer exactly while there is a deadline for it", () => {
  fc.assert(
    fc.property(life, (given) => {
      liveThrough(given, ({ order }) => {
        if (!isFinal(order.state)) expect(unlikeItsDeadlines(order)).toEqual([]);
        const kinds = order.deadlines.map(({ kind }) => kind);
        expect(new Set(kinds).size).toBe(kinds.length);
      });
    }),
  );
});

it("no final order moves on, and the timeline only grows", () => {
  fc.assert(
    fc.property(life, (given) => {
      let before: Order | null = null;
      liveThrough(given, ({ order }) => {
        if (before) {
          expect(order.timeline.slice(0, before.timeline.length)).toEqual(before.timeline);
          if (isFinal(before.state)) expect(order.state).toBe(before.state);
        }
        before = order;
      });
    }),
  );
});

function isOfTheApi(action: string): boolean {
  return ORDER_ACTIONS.some((each) => each === action);
}

/** The order as if the payment provider had done everything in it: no caller repeats themselves. */
function forgetful(order: Order): Order {
  return { ...order, timeline: order.timeline.map((entry) => ({ ...entry, by: "payment" as const })) };
}
