import type { Answer, Client } from "@vc/client";
import { ask } from "@vc/testing/people";
import { mustBe, mustBeRefused } from "./world.ts";

/** Checks that bad input is refused with the path of each error, and nothing else. */
export function mustNameErrors(what: string, answer: Answer<unknown>, paths: readonly string[]): void {
  mustBeRefused(what, answer, 400, "invalid_request");
  const named = (answer.error?.errors ?? []).map(({ path }) => path);
  mustBe(`paths of the errors of ${what}`, [...new Set(named)].sort(), [...paths].sort());
}

/** What is somebody else's does not exist for the caller (R41). */
export async function mustNotExistFor(api: Client, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    mustBeRefused(`GET ${path} by a stranger`, await ask(api, "GET", path), 404, "not_found");
  }
}
