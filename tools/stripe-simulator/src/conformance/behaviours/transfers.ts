import assert from "node:assert/strict";
import type { Behaviour } from "../behaviour.ts";
import { fundsOf, hasEvent, pay, refusalOf, transfer } from "../steps.ts";

export const transferBehaviours: readonly Behaviour[] = [
  {
    id: "transfers.need_available_funds",
    title: "A transfer without a source takes available funds only",
    source: "docs.stripe.com/connect/separate-charges-and-transfers#transfer-availability",
    where: "anywhere",
    async check(subject) {
      await pay(subject);
      const destination = await subject.seller();
      const { available } = await fundsOf(subject);
      const amount = Math.max(available, 0) + 1;
      const refused = await refusalOf(
        subject.stripe.transfers.create({ amount, currency: "eur", destination }),
      );
      assert.equal(refused.code, "balance_insufficient");
    },
  },
  {
    id: "transfers.reversed_part_is_free",
    title: "What was reversed of a transfer can be transferred again from the same charge",
    source: "docs.stripe.com/connect/separate-charges-and-transfers#reverse-transfers",
    where: "anywhere",
    async check(subject) {
      const charge = await pay(subject, "pm_card_bypassPending");
      const seller = await subject.seller();
      const first = await transfer(subject, charge, seller, 10_000);
      await subject.stripe.transfers.createReversal(first.id, { amount: 5000 });
      const second = await transfer(subject, charge, seller, 5000);
      assert.equal(second.amount, 5000);
    },
  },
  {
    id: "transfers.reversed_by_others",
    title: "A reversal by others is told as `transfer.reversed`",
    source: "Events.d.ts: `transfer.reversed`",
    where: "anywhere",
    async check(subject) {
      const charge = await pay(subject, "pm_card_bypassPending");
      const { id } = await transfer(subject, charge, await subject.seller());
      const reversal = await subject.stripe.transfers.createReversal(id);
      assert.deepEqual(reversal.metadata, {});
      await subject.eventually("transfer.reversed", () => hasEvent(subject, "transfer.reversed", id));
    },
  },
];
