/** Card numbers that Stripe documents for tests. */
export const testCards = {
  success: "4242424242424242",
  declined: "4000000000000002",
  insufficientFunds: "4000000000009995",
  challenged: "4000002500003155",
  chargebackLater: "4000000000000259",
} as const;

export type PageResult =
  | { kind: "done"; redirectedTo: string }
  | { kind: "refused"; status: number; page: string };

/** The payment provider's hosted pages, filled in as a person would. */
export const paymentPage = {
  /** Pays on the hosted page of a checkout session. A declined card leaves the page open for another try. */
  pay: (url: string, cardNumber: string = testCards.success): Promise<PageResult> =>
    submit(below(url, "pay"), { number: cardNumber, expiry: "12/34", cvc: "123", name: "Test Person" }),
  /** Answers the bank's question (3-D Secure) that a challenged card leads to. */
  answerChallenge: (url: string, decision: "authorize" | "refuse"): Promise<PageResult> =>
    submit(below(url, "confirm"), { decision }),
};

/** An IBAN that the simulator takes as an account in good order. */
const GOOD_IBAN = "FR7630006000011234567890189";

export const onboarding = {
  /** Fills in and sends the hosted onboarding form, so that the account becomes able to receive money. */
  complete: (url: string, iban: string = GOOD_IBAN): Promise<PageResult> =>
    submit(new URL(url), { name: "Test Person", iban }),
};

function below(url: string, step: string): URL {
  const page = new URL(url);
  page.pathname = `${page.pathname}/${step}`;
  return page;
}

async function submit(url: URL, fields: Record<string, string>): Promise<PageResult> {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  const location = answer.headers.get("location");
  if (answer.status === 303 && location !== null) {
    await answer.body?.cancel();
    return { kind: "done", redirectedTo: new URL(location, url).href };
  }
  return { kind: "refused", status: answer.status, page: await answer.text() };
}
