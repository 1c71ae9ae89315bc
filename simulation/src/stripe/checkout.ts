import { PLATFORM } from "./balances.ts";
import type { Charge, ProviderCore, Session } from "./objects.ts";
import { found, refuse } from "./refuse.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Stripe's bounds of a session's lifetime. */
const lifetimesMs = { least: 30 * MINUTE_MS, most: 24 * 60 * MINUTE_MS } as const;
const SMALLEST_PAYMENT_CENTS = 50;

/** Stripe's fee for a European card payment, in cents. */
const feeOf = (amountCents: number) => Math.round(amountCents * 0.015) + 25;

/** Checkout sessions, and the charges that paying them makes. */
export function createCheckout({ now, newId, emit, balances, met }: ProviderCore) {
  const sessions = new Map<string, Session>();
  const charges = new Map<string, Charge>();
  const chargesOf = new Map<string, Charge[]>();

  function session(id: string): Session {
    const known = found(sessions.get(id), id);
    if (known.status === "open" && now() >= known.expiresAtMs) known.status = "expired";
    return known;
  }

  return {
    session,
    charge: (id: string): Charge | undefined => charges.get(id),
    chargesOf: (orderId: string): readonly Charge[] => chargesOf.get(orderId) ?? [],

    createSession(orderId: string, amountCents: number, expiresAtMs: number): Session {
      if (amountCents < SMALLEST_PAYMENT_CENTS) throw refuse("amount_too_small", `${amountCents} cents`);
      // Stripe compares whole seconds.
      const lifetimeMs = expiresAtMs - Math.floor(now() / SECOND_MS) * SECOND_MS;
      if (lifetimeMs < lifetimesMs.least || lifetimeMs > lifetimesMs.most)
        throw refuse("parameter_invalid", `a session cannot live for ${lifetimeMs} ms`);
      const id = newId("cs");
      const created: Session = { id, orderId, amountCents, expiresAtMs, status: "open", chargeId: null };
      sessions.set(id, created);
      return created;
    },

    expireSession(id: string): Session {
      const open = session(id);
      if (open.status !== "open") throw refuse("state_forbids", `${id} is ${open.status}`);
      open.status = "expired";
      return open;
    },

    /**
     * The buyer pays on the hosted page.
     *
     * @param settlesAfterMs from the payment to the second at which its money can be used
     * @returns whether the payment went through
     */
    pay(sessionId: string, isFeeKnown: boolean, settlesAfterMs: number): boolean {
      const open = session(sessionId);
      if (open.status !== "open") return false;
      const { orderId, amountCents } = open;
      const feeCents = feeOf(amountCents);
      const paidAtMs = Math.floor(now() / SECOND_MS) * SECOND_MS;
      const availableAtMs = paidAtMs + Math.ceil(settlesAfterMs / SECOND_MS) * SECOND_MS;
      const charge: Charge = {
        id: newId("ch"),
        orderId,
        sessionId,
        amountCents,
        refundedCents: 0,
        transferredCents: 0,
        feeKnown: isFeeKnown,
        feeCents,
        availableAtMs,
      };
      charges.set(charge.id, charge);
      chargesOf.set(orderId, [...(chargesOf.get(orderId) ?? []), charge]);
      balances.book(PLATFORM, amountCents - feeCents, availableAtMs);
      if (availableAtMs > paidAtMs) met("a payment settles later");
      open.status = "complete";
      open.chargeId = charge.id;
      emit("checkout.session.completed", sessionId);
      return true;
    },

    /** Stripe has computed the fee of a payment. */
    settleFee(sessionId: string): void {
      const { chargeId } = session(sessionId);
      if (chargeId === null) return;
      found(charges.get(chargeId), chargeId).feeKnown = true;
      emit("charge.updated", chargeId);
    },
  };
}

export type Checkout = ReturnType<typeof createCheckout>;
