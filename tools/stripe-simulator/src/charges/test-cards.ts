/** What the bank does with a payment after a while. */
export type LaterWord = "open_dispute" | "open_disputes" | "open_inquiry" | "warn_of_fraud" | null;

/** What becomes of a refund to the card: its answer comes at once, later, or turns out to be wrong. */
export type RefundOutcome = "succeeds" | "pends" | "fails_later";

/** A card that pays: what its bank does afterwards, and whether the money can be used at once. */
export type ApprovedCard = {
  kind: "approved";
  later: LaterWord;
  refund: RefundOutcome;
  isAvailableAtOnce: boolean;
};

/** What a bank says of a card: it pays, at once or after the buyer has confirmed, or why it does not. */
export type CardVerdict = ApprovedCard | { kind: "challenge" } | { kind: "declined"; error: CardError };

export type CardError = { code: string; declineCode: string | null; message: { en: string; fr: string } };

export type CardCountry = "FR" | "GB" | "US";

export type CardForm = { number: string; expiry: string; cvc: string; name: string };

const declined: CardError = {
  code: "card_declined",
  declineCode: "generic_decline",
  message: { en: "Your card was declined.", fr: "Votre carte a été refusée." },
};

export const plainApproval: ApprovedCard = {
  kind: "approved",
  later: null,
  refund: "succeeds",
  isAvailableAtOnce: false,
};

/** Stripe's own test numbers (docs.stripe.com/testing), with the country that each one is of. */
const testCards: Record<string, { country: CardCountry; verdict: CardVerdict }> = {
  "4242424242424242": { country: "US", verdict: plainApproval },
  "5555555555554444": { country: "US", verdict: plainApproval },
  "4000002500000003": { country: "FR", verdict: plainApproval },
  "4000008260000000": { country: "GB", verdict: plainApproval },
  "4000000000000077": { country: "US", verdict: { ...plainApproval, isAvailableAtOnce: true } },
  "4000000000007726": { country: "US", verdict: { ...plainApproval, refund: "pends" } },
  "4000000000005126": { country: "US", verdict: { ...plainApproval, refund: "fails_later" } },
  "4000000000000259": { country: "US", verdict: { ...plainApproval, later: "open_dispute" } },
  "4000000404000079": { country: "US", verdict: { ...plainApproval, later: "open_disputes" } },
  "4000000000001976": { country: "US", verdict: { ...plainApproval, later: "open_inquiry" } },
  "4000000000005423": { country: "US", verdict: { ...plainApproval, later: "warn_of_fraud" } },
  "4000002500003155": { country: "US", verdict: { kind: "challenge" } },
  "4000000000000002": { country: "US", verdict: { kind: "declined", error: declined } },
  "4000000000009995": {
    country: "US",
    verdict: {
      kind: "declined",
      error: {
        code: "card_declined",
        declineCode: "insufficient_funds",
        message: {
          en: "Your card has insufficient funds.",
          fr: "Les fonds disponibles sur votre carte sont insuffisants.",
        },
      },
    },
  },
};

/** The names under which the API takes the same cards, without their numbers. */
export const testPaymentMethods = {
  pm_card_visa: "4242424242424242",
  pm_card_mastercard: "5555555555554444",
  pm_card_fr: "4000002500000003",
  pm_card_gb: "4000008260000000",
  pm_card_bypassPending: "4000000000000077",
  pm_card_pendingRefund: "4000000000007726",
  pm_card_refundFail: "4000000000005126",
  pm_card_createDispute: "4000000000000259",
  pm_card_createMultipleDisputes: "4000000404000079",
  pm_card_createDisputeInquiry: "4000000000001976",
  pm_card_createIssuerFraudRecord: "4000000000005423",
  pm_card_chargeDeclined: "4000000000000002",
} as const;

export type TestPaymentMethod = keyof typeof testPaymentMethods;

const wrongNumber: CardError = {
  code: "incorrect_number",
  declineCode: null,
  message: { en: "Your card number is invalid.", fr: "Le numéro de carte n’est pas valide." },
};
const wrongExpiry: CardError = {
  code: "invalid_expiry_year",
  declineCode: null,
  message: { en: "Your card’s expiration date is invalid.", fr: "La date d’expiration n’est pas valide." },
};
const wrongCvc: CardError = {
  code: "invalid_cvc",
  declineCode: null,
  message: { en: "Your card’s security code is invalid.", fr: "Le code de sécurité n’est pas valide." },
};
const notATestCard: CardError = {
  code: "card_declined",
  declineCode: "test_mode_live_card",
  message: {
    en: "Your card was declined. Your request was in test mode, but used a non test card.",
    fr: "Votre carte a été refusée : ce paiement est un test et n’accepte que des cartes de test.",
  },
};
export const failedAuthentication: CardError = {
  code: "payment_intent_authentication_failure",
  declineCode: null,
  message: {
    en: "We are unable to authenticate your payment method. Please try again or use another card.",
    fr: "Nous n’avons pas pu vous authentifier. Réessayez ou utilisez une autre carte.",
  },
};

export type Card = { number: string; expMonth: number; expYear: number; name: string };

/** Reads what the buyer typed: a complete, unexpired card, or what is wrong with it. */
export function readCard(form: CardForm, now: Date): Card | CardError {
  const number = form.number.replace(/[\s-]/g, "");
  if (!/^\d{13,19}$/.test(number) || !passesLuhn(number)) return wrongNumber;
  const expiry = /^\s*(\d{1,2})\s*\/?\s*(\d{2}|\d{4})\s*$/.exec(form.expiry);
  const expMonth = Number(expiry?.[1]);
  const expYear = (Number(expiry?.[2]) % 100) + 2000;
  const endsBefore = new Date(Date.UTC(expYear, expMonth, 1));
  if (expiry === null || expMonth < 1 || expMonth > 12 || endsBefore <= now) return wrongExpiry;
  if (!/^\d{3,4}$/.test(form.cvc.trim())) return wrongCvc;
  return { number, expMonth, expYear, name: form.name.trim() };
}

export function verdictOn(cardNumber: string): CardVerdict {
  return testCards[cardNumber]?.verdict ?? { kind: "declined", error: notATestCard };
}

export function countryOf(cardNumber: string): CardCountry {
  return testCards[cardNumber]?.country ?? "US";
}

export function brandOf(cardNumber: string): "visa" | "mastercard" | "unknown" {
  if (cardNumber.startsWith("4")) return "visa";
  return /^5[1-5]/.test(cardNumber) ? "mastercard" : "unknown";
}

/** The check digit of card numbers. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
