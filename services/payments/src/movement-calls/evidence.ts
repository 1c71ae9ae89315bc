import { evidenceOf } from "../evidence/case-file.ts";
import type { CaseFiles } from "../evidence/case-files.ts";
import type { Payment } from "../payments/payment.ts";
import type { PaymentStore } from "../payments/store.ts";

/**
 * R30: whether a payment is defended before the buyer's bank. Not one whose order ended with a refund of all: the buyer
 * is right to have it back.
 */
export function isDefended(payment: Pick<Payment, "settlement"> | null): boolean {
  return payment?.settlement?.releaseCents !== 0;
}

/** What the buyer's bank gets to read about an order; `null`: nothing, for there is nothing to defend (R30). */
export function createEvidence(deps: {
  payments: Pick<PaymentStore, "find">;
  caseFiles: Pick<CaseFiles, "find">;
}) {
  return async (orderId: string): Promise<ReturnType<typeof evidenceOf>> => {
    if (!isDefended(await deps.payments.find(orderId))) return null;
    const caseFile = await deps.caseFiles.find(orderId);
    return caseFile && evidenceOf(caseFile);
  };
}
