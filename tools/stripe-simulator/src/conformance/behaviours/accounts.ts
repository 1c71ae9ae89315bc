import assert from "node:assert/strict";
import type Stripe from "stripe";
import type { Behaviour, Subject } from "../behaviour.ts";
import { aRecipient, contextOf, refusalOf } from "../steps.ts";

const DAY_MS = 24 * 3_600_000;

function readAccount({ stripe }: Subject, id: string): Promise<Stripe.V2.Core.Account> {
  return stripe.v2.core.accounts.retrieve(id, { include: ["configuration.recipient", "requirements"] });
}

function capabilities(account: Stripe.V2.Core.Account) {
  const balance = account.configuration?.recipient?.capabilities?.stripe_balance;
  return { transfers: balance?.stripe_transfers?.status, payouts: balance?.payouts?.status };
}

async function assertShut(subject: Subject, id: string): Promise<void> {
  const { stripe } = subject;
  const options = contextOf(id);
  const calls = [
    stripe.payouts.retrieve("po_none", {}, options),
    stripe.balanceTransactions.list({}, options),
    stripe.balance.retrieve({}, options),
  ];
  for (const refused of await Promise.all(calls.map(refusalOf))) {
    assert.deepEqual([refused.statusCode, refused.code], [403, "account_invalid"]);
  }
}

export const accountBehaviours: readonly Behaviour[] = [
  {
    id: "accounts.contact_email",
    title: "A recipient without a `contact_email` is refused",
    source: "docs.stripe.com/api/v2/core/accounts/create: `contact_email`",
    where: "anywhere",
    setting: "isContactEmailRequired",
    async check(subject) {
      const { contact_email: _without, ...params } = aRecipient();
      const refused = await refusalOf(subject.stripe.v2.core.accounts.create(params));
      assert.equal(refused.statusCode, 400);
    },
  },
  {
    id: "accounts.requirements_due_first",
    title: "What a new account has to tell is due, and not past due",
    source: "V2/Core/Accounts.d.ts: `requirements.summary.minimum_deadline.status`",
    where: "anywhere",
    async check(subject) {
      const account = await subject.stripe.v2.core.accounts.create(aRecipient());
      assert.equal(account.requirements?.summary?.minimum_deadline?.status, "currently_due");
      await subject.stripe.v2.core.accounts.close(account.id, { applied_configurations: ["recipient"] });
    },
  },
  {
    id: "accounts.payouts_follow",
    title: "After onboarding transfers are allowed first, and payouts a while later",
    source: "V2/Core/Accounts.d.ts: `capabilities.stripe_balance`, `determining_status`",
    where: "simulator",
    setting: "payoutCapabilityDelayMs",
    async check(subject) {
      const { id } = await subject.stripe.v2.core.accounts.create(aRecipient());
      await subject.control(`accounts/${id}/activate`);
      assert.deepEqual(capabilities(await readAccount(subject, id)), {
        transfers: "active",
        payouts: "pending",
      });
      await subject.passTime(DAY_MS);
      assert.deepEqual(capabilities(await readAccount(subject, id)), {
        transfers: "active",
        payouts: "active",
      });
    },
  },
  {
    id: "accounts.information_due",
    title: "Information is due by a day; the account is restricted when it is past due",
    source: "V2/Core/Accounts.d.ts: `requirements.entries.minimum_deadline`",
    where: "simulator",
    setting: "requirementDeadlineMs",
    async check(subject) {
      const id = await subject.seller();
      await subject.control(`accounts/${id}/request-information`);
      const due = await readAccount(subject, id);
      assert.equal(due.requirements?.summary?.minimum_deadline?.status, "currently_due");
      assert.equal(capabilities(due).payouts, "active");
      await subject.passTime(15 * DAY_MS);
      const late = await readAccount(subject, id);
      assert.equal(late.requirements?.summary?.minimum_deadline?.status, "past_due");
      assert.equal(capabilities(late).payouts, "restricted");
    },
  },
  {
    id: "accounts.closed_are_shut",
    title: "Calls for a closed account are answered with 403",
    source: "docs.stripe.com/error-codes: `account_invalid`",
    where: "anywhere",
    setting: "areClosedAccountsShut",
    async check(subject) {
      const { id } = await subject.stripe.v2.core.accounts.create(aRecipient());
      await subject.stripe.v2.core.accounts.close(id, { applied_configurations: ["recipient"] });
      await assertShut(subject, id);
      const link = subject.stripe.v2.core.accountLinks.create({
        account: id,
        use_case: {
          type: "account_onboarding",
          account_onboarding: { refresh_url: "https://example.test/" },
        },
      });
      const { statusCode } = await refusalOf(link);
      assert.ok(statusCode === 400 || statusCode === 403 || statusCode === 404, `refused: ${statusCode}`);
    },
  },
  {
    id: "accounts.rejected_are_shut",
    title: "Calls for a rejected account are answered with 403, and its capabilities say why",
    source: "V2/Core/Accounts.d.ts: `rejected_other`",
    where: "simulator",
    async check(subject) {
      const id = await subject.seller();
      await subject.control(`accounts/${id}/reject`);
      await assertShut(subject, id);
      assert.equal(capabilities(await readAccount(subject, id)).transfers, "restricted");
    },
  },
  {
    id: "accounts.events_in_context",
    title: "v2 events of an account are listed in its context, and not in the platform's",
    source:
      "docs.stripe.com/event-destinations: events from connected accounts; V2/Core/Events.d.ts: `context`",
    where: "anywhere",
    setting: "areAccountEventsInContext",
    async check(subject) {
      const { stripe } = subject;
      const { id } = await stripe.v2.core.accounts.create(aRecipient());
      const about = { object_id: id, limit: 20 };
      const own = await subject.eventually("an event in the account's context", async () => {
        const { data } = await stripe.v2.core.events.list(about, { stripeContext: id });
        return data[0];
      });
      assert.equal(own.type.startsWith("v2.core.account"), true);
      assert.deepEqual((await stripe.v2.core.events.list(about)).data, []);
    },
  },
];
