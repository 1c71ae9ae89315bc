import type { Bus } from "@vc/bus";
import type { Clock, Logger } from "@vc/http";
import type { CallFailure } from "../stripe/call-failure.ts";
import type { ExceptionStore } from "./store.ts";

type Refused = Extract<CallFailure, { kind: "refused" }>;

/** Whom or what a request to Stripe was about. */
interface About {
  readonly accountId?: string;
  readonly orderId?: string;
}

/**
 * Logs what Stripe refuses for good, and puts it to an admin: a setting of the account, or a mistake of ours, that no repeat
 * mends. One refusal of a kind is in the queue, however many people it keeps waiting.
 */
export type ReportRefusal = (doing: string, refusal: Refused, about: About) => Promise<void>;

export function createRefusalReports(deps: {
  bus: Bus;
  clock: Clock;
  log: Logger;
  exceptions: ExceptionStore;
}): ReportRefusal {
  const { bus, clock, log, exceptions } = deps;
  return async (doing, refusal, about) => {
    const { code, message, requestId } = refusal;
    log.error({ ...about, ...refusal, doing }, "Stripe refused a request");
    const found = {
      kind: "request_refused",
      stripeId: `${doing}: ${code}`,
      orderId: about.orderId ?? null,
      sellerId: about.accountId ?? null,
      amountCents: 0,
      lossCents: 0,
      known: `Stripe refuses ${doing}: ${code}: ${message} (request ${requestId ?? "without an id"})`,
    } as const;
    await bus.transaction(({ session }) => exceptions.raise(found, clock.now(), session));
  };
}
