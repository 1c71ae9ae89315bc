import type { ProblemCode } from "@vc/contracts";
import { HttpProblem } from "@vc/http";

/** Why messaging refuses something, with the status, code and words that the caller gets. */
const refusals = {
  not_found: { status: 404, code: "not_found", detail: "Nothing is there for you under this address." },
  conversation_closed: {
    status: 409,
    code: "conversation_closed",
    detail: "This conversation is closed. Contact support if there is something left to settle.",
  },
  already_taken: {
    status: 409,
    code: "already_taken",
    detail: "Another member of the staff handles this request.",
  },
  support_closed: { status: 409, code: "support_closed", detail: "This request is closed." },
  own_listing: { status: 409, code: "own_listing", detail: "This listing is yours." },
  own_profile: { status: 409, code: "own_profile", detail: "This is your own profile." },
} as const satisfies Record<string, { status: number; code: ProblemCode; detail: string }>;

export type Refusal = keyof typeof refusals;

export function refuse(reason: Refusal): HttpProblem {
  const { status, code, detail } = refusals[reason];
  return new HttpProblem(status, code, detail);
}
