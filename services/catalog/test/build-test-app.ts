import {
  AccountRegistered,
  type CreateListingRequest,
  type Listing,
  PayoutAccountChanged,
  StandingChanged,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { testPlatform, waitFor } from "@vc/testing";
import { composeCatalog } from "../src/deps.ts";
import { createListingStore } from "../src/listings/store.ts";
import { createSellerStore } from "../src/sellers/store.ts";

/** The catalog on a real database and broker, with neighbours that tell it of sellers. */
export async function buildTestApp() {
  const surroundings = await testPlatform({ service: "catalog" });
  const { platform, neighbours } = surroundings;
  const { app } = await composeCatalog(platform, { PUBLIC_URL: "https://vendor.example" });
  const listings = createListingStore(platform.database);
  const sellers = createSellerStore(platform.database);
  await surroundings.start();

  /** A call, with an account's token or without one; the body parsed where it is JSON. */
  async function call(
    accountId: string | null,
    method: "GET" | "POST" | "PATCH" | "DELETE",
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) {
    const answer = await app.inject({
      method,
      url,
      headers: { ...(accountId === null ? {} : await surroundings.authorization(accountId)), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    const isJson = /json/.test(String(answer.headers["content-type"]));
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, headers: answer.headers };
  }

  async function register(accountId: string, displayName: string, emailVerified = true): Promise<void> {
    await neighbours.tell(AccountRegistered, accountId, {
      accountId,
      email: `${accountId}@example.test`,
      emailVerified,
      displayName,
      bio: "",
      locale: "fr",
      roles: ["user"],
      createdAt: "2026-01-01T00:00:00.000Z",
    });
  }

  async function activatePayouts(accountId: string): Promise<void> {
    await neighbours.tell(PayoutAccountChanged, accountId, { accountId, state: "active" });
  }

  /** A seller who may publish, and whom the catalog knows. */
  async function aSeller(displayName = "Zoé Martin"): Promise<string> {
    const accountId = newId("account");
    await register(accountId, displayName);
    await activatePayouts(accountId);
    await waitFor(
      async () => {
        const status = await platform.bus.transaction((tx) => sellers.statusOf(accountId, tx.session));
        return status.emailVerified && status.canReceiveMoney;
      },
      { what: "the catalog to know the seller" },
    );
    return accountId;
  }

  /** Tells of a seller's reviews, and waits until the catalog shows it. */
  async function rate(sellerId: string, ratingMean: number, ratingCount: number): Promise<void> {
    await neighbours.tell(StandingChanged, sellerId, { sellerId, score: 4, ratingMean, ratingCount });
    await waitFor(async () => (await sellers.viewsOf([sellerId]))(sellerId).rating === ratingMean, {
      what: "the catalog to know the rating",
    });
  }

  async function aDraft(sellerId: string, terms: Partial<CreateListingRequest> = {}): Promise<Listing> {
    const { status, body } = await call(sellerId, "POST", "/v1/listings", { ...aListingRequest(), ...terms });
    if (status !== 201) throw new Error(`no draft: ${JSON.stringify(body)}`);
    return body;
  }

  async function aPublished(sellerId: string, terms: Partial<CreateListingRequest> = {}): Promise<Listing> {
    const { id } = await aDraft(sellerId, terms);
    const { status, body } = await call(sellerId, "POST", `/v1/listings/${id}/publish`, {});
    if (status !== 200) throw new Error(`not published: ${JSON.stringify(body)}`);
    return body;
  }

  return {
    ...surroundings,
    app,
    listings,
    sellers,
    call,
    register,
    activatePayouts,
    aSeller,
    rate,
    aDraft,
    aPublished,
    async stop() {
      await app.close();
      await surroundings.stop();
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;

/** What a valid new listing is made of. */
export function aListingRequest(): CreateListingRequest {
  return {
    title: "Création de votre logo",
    description: "Trois propositions de logo, en noir et blanc, livrées en vectoriel.",
    category: "logo-design",
    tags: ["identité visuelle"],
    basePrice: { amount: 5_000, currency: "EUR" },
    deliveryDays: 5,
    briefInstructions: "Le nom et le métier de votre entreprise.",
    extras: [{ title: "Carte de visite", price: { amount: 2_000, currency: "EUR" }, extraDays: 2 }],
    revisionLimit: 2,
  };
}
