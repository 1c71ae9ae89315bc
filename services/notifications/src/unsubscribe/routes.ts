import { notificationsEndpoints as endpoints, type Locale } from "@vc/contracts";
import { type App, addEndpoint, notFound } from "@vc/http";
import type { FastifyReply } from "fastify";
import type { PeopleStore } from "../people/store.ts";
import type { PreferenceStore } from "../preferences/store.ts";
import { UNSUBSCRIBE_PAGE_POLICY, unsubscribePage } from "./page.ts";
import type { UnsubscribeLink, UnsubscribeLinks } from "./store.ts";

export interface UnsubscribeRouteDeps {
  readonly people: PeopleStore;
  readonly preferences: PreferenceStore;
  readonly unsubscribeLinks: UnsubscribeLinks;
}

/** One click from an e-mail (RFC 8058), without signing in: the token says who and what. */
export async function addUnsubscribeRoutes(app: App, deps: UnsubscribeRouteDeps): Promise<void> {
  const { people, preferences, unsubscribeLinks } = deps;

  async function linkOf(token: string): Promise<UnsubscribeLink & { locale: Locale }> {
    const link = await unsubscribeLinks.find(token);
    if (link === null) throw notFound("This link is no longer good.");
    const person = (await people.known([link.accountId])).get(link.accountId);
    return { ...link, locale: person?.locale ?? "fr" };
  }

  await app.register(async (scoped: App) => {
    // What a mail program or a form sends says nothing that the address does not.
    for (const type of ["application/x-www-form-urlencoded", "multipart/form-data"]) {
      scoped.addContentTypeParser(type, { parseAs: "buffer", bodyLimit: 4_096 }, async () => ({}));
    }

    addEndpoint(scoped, endpoints.getUnsubscribePage, async ({ params }, reply) => {
      const { kind, locale } = await linkOf(params.token);
      asPage(reply);
      return unsubscribePage(kind, locale, false);
    });

    addEndpoint(scoped, endpoints.unsubscribe, async ({ params }, reply) => {
      const { accountId, kind, locale } = await linkOf(params.token);
      await preferences.unsubscribe(accountId, kind);
      asPage(reply);
      return unsubscribePage(kind, locale, true);
    });
  });
}

function asPage(reply: Pick<FastifyReply, "headers">): void {
  void reply.headers({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": UNSUBSCRIBE_PAGE_POLICY,
  });
}
