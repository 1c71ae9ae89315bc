import type { EventType, Transaction } from "@vc/bus";

/** `first`: at once, for the caller who waits. `final`: when nothing new can begin any more. */
export type ObligationRound = "first" | "final";

/** `open`: something is unfinished, and the account stays. `clear`: nothing is, and nothing can be any more. */
export type ObligationAnswer = "open" | "nothing_open" | "clear";

interface ObligationData {
  accountId: string;
  closingId: string;
  answer: ObligationAnswer;
}

/**
 * R42: a service that can keep an account from closing reports twice whether something of it is unfinished.
 *
 * @param answered the service's event for it
 * @param hasObligations whether something is, as this transaction sees it
 */
export function createObligationReport(
  answered: EventType<ObligationData>,
  hasObligations: (accountId: string, tx: Transaction) => Promise<boolean>,
) {
  return async function reportObligations(
    tx: Transaction,
    { accountId, closingId }: { accountId: string; closingId: string },
    round: ObligationRound,
  ): Promise<ObligationAnswer> {
    const none = round === "first" ? "nothing_open" : "clear";
    const answer = (await hasObligations(accountId, tx)) ? "open" : none;
    tx.publish(answered, {
      aggregateId: closingId,
      sequence: round === "first" ? 1 : 2,
      data: { accountId, closingId, answer },
    });
    return answer;
  };
}
