import { Problem } from "@vc/contracts";

/** What the API answered. A refusal is a value like any other: it has the problem that the API described. */
export type Answer<T> =
  | { ok: true; status: number; body: T; headers: Headers }
  | { ok: false; status: number; problem: Problem; headers: Headers };

/** The body of a good answer; throws an error that shows the problem, for steps that must succeed. */
export function must<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.body;
  throw new UnexpectedProblem(answer.problem);
}

/** The problem of a refusal; throws when there was none, for steps that must be refused. */
export function mustRefuse(answer: Answer<unknown>): Problem {
  if (!answer.ok) return answer.problem;
  throw new Error(`expected a refusal, but it was answered with ${answer.status}`);
}

export class UnexpectedProblem extends Error {
  override name = "UnexpectedProblem";
  readonly problem: Problem;

  constructor(problem: Problem) {
    const errors = (problem.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`).join("");
    super(`${problem.status} ${problem.code}: ${problem.detail ?? problem.title}${errors}`);
    this.problem = problem;
  }
}

/** A problem is a problem also when something on the way answered without describing one, such as a bare 502. */
export function readProblem(status: number, body: unknown): Problem {
  const parsed = Problem.safeParse(body);
  if (parsed.success) return parsed.data;
  const detail = typeof body === "string" ? body.slice(0, 500) : JSON.stringify(body);
  return { type: "about:blank", title: `HTTP ${status}`, status, code: `http_${status}`, detail };
}
