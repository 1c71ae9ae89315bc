import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { admitAccount, moveAccount } from "../accounts/accounts.ts";
import { kindOfIban, readIban } from "../accounts/iban.ts";
import { emitThinEvent } from "../events/emit-event.ts";
import { PLATFORM_ACCOUNT } from "../store/kinds.ts";
import type { Stored } from "../store/objects.ts";
import { newStripeId, type World } from "../world.ts";
import { onboardedPage, onboardingPage } from "./onboarding-page.ts";
import { unknownPage } from "./pay-page.ts";
import { formOf } from "./read-form.ts";
import { preferredLanguage } from "./words.ts";

type LinkRequest = FastifyRequest<{ Params: { token: string } }>;
type Link = Stored<"v2.core.account_link">;

/**
 * The hosted onboarding. `POST /setup/:token` takes `name, iban` and answers 303 to the return address, or 422 with the
 * page and its error. A link that is used or too old leads to the refresh address, as at Stripe.
 */
export function registerOnboardingPages(app: FastifyInstance, world: World): void {
  const find = (request: LinkRequest) =>
    world.objects.find("v2.core.account_link", request.params.token, PLATFORM_ACCOUNT);
  const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers["accept-language"]);

  app.get("/setup/:token", (request: LinkRequest, reply) => {
    const link = find(request);
    if (link === undefined) return show(reply, 404, unknownPage(languageOf(request)));
    if (!isUsable(world, link)) return reply.redirect(flowOf(link).refresh_url, 303);
    return show(reply, 200, onboardingPage(languageOf(request), link.id, null, { name: "", iban: "" }));
  });

  app.post("/setup/:token", (request: LinkRequest, reply) => {
    const link = find(request);
    if (link === undefined) return show(reply, 404, unknownPage(languageOf(request)));
    if (!isUsable(world, link)) return reply.redirect(flowOf(link).refresh_url, 303);
    const form = formOf(request.body);
    const typed = { name: form("name").trim(), iban: form("iban") };
    const iban = readIban(typed.iban);
    const problem = typed.name === "" ? "wrongName" : iban === null ? "wrongIban" : null;
    if (iban === null || problem !== null) {
      return show(reply, 422, onboardingPage(languageOf(request), link.id, problem, typed));
    }
    world.database.transaction(() => finishOnboarding(world, link, iban));
    const target = flowOf(link).return_url;
    return target === undefined
      ? show(reply, 200, onboardedPage(languageOf(request)))
      : reply.redirect(target, 303);
  });
}

/** Gives the account its bank account and, unless the IBAN says otherwise, makes it active. */
export function finishOnboarding(world: World, link: Link, iban: string): void {
  world.objects.save({ ...link, hidden: { isUsed: true } });
  activateAccount(world, link.object.account, iban);
  emitThinEvent(world, {
    type: "v2.core.account_link.returned",
    account: link.object.account,
    related: null,
    data: {
      account_id: link.object.account,
      configurations: ["recipient"],
      use_case: link.object.use_case.type,
    },
  });
}

/** Undefined: there is no such account. */
export function activateAccount(world: World, accountId: string, iban: string) {
  const account = world.objects.findAnywhere("v2.core.account", accountId);
  if (account === undefined) return undefined;
  const hidden = { iban, bankAccountId: newStripeId("ba") };
  return kindOfIban(iban) === "account_restricted"
    ? moveAccount(world, account, "restricted", hidden)
    : admitAccount(world, account, hidden);
}

function isUsable(world: World, link: Link): boolean {
  return !link.hidden.isUsed && new Date(link.object.expires_at) > world.now();
}

function flowOf(link: Link): { refresh_url: string; return_url?: string } {
  const { account_onboarding, account_update } = link.object.use_case;
  // A link is made with the flow of its own type, which is one of these two.
  return account_onboarding ?? account_update ?? { refresh_url: "/" };
}

function show(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.status(status).type("text/html; charset=utf-8").header("cache-control", "no-store").send(page);
}
