import { notFound } from "@tanstack/react-router";
import type { Answer, ProblemCode } from "@vc/client";
import { pageContext } from "./page-context.ts";

/** Why a page could not be read. It reaches the browser as plain data, so it is told apart by its name. */
export class PageFailure extends Error {
  override name = "PageFailure";
  readonly code: ProblemCode | "no_answer";
  readonly requestId: string | undefined;

  constructor(code: ProblemCode | "no_answer", requestId: string | undefined) {
    super(code);
    this.code = code;
    this.requestId = requestId;
  }
}

/** Refusals that mean: there is no such page. An id of a wrong form is one. */
const MISSING: readonly ProblemCode[] = ["not_found", "invalid_request", "forbidden"];

/**
 * The data of an answer, for a page that cannot be shown without it.
 *
 * @throws notFound where there is no such thing; PageFailure where it could not be read, with status 503
 */
export async function read<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { setStatus, requestId } = pageContext();
  const answer = await asked.catch(() => undefined);
  if (answer?.data !== undefined) return answer.data;
  const problem = answer?.error;
  if (problem !== undefined && MISSING.includes(problem.code)) throw notFound();
  setStatus?.(503);
  const instance = problem?.instance?.replace("urn:request:", "");
  throw new PageFailure(problem?.code ?? "no_answer", requestId ?? instance);
}

/** The data of an answer for a part of a page that can be left out; null where it could not be read. */
export async function readIfPossible<T>(asked: Promise<Answer<T>>): Promise<T | null> {
  const answer = await asked.catch(() => undefined);
  return answer?.data ?? null;
}
