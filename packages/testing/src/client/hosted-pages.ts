/** Card numbers that Stripe documents for tests. */
export const TEST_CARDS = {
  success: "4242424242424242",
  declined: "4000000000000002",
  insufficientFunds: "4000000000009995",
  chargebackLater: "4000000000000259",
} as const;

export type PageResult =
  | { kind: "done"; redirectedTo: string }
  | { kind: "refused"; status: number; page: string };

/** The payment provider's hosted pages, filled in as a person would. */
export const paymentPage = {
  /** Pays on the hosted page of a checkout session. A declined card leaves the page open for another try. */
  pay: (url: string, cardNumber: string = TEST_CARDS.success): Promise<PageResult> =>
    submit(`${url}/pay`, { number: cardNumber, expiry: "12/34", cvc: "123", name: "Test Person" }),
};

export const onboarding = {
  /** Fills in and sends the hosted onboarding form, so that the account becomes able to receive money. */
  complete: (url: string): Promise<PageResult> => submit(`${url}/complete`, {}),
};

async function submit(url: string, fields: Record<string, string>): Promise<PageResult> {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  const location = answer.headers.get("location");
  if (answer.status === 303 && location !== null) return { kind: "done", redirectedTo: location };
  return { kind: "refused", status: answer.status, page: await answer.text() };
}
