import { paymentsEndpoints as endpoints, euros, type MoneyException as ShownException } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem, notFound } from "@vc/http";
import { decodeCursor, readFromPlace, toPage } from "@vc/service";
import { z } from "zod";
import { type MoneyException, possibleDecisions } from "../exceptions/exception.ts";
import {
  type ExceptionDeskDeps,
  type ExceptionOutcome,
  releaseException,
  resolveException,
  takeException,
} from "./work-exceptions.ts";

type Refusal = Extract<ExceptionOutcome, { kind: "refused" }>["reason"];

const refusals = {
  not_found: () => notFound(),
  already_taken: () => new HttpProblem(409, "already_taken", "Another admin works on this exception."),
  not_taken: () => new HttpProblem(409, "not_taken", "Take the exception first."),
  already_decided: () => new HttpProblem(409, "already_decided", "This exception is resolved."),
  action_not_allowed: () =>
    new HttpProblem(409, "action_not_allowed", "This cannot be decided about this exception."),
} satisfies Record<Refusal, () => HttpProblem>;

const by = ({ id, at }: { readonly id: string; readonly at: Date }) => ({ id, at: at.toISOString() });

function present(exception: MoneyException): ShownException {
  const { id, kind, state, stripeId, orderId, sellerId, known, takenBy, resolution } = exception;
  return {
    ...{ id, kind, state, stripeId, orderId, sellerId, known },
    amount: euros(exception.amountCents),
    loss: euros(exception.lossCents),
    decisions: state === "resolved" ? [] : [...possibleDecisions(exception)],
    takenBy: takenBy && by(takenBy),
    resolution: resolution && { ...resolution, at: resolution.at.toISOString() },
    createdAt: exception.createdAt.toISOString(),
  };
}

function presentOutcome(outcome: ExceptionOutcome): ShownException {
  if (outcome.kind === "refused") throw refusals[outcome.reason]();
  return present(outcome.exception);
}

const oldestFirst = { createdAt: 1, _id: 1 } as const;
const place = z.tuple([z.number().transform((ms) => new Date(ms)), z.string()]);

/** R31: the queue of what moved money outside the platform, that one admin at a time takes from. */
export function addExceptionRoutes(app: App, deps: ExceptionDeskDeps): void {
  const { exceptions } = deps;

  addEndpoint(app, endpoints.listExceptions, async ({ query: { state, limit, cursor } }) => {
    const from = cursor === undefined ? null : decodeCursor(cursor, place);
    const found = await readFromPlace(oldestFirst, from, limit + 1, (behind, missing) =>
      exceptions.list({ state, ...behind }, missing),
    );
    return toPage(found, limit, (last) => [last.createdAt.getTime(), last.id], present);
  });

  addEndpoint(app, endpoints.getException, async ({ params }) => {
    const found = await exceptions.find(params.exceptionId);
    if (found === null) throw notFound();
    return present(found);
  });

  addEndpoint(app, endpoints.takeException, async ({ caller, params }) =>
    presentOutcome(await takeException(deps, params.exceptionId, caller.accountId)),
  );

  addEndpoint(app, endpoints.releaseException, async ({ caller, params }) =>
    presentOutcome(await releaseException(deps, params.exceptionId, caller.accountId)),
  );

  addEndpoint(app, endpoints.resolveException, async ({ caller, params, body }) =>
    presentOutcome(await resolveException(deps, params.exceptionId, caller.accountId, body)),
  );
}
