import { z } from "zod";
import { Money, Timestamp, text } from "../primitives.ts";
import { DISPUTE_DECISIONS } from "../vocabulary.ts";

/** Why a person acts as they do. */
export const Explanation = text(1, 4_000);

export const Findings = z
  .strictObject({ matchesListing: z.boolean(), respectsRequests: z.boolean() })
  .describe("that the work matches the listing's text, and that the buyer's requests were respected (R25)");

/** In JSON Schema, what goes with a decision and what does not: the refinement of `resolve-dispute`. */
function describeDecision(decision: (typeof DISPUTE_DECISIONS)[number]): Record<string, unknown> {
  const both = { properties: { matchesListing: { const: true }, respectsRequests: { const: true } } };
  const details = {
    refund: { required: [], properties: { buyerAmount: false, dueAt: false, findings: false } },
    split: {
      required: ["buyerAmount"],
      properties: {
        buyerAmount: { properties: { amount: { minimum: 1 } } },
        dueAt: false,
        findings: false,
      },
    },
    release: { required: ["findings"], properties: { buyerAmount: false, dueAt: false, findings: both } },
    resume: { required: ["dueAt"], properties: { buyerAmount: false, findings: false } },
  }[decision];
  return { ...details, properties: { decision: { const: decision }, ...details.properties } };
}

/** R25: how a mediator decides a dispute. */
export const Resolution = z
  .strictObject({
    decision: z.enum(DISPUTE_DECISIONS),
    buyerAmount: z.strictObject(Money.shape).optional().describe("of a split, and only there"),
    dueAt: Timestamp.optional().describe("of a resumption, and only there"),
    findings: Findings.optional().describe("of a release, and only there; both hold (R25)"),
    reasons: Explanation,
  })
  .superRefine((resolution, { addIssue }) => {
    for (const [path, decision] of [
      ["buyerAmount", "split"],
      ["dueAt", "resume"],
      ["findings", "release"],
    ] as const) {
      const isGiven = resolution[path] !== undefined;
      if (isGiven === (resolution.decision === decision)) continue;
      const message = isGiven ? `belongs to the decision ${decision}` : `is needed to ${decision} (R25)`;
      addIssue({ code: "custom", path: [path], message });
    }
    const { findings } = resolution;
    if (findings && !(findings.matchesListing && findings.respectsRequests)) {
      addIssue({ code: "custom", path: ["findings"], message: "a release needs both findings (R25)" });
    }
  })
  .meta({ oneOf: DISPUTE_DECISIONS.map(describeDecision) });
