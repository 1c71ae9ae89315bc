import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { closeAccount, moveAccount } from "../accounts/accounts.ts";
import { readIban } from "../accounts/iban.ts";
import { paySession } from "../checkout/pay-session.ts";
import { decideDispute, openDispute, openInquiry } from "../disputes/chargeback.ts";
import { escalateInquiry } from "../disputes/escalate-inquiry.ts";
import { queueDelivery, setWebhooksPaused } from "../events/deliveries.ts";
import { thinEventsGoTo } from "../events/emit-event.ts";
import { faultSchema } from "../faults/fault.ts";
import { addFault, listFaults, removeFaults } from "../faults/take-faults.ts";
import { activateAccount } from "../pages/onboarding-routes.ts";
import { failPayout } from "../payouts/payouts.ts";
import { failRefund } from "../refunds/refunds.ts";
import type { World } from "../world.ts";
import { stateOf } from "./state.ts";

type IdRequest = FastifyRequest<{ Params: { id: string } }>;
type Found = object | undefined;

const lateCard = z.strictObject({ number: z.string().default("4242 4242 4242 4242") });
const failure = z.strictObject({ failureCode: z.string().min(1).default("account_closed") });
const complaint = z.strictObject({
  reason: z.string().min(1).default("fraudulent"),
  amountCents: z.int().positive().optional(),
});
const verdict = z.strictObject({ verdict: z.enum(["won", "lost"]) });
const bankAccount = z.strictObject({ iban: z.string().default("FR76 3000 6000 0112 3456 7890 189") });
const empty = z.strictObject({});

/** What only a simulator can do; the README has an example of each. Bodies are JSON, errors are `{ error }`. */
export function registerControl(app: FastifyInstance, world: World): void {
  app.get("/_control/state", () => stateOf(world));
  registerFaults(app, world);
  app.post("/_control/webhooks/pause", () => pause(world, true));
  app.post("/_control/webhooks/resume", () => pause(world, false));

  /** An address that acts on one object: 400 for a wrong body, 404 for an unknown id. */
  const act = <S extends z.ZodType>(path: string, body: S, work: (id: string, given: z.output<S>) => Found) =>
    app.post(path, (request: IdRequest, reply) => {
      const given = body.safeParse(request.body ?? {});
      if (!given.success) return badBody(reply, given.error);
      const result = world.database.transaction(() => work(request.params.id, given.data));
      if (result === undefined)
        return reply.status(404).send({ error: `Nothing to act on: '${request.params.id}'` });
      return reply.send(result);
    });

  act("/_control/checkout/sessions/:id/complete", lateCard, (id, { number }) => {
    const record = world.objects.findAnywhere("checkout.session", id);
    const card = { number, expiry: "12/39", cvc: "123", name: "Late Payer" };
    return record === undefined ? undefined : paySession(world, record, card, true);
  });
  act("/_control/payouts/:id/fail", failure, (id, { failureCode }) => {
    const payout = world.objects.findAnywhere("payout", id);
    return payout === undefined ? undefined : failPayout(world, payout, failureCode);
  });
  act("/_control/refunds/:id/fail", empty, (id) => {
    const refund = world.objects.findAnywhere("refund", id);
    return refund === undefined ? undefined : failRefund(world, refund);
  });
  act("/_control/charges/:id/dispute", complaint, (id, given) => {
    const charge = world.objects.findAnywhere("charge", id);
    return charge === undefined ? undefined : openDispute(world, charge, given);
  });
  act("/_control/charges/:id/inquire", complaint, (id, given) => {
    const charge = world.objects.findAnywhere("charge", id);
    return charge === undefined ? undefined : openInquiry(world, charge, given);
  });
  act("/_control/disputes/:id/escalate", empty, (id) => {
    const dispute = world.objects.findAnywhere("dispute", id);
    return dispute === undefined ? undefined : escalateInquiry(world, dispute);
  });
  act("/_control/disputes/:id/decide", verdict, (id, given) => {
    const dispute = world.objects.findAnywhere("dispute", id);
    return dispute === undefined ? undefined : decideDispute(world, dispute, given.verdict);
  });
  act("/_control/accounts/:id/activate", bankAccount, (id, given) => {
    const iban = readIban(given.iban);
    return iban === null ? undefined : activateAccount(world, id, iban);
  });
  act("/_control/accounts/:id/restrict", empty, (id) => {
    const account = world.objects.findAnywhere("v2.core.account", id);
    return account === undefined ? undefined : moveAccount(world, account, "restricted");
  });
  act("/_control/accounts/:id/close", empty, (id) => {
    const account = world.objects.findAnywhere("v2.core.account", id);
    return account === undefined ? undefined : closeAccount(world, account);
  });
  act("/_control/events/:id/resend", empty, (id) => resend(world, id));
}

function registerFaults(app: FastifyInstance, world: World): void {
  app.get("/_control/faults", () => ({ faults: listFaults(world) }));
  app.post("/_control/faults", (request, reply) => {
    const fault = faultSchema.safeParse(request.body);
    if (!fault.success) return badBody(reply, fault.error);
    return reply.status(201).send({ id: addFault(world, fault.data), fault: fault.data });
  });
  app.delete("/_control/faults", () => ({ removed: removeFaults(world) }));
  app.delete("/_control/faults/:id", (request: IdRequest) => ({
    removed: removeFaults(world, Number(request.params.id)),
  }));
}

function pause(world: World, isPaused: boolean): { paused: boolean } {
  setWebhooksPaused(world, isPaused);
  return { paused: isPaused };
}

function resend(world: World, eventId: string): { eventId: string; endpoint: string } | undefined {
  const snapshot = world.objects.findAnywhere("event", eventId);
  const event = snapshot ?? world.objects.findAnywhere("v2.core.event", eventId);
  if (event === undefined) return undefined;
  const endpoint =
    snapshot === undefined
      ? thinEventsGoTo(world)
      : snapshot.object.account === undefined
        ? "platform"
        : "connected";
  queueDelivery(world, { eventId, eventType: event.object.type, endpoint, delayMs: 0, state: "pending" });
  world.wake();
  return { eventId, endpoint };
}

function badBody(reply: FastifyReply, error: z.ZodError): FastifyReply {
  return reply.status(400).send({ error: z.prettifyError(error) });
}
