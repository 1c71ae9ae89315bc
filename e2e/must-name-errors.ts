import type { Answer } from "@vc/client";
import { mustBe, mustBeRefused } from "@vc/testing/journey";

/** Checks that an answer refuses bad input with exactly these paths of errors. */
export function mustNameErrors(what: string, answer: Answer<unknown>, paths: readonly string[]): void {
  mustBeRefused(what, answer, 400, "invalid_request");
  const named = (answer.error?.errors ?? []).map(({ path }) => path);
  mustBe(`paths of the errors of ${what}`, [...new Set(named)].sort(), [...paths].sort());
}
