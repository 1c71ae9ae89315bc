import { expect, it } from "vitest";
import { dialogOf, dialogs, hasDialog } from "../app/guide/dialogs.ts";
import { factsOf } from "../app/guide/facts.ts";
import { guide } from "../app/guide/guide.ts";
import {
  type GuideSurroundings,
  type Panel,
  type PanelName,
  panels,
  type Role,
} from "../app/guide/panels.ts";
import { allowedActionsOf, lifecycle, SAMPLE_NOW, sampleOrders } from "./sample-orders.ts";
import { samplePolicy } from "./sample-terms.ts";

// The keys of the record are the names of panels.
const names = Object.keys(panels) as PanelName[];
const roleOf = (name: PanelName): Role => (name.startsWith("buyer") ? "buyer" : "seller");

function guideOf(name: PanelName) {
  const role = roleOf(name);
  const order = { ...sampleOrders[name], allowedActions: allowedActionsOf(sampleOrders[name], role) };
  const payment: Partial<Record<PanelName, GuideSurroundings["payment"]>> = {
    buyerConfirming: "done",
    buyerNotPaid: "cancelled",
  };
  return { role, order, shown: guide(order, role, SAMPLE_NOW, { payment: payment[name], canReview: true }) };
}

it.each(names)("R22: %s is what its order is shown as", (name) => {
  expect(guideOf(name).shown.name).toBe(name);
});

it.each(names)("R22: %s places every action that the API allows, once", (name) => {
  const { order, shown } = guideOf(name);
  const panel: Panel = panels[name];
  const offered: string[] = [...shown.primary, ...shown.secondary, ...shown.quiet];
  expect(offered.filter((action, index) => offered.indexOf(action) !== index)).toEqual([]);
  expect(order.allowedActions.filter((action) => !offered.includes(action))).toEqual([
    ...(panel.withheld ?? []),
  ]);
  const listed: string[] = [panel.primary, panel.secondary, panel.quiet].flatMap((place) => place ?? []);
  expect(offered.filter((action) => !listed.includes(action))).toEqual([]);
});

it.each(names)("R9: %s has a clock wherever a deadline of its own runs", (name) => {
  const { order, shown } = guideOf(name);
  const lasting = ["end", "escalate"];
  const running = order.deadlines.filter(({ kind }) => !lasting.includes(kind));
  const isPaused = order.state === "disputed" || name === "buyerConfirming";
  expect(shown.clock !== null).toBe(running.length > 0 && !isPaused);
});

it("shows every state to each party that sees it", () => {
  const seen = (role: Role) =>
    new Set(names.filter((name) => roleOf(name) === role).map((name) => sampleOrders[name].state));
  expect([...seen("buyer")].toSorted()).toEqual(lifecycle.states.toSorted());
  const unseen = ["awaiting_payment", "payment_expired"];
  expect([...seen("seller")].toSorted()).toEqual(
    lifecycle.states.filter((state) => !unseen.includes(state)).toSorted(),
  );
});

it("R8: does not speak of an unpaid order to its seller", () => {
  expect(() => guide(sampleOrders.buyerToPay, "seller", SAMPLE_NOW)).toThrow("does not exist");
});

it("offers what the API allows and no panel places, after everything else", () => {
  const order = { ...sampleOrders.buyerPending, allowedActions: ["cancel" as const, "approve" as const] };
  expect(guide(order, "buyer", SAMPLE_NOW).quiet).toEqual(["cancel", "approve"]);
});

it("offers nothing that the API does not allow", () => {
  const order = { ...sampleOrders.sellerPending, allowedActions: [] };
  const shown = guide(order, "seller", SAMPLE_NOW);
  expect([...shown.primary, ...shown.secondary, ...shown.quiet]).toEqual(["write"]);
});

it("R15: is late from the moment of the due date, also before the order was read again", () => {
  const order = { ...sampleOrders.buyerInProgress, allowedActions: [] };
  const due = new Date(order.dueAt ?? "");
  expect(guide(order, "buyer", due).name).toBe("buyerInProgress");
  expect(guide(order, "buyer", new Date(due.getTime() + 1)).name).toBe("buyerLate");
});

it("R32: offers a review of a completed order only while the API takes one", () => {
  const order = sampleOrders.buyerCompleted;
  expect(guide(order, "buyer", SAMPLE_NOW, { canReview: true }).primary).toEqual(["review"]);
  expect(guide(order, "buyer", SAMPLE_NOW, { canReview: false }).primary).toEqual([]);
});

it("has a dialog for every action of the API that a party takes, and uses every dialog", () => {
  const used = names.flatMap((name) => {
    const { order, role, shown } = guideOf(name);
    const offered = [...shown.primary, ...shown.secondary, ...shown.quiet];
    for (const action of order.allowedActions) {
      if (action === "resolve-dispute" || action === "excuse-cancellation") continue;
      expect([action, hasDialog(action)]).toEqual([action, true]);
    }
    return offered.filter(hasDialog).map((action) => dialogOf(action, order, role, SAMPLE_NOW));
  });
  // The last revisions are used up, and a seller who was asked and refused cancels: no sample has these.
  const { buyerDelivered, sellerDenied } = sampleOrders;
  const spent = { ...buyerDelivered, revisions: { count: 3, limit: 3, open: null } };
  used.push(
    dialogOf("request-revision", spent, "buyer", SAMPLE_NOW),
    dialogOf("cancel", sellerDenied, "seller", SAMPLE_NOW),
  );
  expect([...new Set(used)].toSorted()).toEqual(Object.keys(dialogs).toSorted());
});

it("R28: tells both sides the same sums, in the words of their language", () => {
  const order = sampleOrders.sellerDivided;
  const facts = factsOf(order, "seller", null, { policy: samplePolicy, language: "en", now: SAMPLE_NOW });
  expect(facts).toMatchObject({
    other: "Bertille",
    total: "€160.00",
    yours: "€128.00",
    refund: "€60.00",
    released: "€100.00",
    commission: "€20.00",
    releasedNet: "€80.00",
    acceptanceWindow: "48 hours",
    completionWindow: "7 days",
    paymentWindow: "30 minutes",
  });
});
