import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type Stripe from "stripe";
import type { CardError } from "../charges/test-cards.ts";
import { payByDebit } from "../checkout/pay-by-debit.ts";
import { answerChallenge, type PayOutcome, paySession } from "../checkout/pay-session.ts";
import type { Stored } from "../store/objects.ts";
import type { World } from "../world.ts";
import { closedPage, confirmPage, payPage, type SessionView, unknownPage } from "./pay-page.ts";
import { formOf } from "./read-form.ts";
import { type Language, preferredLanguage, say } from "./words.ts";

type SessionRequest = FastifyRequest<{ Params: { id: string } }>;

/**
 * The hosted page of a session. `POST /c/pay/:id/pay` takes `number, expiry, cvc, name` and answers 303 to the success
 * address (or to the 3-D Secure page), 402 with the page and its error, 410 when the session has expired. `POST
 * /c/pay/:id/debit` takes `iban, name`.
 */
export function registerPayPages(app: FastifyInstance, world: World): void {
  const find = (request: SessionRequest) => world.objects.findAnywhere("checkout.session", request.params.id);

  app.get("/c/pay/:id", (request: SessionRequest, reply) => {
    const record = find(request);
    if (record === undefined) return unknown(request, reply);
    if (record.object.status !== "open") return closed(reply, viewOf(request, record));
    return show(reply, 200, payPage(viewOf(request, record), null, null));
  });

  app.post("/c/pay/:id/pay", (request: SessionRequest, reply) => {
    const record = find(request);
    if (record === undefined) return unknown(request, reply);
    const form = formOf(request.body);
    const card = { number: form("number"), expiry: form("expiry"), cvc: form("cvc"), name: form("name") };
    const outcome = world.database.transaction(() => paySession(world, record, card));
    return respond(request, reply, record, outcome, card);
  });

  app.post("/c/pay/:id/debit", (request: SessionRequest, reply) => {
    const record = find(request);
    if (record === undefined) return unknown(request, reply);
    const form = formOf(request.body);
    const typed = { iban: form("iban"), name: form("name") };
    const outcome = world.database.transaction(() => payByDebit(world, record, typed));
    if (outcome.kind === "closed") return respond(request, reply, record, outcome, null);
    if (outcome.kind === "wrong") return show(reply, 402, payPage(viewOf(request, record), wrongIban, null));
    return reply.redirect(successUrl(outcome.session) ?? `/c/pay/${record.id}`, 303);
  });

  app.get("/c/pay/:id/confirm", (request: SessionRequest, reply) => {
    const record = find(request);
    if (record === undefined) return unknown(request, reply);
    const view = viewOf(request, record);
    if (record.object.status !== "open") return closed(reply, view);
    const card = record.hidden.challengedCard;
    if (card === null) return reply.redirect(`/c/pay/${record.id}`, 303);
    return show(reply, 200, confirmPage(view, card.number.slice(-4)));
  });

  app.post("/c/pay/:id/confirm", (request: SessionRequest, reply) => {
    const record = find(request);
    if (record === undefined) return unknown(request, reply);
    const isAuthorized = formOf(request.body)("decision") === "authorize";
    const outcome = world.database.transaction(() => answerChallenge(world, record, isAuthorized));
    return respond(request, reply, record, outcome, null);
  });
}

const wrongIban: CardError = {
  code: "invalid_bank_account_iban",
  declineCode: null,
  message: { en: say("en", "wrongIban"), fr: say("fr", "wrongIban") },
};

function respond(
  request: SessionRequest,
  reply: FastifyReply,
  record: Stored<"checkout.session">,
  outcome: PayOutcome,
  typed: { number: string; name: string } | null,
): FastifyReply {
  switch (outcome.kind) {
    case "paid":
      return reply.redirect(successUrl(outcome.session) ?? `/c/pay/${record.id}`, 303);
    case "challenge":
      return reply.redirect(`/c/pay/${record.id}/confirm`, 303);
    case "declined":
      return show(reply, 402, payPage(viewOf(request, record), outcome.error, typed));
    case "closed": {
      // A second click on a paid session goes where the first one went, and charges nothing.
      const target = outcome.session.status === "complete" ? successUrl(outcome.session) : null;
      return target === null ? closed(reply, viewOf(request, record)) : reply.redirect(target, 303);
    }
  }
}

/** Stripe puts the session's id in where the shop has asked for it. */
function successUrl(session: Stripe.Checkout.Session): string | null {
  return session.success_url?.replaceAll("{CHECKOUT_SESSION_ID}", session.id) ?? null;
}

function viewOf(request: SessionRequest, record: Stored<"checkout.session">): SessionView {
  const { locale } = record.object;
  const chosen = (["fr", "en"] as const).find((offered) => offered === locale);
  const language: Language = chosen ?? preferredLanguage(request.headers["accept-language"]);
  return { session: record.object, lineItems: record.hidden.lineItems, language };
}

function closed(reply: FastifyReply, view: SessionView): FastifyReply {
  const isPaid = view.session.status === "complete";
  const target = isPaid ? successUrl(view.session) : view.session.cancel_url;
  return show(reply, isPaid ? 200 : 410, closedPage(view, target));
}

function unknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return show(reply, 404, unknownPage(preferredLanguage(request.headers["accept-language"])));
}

function show(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.status(status).type("text/html; charset=utf-8").header("cache-control", "no-store").send(page);
}
