import type { Page } from "playwright-core";

/** What the pages say where the chain presses, in each language. */
const french = {
  language: "fr",
  search: "/microservices",
  email: "E-mail",
  password: "Mot de passe",
  logIn: "Se connecter",
  order: "Commander",
  pay: "Commander et payer",
  answers: "Vos réponses",
  pending: "En attente",
  toAccept: "À accepter",
  toDeliver: "À livrer",
  toCheck: "À vérifier",
  delivered: "Livrée",
  completed: "Terminée",
  accept: "Accepter la commande",
  deliver: "Livrer la commande",
  sent: "envoyé",
  publish: "Publier et verser",
  review: "Votre avis, public",
  stars: "5 étoiles",
  withdraw: "Retirer",
  withdrawn: "Retrait vers votre banque",
};
const english: typeof french = {
  language: "en",
  search: "/en/services",
  email: "E-mail",
  password: "Password",
  logIn: "Log in",
  order: "Order",
  pay: "Order and pay",
  answers: "Your answers",
  pending: "Pending",
  toAccept: "To accept",
  toDeliver: "To deliver",
  toCheck: "To check",
  delivered: "Delivered",
  completed: "Completed",
  accept: "Accept the order",
  deliver: "Deliver the order",
  sent: "sent",
  publish: "Publish and pay",
  review: "Your review, in public",
  stars: "5 stars",
  withdraw: "Withdraw",
  withdrawn: "Withdrawal to your bank",
};
export const chainWords = { fr: french, en: english } as const;

/** Two browsers beside each other, and what is bought. */
export interface Chain {
  readonly gatewayUrl: string;
  readonly language: "fr" | "en";
  readonly buying: Page;
  readonly selling: Page;
  readonly buyer: { readonly email: string; readonly password: string };
  readonly seller: { readonly email: string; readonly password: string };
  /** A text that the search finds the listing by, and its title. */
  readonly word: string;
  readonly title: string;
  /** Is called where a person would stop and look. */
  readonly stop: (name: string, page: Page) => Promise<void>;
}

/** Opens an address of the web app and waits until its scripts listen. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector("html[data-hydrated]");
}

/** Signs in and goes on to an address. */
export async function logIn(
  page: Page,
  gatewayUrl: string,
  person: { readonly email: string; readonly password: string },
  next: string,
  language: "fr" | "en",
): Promise<void> {
  const words = chainWords[language];
  await page.context().addCookies([{ name: "lang", value: language, url: gatewayUrl }]);
  await open(page, `${gatewayUrl}/login?next=${encodeURIComponent(next)}`);
  await page.getByLabel(words.email).fill(person.email);
  await page.getByLabel(words.password, { exact: true }).fill(person.password);
  await page.locator("main").getByRole("button", { name: words.logIn, exact: true }).click();
  await page.waitForURL((url) => url.pathname === next.split("?")[0]);
  await page.locator("main h1").first().waitFor();
}

/** What the simulated payment page asks for. */
async function payOnHostedPage(page: Page): Promise<void> {
  await page.locator("input[name=number]").fill("4242 4242 4242 4242");
  await page.locator("input[name=expiry]").fill("12 / 34");
  await page.locator("input[name=cvc]").fill("123");
  await page.locator("button").first().click();
}

/** The button or link of an action of the guide. */
const action = (page: Page, name: string) => page.locator(`.guide [data-action="${name}"]`);

/** Waits for the state that the tab of the guide names. */
const inState = (page: Page, chip: string) =>
  page.locator(".guide .tab-folder-label", { hasText: chip }).waitFor();

/**
 * R7 to R17, R29, R32, R39 through pages: one person finds, orders, pays, downloads, approves and reviews, the other accepts,
 * delivers a file and withdraws, each seeing live what the other does.
 */
export async function playChain(chain: Chain): Promise<void> {
  const { gatewayUrl, language, buying, selling, buyer, seller, stop } = chain;
  await Promise.all([
    logIn(selling, gatewayUrl, seller, "/sales", language),
    logIn(buying, gatewayUrl, buyer, "/purchases", language),
  ]);
  await stop("purchases", buying);
  await orderAndPay(chain);
  await acceptAndDeliver(chain);
  await checkAndReview(chain);
  await withdraw(chain);
}

async function orderAndPay({ gatewayUrl, language, buying, word, title, stop }: Chain): Promise<void> {
  const words = chainWords[language];
  await open(buying, `${gatewayUrl}${words.search}?q=${encodeURIComponent(word)}`);
  await buying.getByRole("link", { name: title }).click();
  await buying.getByRole("checkbox").first().check();
  await buying.getByRole("button", { name: words.order, exact: true }).click();
  await buying.getByLabel(words.answers).fill("Une boulangerie de quartier.");
  await stop("order", buying);
  await buying.getByRole("button", { name: words.pay }).click();
  await buying.waitForURL("**/c/pay/**");
  await payOnHostedPage(buying);
  await buying.waitForURL("**/orders/order_**");
  // The seller's time runs: nothing waits here.
  await inState(buying, words.pending);
}

async function acceptAndDeliver({ language, selling, title, stop }: Chain): Promise<void> {
  const words = chainWords[language];
  // The list shows the order by itself.
  await selling.getByRole("link", { name: title }).first().click();
  await inState(selling, words.toAccept);
  await action(selling, "accept").click();
  await selling.getByRole("dialog").getByRole("button", { name: words.accept }).click();
  await inState(selling, words.toDeliver);
  await action(selling, "deliver").click();
  const dialog = selling.getByRole("dialog");
  await dialog.locator("textarea").fill("Voici votre logo.");
  await dialog.locator("input[type=file]").setInputFiles({
    name: "logo.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
  });
  await dialog.getByText(words.sent).waitFor();
  await stop("delivery", selling);
  await dialog.getByRole("button", { name: words.deliver }).click();
  await inState(selling, words.delivered);
}

async function checkAndReview({ language, buying, stop }: Chain): Promise<void> {
  const words = chainWords[language];
  // The page shows the delivery without a reload.
  await inState(buying, words.toCheck);
  const [download] = await Promise.all([
    buying.waitForEvent("download"),
    buying.getByRole("button", { name: /logo\.svg/ }).click(),
  ]);
  if (download.suggestedFilename() !== "logo.svg") throw new Error("another file was downloaded");
  await action(buying, "review").click();
  await buying.getByText(words.stars, { exact: true }).locator("..").click();
  await buying.getByLabel(words.review).fill("Très beau travail.");
  await stop("review", buying);
  await buying.getByRole("dialog").getByRole("button", { name: words.publish }).click();
  await inState(buying, words.completed);
  await stop("completed", buying);
}

const SLOW_ANSWER_MS = 800;

async function withdraw({ language, selling, stop }: Chain): Promise<void> {
  const words = chainWords[language];
  await inState(selling, words.completed);
  await action(selling, "balance").click();
  // Longer than a browser takes a change for the answer to a press: nothing may move by it.
  await selling.route("**/v1/payments/withdrawals", async (route) => {
    if (route.request().method() === "POST") await selling.waitForTimeout(SLOW_ANSWER_MS);
    await route.continue();
  });
  await selling.getByRole("button", { name: words.withdraw }).click();
  await selling.getByRole("dialog").getByRole("button", { name: words.withdraw }).click();
  await selling.getByText(words.withdrawn).first().waitFor();
  await stop("balance", selling);
}
