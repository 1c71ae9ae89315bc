import type { Answer } from "@vc/client";
import { mustBe, mustBeRefused } from "./world.ts";

/** Checks that bad input is refused with the path of each error, and nothing else. */
export function mustNameErrors(what: string, answer: Answer<unknown>, paths: readonly string[]): void {
  mustBeRefused(what, answer, 400, "invalid_request");
  const named = (answer.error?.errors ?? []).map(({ path }) => path);
  mustBe(`paths of the errors of ${what}`, [...new Set(named)].sort(), [...paths].sort());
}
