import type { Locale } from "@vc/contracts";
import { type App, notFound } from "@vc/http";
import { z } from "zod";
import type { PeopleStore } from "../people/store.ts";
import { withoutEmail } from "../preferences/preferences.ts";
import type { PreferenceStore } from "../preferences/store.ts";
import { UNSUBSCRIBE_PAGE_POLICY, unsubscribePage } from "./page.ts";
import type { UnsubscribeLink, UnsubscribeLinks } from "./store.ts";

export interface UnsubscribeDeps {
  readonly people: PeopleStore;
  readonly preferences: PreferenceStore;
  readonly unsubscribeLinks: UnsubscribeLinks;
}

const params = z.object({ token: z.string().min(1).max(100) });
const tags = ["notifications"];

/** One click from an e-mail (RFC 8058), without signing in: the token says who and what. */
export async function registerUnsubscribeRoutes(app: App, deps: UnsubscribeDeps): Promise<void> {
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

    scoped.get(
      "/v1/notifications/unsubscribe/:token",
      {
        config: { access: "public" },
        schema: {
          tags,
          summary: "A page that asks whether to stop e-mails of a kind; opening it changes nothing",
          produces: ["text/html"],
          params,
          response: { 200: z.string().describe("the page") },
        },
      },
      async (request, reply) => {
        const { locale } = await linkOf(request.params.token);
        return reply
          .type("text/html; charset=utf-8")
          .header("content-security-policy", UNSUBSCRIBE_PAGE_POLICY)
          .send(unsubscribePage(locale, false));
      },
    );

    scoped.post(
      "/v1/notifications/unsubscribe/:token",
      {
        config: { access: "public" },
        schema: {
          tags,
          summary: "Stop e-mails of a kind with one click (RFC 8058)",
          produces: ["text/html"],
          params,
          response: { 200: z.string().describe("the page") },
        },
      },
      async (request, reply) => {
        const { accountId, kind, locale } = await linkOf(request.params.token);
        await preferences.replace(accountId, withoutEmail(await preferences.find(accountId), kind));
        return reply
          .type("text/html; charset=utf-8")
          .header("content-security-policy", UNSUBSCRIBE_PAGE_POLICY)
          .send(unsubscribePage(locale, true));
      },
    );
  });
}
