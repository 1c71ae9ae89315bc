import { HttpProblem } from "@vc/http";

/** Stripe refuses what was asked for, and staff know of it (R31). */
export function providerRefused(): HttpProblem {
  return new HttpProblem(
    409,
    "provider_refused",
    "The payment provider refuses this. We know, and look into it.",
  );
}
