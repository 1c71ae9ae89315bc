import {
  BalanceAgeing,
  EarningsReleased,
  EmailChanged,
  OrderAccepted,
  OrderBriefCompleted,
  OrderCancellationExcused,
  OrderCancellationRefused,
  OrderCancellationRequested,
  OrderCancellationUnanswered,
  OrderCancellationWithdrawn,
  OrderCancelled,
  OrderChargebackWon,
  OrderChargedBack,
  OrderCompleted,
  OrderDelivered,
  OrderDisputeEscalated,
  OrderDisputeOpened,
  OrderExpired,
  OrderPaid,
  OrderPaymentExpired,
  OrderRefused,
  OrderReminderDue,
  OrderRevisionAccepted,
  OrderRevisionRefused,
  OrderRevisionRequested,
  OrderStatementAdded,
  OrderWorkResumed,
  PasswordResetRequested,
  PayoutAccountChanged,
  RefundSucceeded,
  ReportDecided,
  ReportFiled,
  ReviewRemoved,
  ReviewReplied,
  ReviewSubmitted,
  SupportClosed,
  SupportRequested,
  VerificationRequested,
  WithdrawalFailed,
  WithdrawalPaid,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  buildTestApp,
  orderFacts,
  paid,
  type TestNotifications,
  WEB_URL,
} from "../../test/build-test-app.ts";

type Person = Awaited<ReturnType<TestNotifications["anAccount"]>>;

let service: TestNotifications;
let buyer: Person;
let seller: Person;

beforeAll(async () => {
  service = await buildTestApp();
  buyer = await service.anAccount("Béa", "fr");
  seller = await service.anAccount("Sam", "en");
});
afterAll(() => service.stop());

const kindsOf = async (person: Person, orderId: string) => {
  const listed = await service.call(person.accountId, "GET", "/v1/notifications?limit=100");
  return listed
    .json()
    .items.filter((item: { orderId: string }) => item.orderId === orderId)
    .map((item: { kind: string }) => item.kind)
    .sort();
};

const toldOf = (person: Person, orderId: string, expected: readonly string[]) =>
  waitFor(
    async () => JSON.stringify(await kindsOf(person, orderId)) === JSON.stringify([...expected].sort()),
    {
      what: `notifications: ${expected.join(", ") || "none"}`,
    },
  );

const mailTo = (person: { email: string }, subject: RegExp) =>
  waitFor(() => service.mailServer.to(person.email).find((mail) => subject.test(mail.subject ?? "")), {
    what: `a mail ${subject}`,
  });

const settlement = { refundAmount: 1500, releaseAmount: 0 };
const endedAt = "2026-01-06T09:00:00.000Z";

describe("intent people", () => {
  it("R8: notifies the seller by e-mail that an order is paid, with 48 h to answer, and in the app", async () => {
    const order = orderFacts(buyer.accountId, seller.accountId);
    await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
    const mail = await mailTo(seller, /New order: “Un logo <vif>”/);
    expect(mail.text).toContain("You have 48 h to accept or refuse it: until 7 January 2026 at 10:00");
    expect(mail.text).toContain(`${WEB_URL}/orders/${order.orderId}`);
    expect(mail.html).toContain("Un logo &lt;vif&gt;");
    expect(mail.from?.text).toContain("no-reply@marketplace.example");
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    await toldOf(seller, order.orderId, ["order_paid"]);
    await toldOf(buyer, order.orderId, ["order_confirmed"]);
  });

  it("R39: notifies both parties of an order's end", async () => {
    const order = (state: "refused" | "expired" | "cancelled" | "completed") => ({
      ...orderFacts(buyer.accountId, seller.accountId),
      state,
      endedAt,
      settlement,
    });
    const [refused, expired, cancelled, completed] = [
      order("refused"),
      order("expired"),
      order("cancelled"),
      order("completed"),
    ];
    const { neighbours } = service;
    await neighbours.tell(OrderRefused, refused.orderId, {
      ...refused,
      reason: "other",
      explanation: "Trop loin",
    });
    await neighbours.tell(OrderExpired, expired.orderId, { ...expired, countsAgainstSeller: true });
    await neighbours.tell(OrderCancelled, cancelled.orderId, {
      ...cancelled,
      by: "buyer",
      explanation: "Finalement non",
      justified: null,
    });
    await neighbours.tell(OrderCompleted, completed.orderId, {
      ...completed,
      by: "clock",
      deliveredLate: false,
    });
    await toldOf(buyer, refused.orderId, ["order_refused"]);
    await toldOf(buyer, expired.orderId, ["order_expired"]);
    await toldOf(seller, expired.orderId, ["order_expired"]);
    await toldOf(seller, cancelled.orderId, ["order_cancelled"]);
    await toldOf(buyer, completed.orderId, ["order_completed"]);
    await toldOf(seller, completed.orderId, ["order_completed"]);
    expect(await kindsOf(seller, refused.orderId)).toEqual([]);
    expect(await kindsOf(buyer, cancelled.orderId)).toEqual([]);
    const mail = await mailTo(buyer, /est refusée/);
    expect(mail.text).toContain("«\u00a0Trop loin\u00a0»");
    expect(mail.text?.replace(/\s/g, " ")).toContain("remboursé en totalité : 15,00 €");
  });

  it("R39: notifies of work and money", async () => {
    const order = orderFacts(buyer.accountId, seller.accountId);
    const { orderId } = order;
    const { neighbours } = service;
    await neighbours.tell(OrderAccepted, orderId, {
      ...order,
      state: "in_progress",
      acceptedAt: endedAt,
      dueAt: endedAt,
    });
    for (const deliveredAt of ["2026-01-08T09:00:00.000Z", "2026-01-09T09:00:00.000Z"]) {
      await neighbours.tell(OrderDelivered, orderId, {
        ...order,
        state: "delivered",
        deliveredAt,
        completesAt: "2026-01-16T09:00:00.000Z",
        late: false,
      });
    }
    await neighbours.tell(RefundSucceeded, newId("payment"), {
      orderId,
      buyerId: buyer.accountId,
      amount: 500,
      refundedAt: endedAt,
    });
    await neighbours.tell(EarningsReleased, newId("payment"), {
      orderId,
      sellerId: seller.accountId,
      grossAmount: 1000,
      commissionAmount: 200,
      vatAmount: 40,
      netAmount: 760,
      releasedAt: endedAt,
    });
    await neighbours.tell(ReviewSubmitted, newId("review"), {
      reviewId: newId("review"),
      orderId,
      listingId: order.listingId,
      buyerId: buyer.accountId,
      sellerId: seller.accountId,
      stars: 5,
      submittedAt: endedAt,
    });
    await toldOf(buyer, orderId, [
      "order_accepted",
      "order_delivered",
      "order_delivered",
      "payment_refunded",
    ]);
    await toldOf(seller, orderId, ["earnings_released", "review_received"]);
    expect((await mailTo(seller, /New review: 5 out of 5/)).text).toContain("Béa has reviewed your work");

    const withdrawal = { withdrawalId: newId("withdrawal"), accountId: seller.accountId, amount: 760 };
    await neighbours.tell(WithdrawalPaid, withdrawal.withdrawalId, withdrawal);
    await neighbours.tell(WithdrawalFailed, withdrawal.withdrawalId, withdrawal);
    await mailTo(seller, /€7.60 paid out/);
    await mailTo(seller, /withdrawal of €7.60 failed/);
    const { accountId } = seller;
    await neighbours.tell(BalanceAgeing, accountId, {
      accountId,
      amount: 760,
      paidOutAt: "2026-04-20T09:00:00.000Z",
    });
    await mailTo(seller, /€7.60 of your balance will be paid out/);
  });

  it("R18, R19, R20: notifies the party that answers a revision, and both of what silence decided", async () => {
    const order = orderFacts(buyer.accountId, seller.accountId);
    const { orderId } = order;
    const at = "2026-01-16T09:00:00.000Z";
    const { neighbours } = service;
    const asked = { ...order, explanation: "Plus bleu", beyondLimit: false, answerBy: at };
    await neighbours.tell(OrderRevisionRequested, orderId, { ...asked, state: "revision_requested" });
    await neighbours.tell(OrderRevisionAccepted, orderId, {
      ...order,
      state: "in_progress",
      by: "clock",
      dueAt: at,
    });
    await neighbours.tell(OrderRevisionRequested, orderId, { ...asked, state: "revision_requested" });
    await neighbours.tell(OrderRevisionRefused, orderId, {
      ...order,
      state: "revision_refused",
      by: "seller",
      explanation: "Assez",
      completesAt: at,
    });
    await toldOf(seller, orderId, ["revision_accepted", "revision_requested", "revision_requested"]);
    await toldOf(buyer, orderId, ["revision_accepted", "revision_refused"]);
    expect((await mailTo(seller, /A revision is asked for/)).text).toContain(
      "Without your answer it is accepted",
    );
  });

  it("R21, R24, R25, R26: notifies of requests for cancellation and of everything in a dispute", async () => {
    const order = orderFacts(buyer.accountId, seller.accountId);
    const { orderId } = order;
    const at = "2026-01-16T09:00:00.000Z";
    const { neighbours } = service;
    const working = { ...order, state: "in_progress" as const };
    const disputed = { ...order, state: "disputed" as const };
    await neighbours.tell(OrderCancellationRequested, orderId, {
      ...working,
      explanation: "Trop long",
      answerBy: at,
    });
    await neighbours.tell(OrderCancellationWithdrawn, orderId, working);
    await neighbours.tell(OrderCancellationRefused, orderId, { ...working, explanation: "Presque fini" });
    await neighbours.tell(OrderCancellationUnanswered, orderId, working);
    await neighbours.tell(OrderDisputeOpened, orderId, {
      ...disputed,
      openedAt: at,
      by: "buyer",
      statement: "Rien reçu",
    });
    await neighbours.tell(OrderStatementAdded, orderId, {
      ...disputed,
      by: "mediator",
      text: "Des preuves ?",
      statedAt: at,
    });
    await neighbours.tell(OrderDisputeEscalated, orderId, { ...disputed, endsAt: at });
    await neighbours.tell(OrderWorkResumed, orderId, { ...working, dueAt: at, reasons: "Il reste à faire" });
    const both = ["dispute_statement", "dispute_escalated", "work_resumed"];
    await toldOf(seller, orderId, [
      "cancellation_requested",
      "cancellation_withdrawn",
      "dispute_opened",
      ...both,
    ]);
    await toldOf(buyer, orderId, ["cancellation_refused", "cancellation_refused", ...both]);
    expect((await mailTo(buyer, /Le travail reprend/)).text).toContain("Le vendeur livrera");
  });

  it("hunt F2: tells both of a mediator's decision as such, also who switched completed orders off", async () => {
    const [one, other] = [await service.anAccount("Béa"), await service.anAccount("Sam")];
    await service.call(one.accountId, "PUT", "/v1/notifications/preferences", {
      order_completed: { app: false, email: false },
    });
    const order = orderFacts(one.accountId, other.accountId);
    await service.neighbours.tell(OrderCompleted, order.orderId, {
      ...order,
      state: "completed",
      endedAt: paid.paidAt,
      by: "mediator",
      deliveredLate: false,
      settlement: { refundAmount: 500, releaseAmount: 1000 },
      reason: "split",
      decision: { kind: "split", reasons: "Half of it is done." },
    });
    await toldOf(one, order.orderId, ["dispute_decided"]);
    await toldOf(other, order.orderId, ["dispute_decided"]);
    expect((await mailTo(one, /mediator’s decision/)).text).toContain("“Half of it is done.”");
  });

  it("hunt F3: tells a seller that their payout account is restricted", async () => {
    await service.neighbours.tell(PayoutAccountChanged, seller.accountId, {
      accountId: seller.accountId,
      state: "restricted",
    });
    const mail = await mailTo(seller, /^Your withdrawals are suspended$/);
    expect(mail.text).toContain(`${WEB_URL}/payout-account`);
  });

  it("R23: notifies the seller that a mediator excused their cancellation", async () => {
    const order = { ...orderFacts(buyer.accountId, seller.accountId), state: "cancelled" as const };
    const excused = { ...order, excusedAt: endedAt, reasons: "The buyer was unreachable." };
    await service.neighbours.tell(OrderCancellationExcused, order.orderId, excused);
    await toldOf(seller, order.orderId, ["cancellation_excused"]);
    expect((await mailTo(seller, /is excused$/)).text).toContain("The buyer was unreachable.");
  });

  it("R26: puts a dispute before every mediator on day 60, but before none whose own order it is", async () => {
    const staff = ["user", "mediator"] as const;
    const mediator = await service.anAccount("Mia", "en", newId("account"), [...staff]);
    const party = await service.anAccount("Max", "en", newId("account"), [...staff]);
    const people = service.platform.db.collection("people");
    await waitFor(async () => (await people.countDocuments({ roles: "mediator" })) === 2, {
      what: "both mediators to be known",
    });
    const order = { ...orderFacts(buyer.accountId, party.accountId), state: "disputed" as const };
    await service.neighbours.tell(OrderDisputeEscalated, order.orderId, { ...order, endsAt: endedAt });
    await toldOf(mediator, order.orderId, ["dispute_awaits_decision"]);
    await toldOf(party, order.orderId, ["dispute_escalated"]);
    await mailTo(mediator, /^To be decided/);
  });

  it("hunt U9: tells support of requests and reports that wait, and the author of a closed request", async () => {
    const mediator = await service.anAccount("Mia", "en", undefined, ["user", "mediator"]);
    const people = service.platform.db.collection("people");
    await waitFor(() => people.findOne({ _id: mediator.accountId as never, roles: "mediator" }), {
      what: "the mediator to be known",
    });
    const conversationId = newId("conversation");
    const request = { conversationId, requesterId: seller.accountId };
    await service.neighbours.tell(SupportRequested, `${conversationId}:support`, {
      ...request,
      since: paid.paidAt,
    });
    await service.neighbours.tell(ReportFiled, newId("report"), {
      reportId: newId("report"),
      reviewId: newId("review"),
      ground: "unlawful",
      filedAt: paid.paidAt,
    });
    expect((await mailTo(mediator, /^Sam asks support for help$/)).text).toContain(conversationId);
    await mailTo(mediator, /^A review is reported$/);
    await service.neighbours.tell(SupportClosed, `${conversationId}:support`, {
      ...request,
      closedAt: paid.paidAt,
    });
    await mailTo(seller, /^Your request to support is closed$/);
  });

  it("R16, R39: reminds the one who has something to do, by e-mail too", async () => {
    const order = { ...orderFacts(buyer.accountId, seller.accountId), endsAt: "2026-01-16T09:00:00.000Z" };
    const { orderId } = order;
    for (const [deadline, to] of [
      ["respond", "seller"],
      ["complete", "buyer"],
      ["complete", "buyer"],
    ] as const) {
      await service.neighbours.tell(OrderReminderDue, orderId, { ...order, deadline, to });
    }
    await toldOf(seller, orderId, ["deadline_reminder"]);
    await toldOf(buyer, orderId, ["deadline_reminder", "deadline_reminder"]);
    expect((await mailTo(seller, /^Reminder: /)).text).toContain("Accept or refuse the order");
    expect((await mailTo(buyer, /^Rappel : /)).text).toContain("16 janvier 2026 à 10:00");
  });

  it("R9: notifies the seller of the brief, once the order is paid", async () => {
    const order = orderFacts(buyer.accountId, seller.accountId);
    const brief = { ...order, completedAt: "2026-01-05T09:10:00.000Z" };
    await service.neighbours.tell(OrderBriefCompleted, order.orderId, {
      ...brief,
      state: "awaiting_payment",
    });
    await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
    const changedAt = "2026-01-05T09:20:00.000Z";
    await service.neighbours.tell(OrderBriefCompleted, order.orderId, { ...brief, completedAt: changedAt });
    await toldOf(seller, order.orderId, ["brief_completed", "order_paid"]);
    await mailTo(seller, /Brief received: “Un logo <vif>”/);
  });

  it("R8: notifies the seller of nothing about an order that was never paid", async () => {
    const order = {
      ...orderFacts(buyer.accountId, seller.accountId),
      state: "payment_expired" as const,
      endedAt,
    };
    await service.neighbours.tell(OrderPaymentExpired, order.orderId, order);
    await toldOf(buyer, order.orderId, ["order_payment_expired"]);
    expect(await kindsOf(seller, order.orderId)).toEqual([]);
  });

  it("R33, R34: notifies of a reply, of a removed review, and of the decision on a report", async () => {
    const { neighbours } = service;
    const review = {
      reviewId: newId("review"),
      orderId: newId("order"),
      buyerId: buyer.accountId,
      sellerId: seller.accountId,
    };
    const reportId = newId("report");
    await neighbours.tell(ReviewReplied, review.reviewId, { ...review, repliedAt: endedAt });
    await neighbours.tell(ReviewRemoved, review.reviewId, {
      ...review,
      ground: "unlawful",
      removedAt: endedAt,
    });
    await neighbours.tell(ReportDecided, reportId, {
      reportId,
      reviewId: review.reviewId,
      reporterId: seller.accountId,
      outcome: "removed",
      decidedAt: endedAt,
    });
    await toldOf(buyer, review.orderId, ["review_removed", "review_replied"]);
    await toldOf(seller, review.orderId, ["review_removed"]);
    expect((await mailTo(buyer, /Sam a répondu/)).text).toContain("répondu publiquement");
    expect((await mailTo(seller, /A review of your work was removed/)).text).toContain("against the law");
    await mailTo(seller, /We have looked at your report/);
  });

  it("R40: sends the links that accounts promised, and keeps neither link nor address after that", async () => {
    const accountId = newId("account");
    const person = { email: `${accountId}@example.test`, accountId };
    const asked = {
      ...person,
      displayName: "Nora",
      locale: "fr" as const,
      expiresAt: "2026-01-06T09:00:00.000Z",
    };
    await service.neighbours.tell(VerificationRequested, accountId, { ...asked, token: "verify-SECRET-1" });
    await service.neighbours.tell(PasswordResetRequested, accountId, { ...asked, token: "reset-SECRET-2" });
    const verification = await mailTo(person, /Confirmez votre adresse/);
    expect(verification.text).toContain("Bonjour,\n");
    expect(verification.text).toContain(`${WEB_URL}/verify-email?token=verify-SECRET-1\n`);
    await service.neighbours.tell(EmailChanged, accountId, {
      ...asked,
      newEmail: "nora@new.example.test",
      token: "undo-SECRET-3",
    });
    const changed = await mailTo(person, /adresse e-mail a changé/);
    expect(changed.text).toContain("nora@new.example.test");
    expect(changed.text).toContain(`${WEB_URL}/undo-email-change?token=undo-SECRET-3\n`);
    const reset = await mailTo(person, /nouveau mot de passe/);
    expect(reset.text).toContain(`${WEB_URL}/reset-password?token=reset-SECRET-2\n`);
    const { db } = service.platform;
    await waitFor(
      async () => (await db.collection("mails").countDocuments({ accountId, state: "sent" })) === 3,
      {
        what: "all mails to be noted as sent",
      },
    );
    for (const { name } of await db.listCollections().toArray()) {
      const stored = JSON.stringify(await db.collection(name).find().toArray());
      expect(stored, name).not.toMatch(/SECRET-[123]/);
      expect(stored, name).not.toContain(person.email);
    }
    expect((await service.call(accountId, "GET", "/v1/notifications")).json().items).toEqual([]);
  });

  it("hunt F14, security 15: mails to an unverified address hold no words of other people, and only what is mandatory", async () => {
    const victim = await service.anAccount(
      "https://evil.example/win",
      "en",
      newId("account"),
      ["user"],
      false,
    );
    const order = { ...orderFacts(victim.accountId, seller.accountId), title: "Visit evil.example" };
    await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
    const ended = { ...order, endedAt, settlement };
    await service.neighbours.tell(OrderRefused, order.orderId, {
      ...ended,
      state: "refused",
      reason: "other",
      explanation: "evil.example awaits you",
    });
    await toldOf(victim, order.orderId, ["order_confirmed", "order_refused"]);
    const refused = await mailTo(victim, /refused/);
    expect(refused.text).toContain("Hello,\n");
    expect(refused.text).toContain(order.orderId.slice(-8));
    const mails = service.mailServer.to(victim.email);
    expect(mails).toHaveLength(1);
    expect(mails.map(({ subject, text, html }) => `${subject}${text}${html}`).join()).not.toContain("evil");
  });

  it("R39: notifies each recipient once of one fact", async () => {
    const order = orderFacts(buyer.accountId, seller.accountId);
    const orderPaid = { ...order, ...paid };
    await service.neighbours.tell(OrderPaid, order.orderId, orderPaid);
    await service.neighbours.tell(OrderPaid, order.orderId, orderPaid);
    await service.neighbours.tell(OrderAccepted, order.orderId, {
      ...order,
      state: "in_progress",
      acceptedAt: endedAt,
      dueAt: endedAt,
    });
    await waitFor(
      async () =>
        (
          await service.platform.db
            .collection("stream_entries")
            .find({ accountId: buyer.accountId })
            .toArray()
        ).filter(({ key }) => key.startsWith(`order:${order.orderId}`)).length === 3,
      { what: "all three events to be handled" },
    );
    await toldOf(buyer, order.orderId, ["order_accepted", "order_confirmed"]);
    await toldOf(seller, order.orderId, ["order_paid"]);
    await waitFor(
      async () => (await service.platform.db.collection("mails").countDocuments({ state: "due" })) === 0,
      {
        what: "every mail to be sent",
      },
    );
    const mails = service.mailServer.to(seller.email).filter((mail) => mail.text?.includes(order.orderId));
    expect(mails).toHaveLength(1);
  });

  it("R30: shows both a chargeback on the order's page at once, and leaves its words to payments", async () => {
    const order = orderFacts(buyer.accountId, seller.accountId);
    const fact = { ...order, state: "in_progress", amount: order.totalAmount } as const;
    await service.neighbours.tell(OrderChargedBack, order.orderId, { ...fact, openedAt: endedAt });
    await service.neighbours.tell(OrderChargebackWon, order.orderId, { ...fact, decidedAt: endedAt });
    const entries = service.platform.db.collection("stream_entries");
    for (const { accountId } of [buyer, seller]) {
      await waitFor(
        async () =>
          (await entries.find({ accountId }).toArray()).filter(({ key }) =>
            key.startsWith(`order:${order.orderId}`),
          ).length === 2,
        { what: "both events to be pushed" },
      );
    }
    expect(await kindsOf(buyer, order.orderId)).toEqual([]);
    expect(await kindsOf(seller, order.orderId)).toEqual([]);
  });

  it("waits for a recipient whose registration arrives later than the event", async () => {
    const lateId = newId("account");
    const order = orderFacts(buyer.accountId, lateId);
    await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
    expect(await kindsOf(buyer, order.orderId)).toEqual([]);
    const late = await service.anAccount("Lou", "fr", lateId);
    await mailTo(late, /Nouvelle commande/);
    await toldOf(buyer, order.orderId, ["order_confirmed"]);
  });

  it("R39: leaves out the channels that the recipient switched off", async () => {
    const quiet = await service.anAccount("Quiet");
    const put = await service.call(quiet.accountId, "PUT", "/v1/notifications/preferences", {
      order_confirmed: { app: true, email: false },
    });
    expect(put.statusCode).toBe(200);
    const order = orderFacts(quiet.accountId, seller.accountId);
    await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
    await toldOf(quiet, order.orderId, ["order_confirmed"]);
    const { db } = service.platform;
    expect(await db.collection("mails").countDocuments({ accountId: quiet.accountId })).toBe(0);
  });
});
