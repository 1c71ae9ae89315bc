import assert from "node:assert/strict";
import type { Behaviour } from "../behaviour.ts";
import { pay, refusalOf } from "../steps.ts";

const DAY_MS = 24 * 3_600_000;

export const requestBehaviours: readonly Behaviour[] = [
  {
    id: "requests.idempotency",
    title: "The same key gives the same answer, and another request with it is refused",
    source: "docs.stripe.com/api/idempotent_requests",
    where: "anywhere",
    async check(subject) {
      const { id } = await pay(subject, "pm_card_bypassPending");
      const options = { idempotencyKey: `conformance-${id}` };
      const first = await subject.stripe.refunds.create({ charge: id, amount: 1000 }, options);
      const again = await subject.stripe.refunds.create({ charge: id, amount: 1000 }, options);
      assert.equal(again.id, first.id);
      const other = await refusalOf(subject.stripe.refunds.create({ charge: id, amount: 1001 }, options));
      assert.equal(other.type, "StripeIdempotencyError");
    },
  },
  {
    id: "requests.keys_are_forgotten",
    title: "After 24 hours a key is forgotten: the same request is done a second time",
    source: "docs.stripe.com/api/idempotent_requests: keys can be removed after at least 24 hours",
    where: "simulator",
    async check(subject) {
      const { id } = await pay(subject, "pm_card_bypassPending");
      const options = { idempotencyKey: `conformance-${id}` };
      const first = await subject.stripe.refunds.create({ charge: id, amount: 1000 }, options);
      await subject.passTime(DAY_MS + 1000);
      const second = await subject.stripe.refunds.create({ charge: id, amount: 1000 }, options);
      assert.notEqual(second.id, first.id);
    },
  },
  {
    id: "requests.stored_errors",
    title: "A 500 is stored with its key like any other answer, though the work may be done",
    source: "docs.stripe.com/error-low-level#server-errors",
    where: "simulator",
    async check(subject) {
      const { id } = await pay(subject, "pm_card_bypassPending");
      const fault = { kind: "answer_after_work", path: "/v1/refunds", method: "POST", remember: "error" };
      await subject.control("faults", fault);
      const options = { idempotencyKey: `conformance-${id}` };
      const create = () => subject.stripe.refunds.create({ charge: id, amount: 1000 }, options);
      assert.equal((await refusalOf(create())).statusCode, 500);
      const replayed = await refusalOf(create());
      assert.equal(replayed.headers?.["idempotent-replayed"], "true");
      assert.equal((await subject.stripe.refunds.list({ charge: id })).data.length, 1);
    },
  },
  {
    id: "requests.rate_limit",
    title: "Too many requests in a second get 429",
    source: "docs.stripe.com/rate-limits",
    where: "simulator",
    async check(subject) {
      await subject.control("realism", { requestsPerSecond: 5 });
      const reads = Array.from({ length: 20 }, () => subject.stripe.balance.retrieve());
      const refused = await refusalOf(Promise.all(reads));
      assert.equal(refused.statusCode, 429);
    },
  },
  {
    id: "requests.lock_timeout",
    title: "An object that another request holds is a 429 with `lock_timeout`",
    source: "docs.stripe.com/rate-limits#object-lock-timeouts",
    where: "simulator",
    async check(subject) {
      await subject.control("faults", { kind: "answer_before_work", status: 429, code: "lock_timeout" });
      const refused = await refusalOf(subject.stripe.balance.retrieve());
      assert.deepEqual([refused.statusCode, refused.code], [429, "lock_timeout"]);
    },
  },
];
