import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { bookMovement } from "../balance/balance-transactions.ts";
import { setWebhooksPaused } from "../events/deliveries.ts";
import { faultSchema } from "../faults/fault.ts";
import { addFault, listFaults, removeFaults } from "../faults/take-faults.ts";
import { isRefusal } from "../http/refusals.ts";
import { realismSchema, realistic } from "../realism.ts";
import { handleJob } from "../scheduler/job-handlers.ts";
import { runDueJobs } from "../scheduler/jobs.ts";
import { PLATFORM_ACCOUNT } from "../store/kinds.ts";
import type { World } from "../world.ts";
import { actions } from "./actions.ts";
import { stateOf } from "./state.ts";

type IdRequest = FastifyRequest<{ Params: { id: string } }>;

/** Movements that Stripe books by itself; each is a type of balance transaction. */
const adjustment = z.strictObject({
  account: z.string().default(PLATFORM_ACCOUNT),
  type: z.enum([
    "adjustment",
    "contribution",
    "reserve_hold",
    "reserve_release",
    "stripe_fee",
    "stripe_fx_fee",
    "tax_fee",
    "topup",
  ]),
  amountCents: z.int(),
  description: z.string().default("Simulated"),
});

/**
 * What only a simulator can do; the README has an example of each. Bodies are JSON, errors are `{ error }`: 400 for a
 * wrong body, 404 where there is nothing to act on, 409 for what Stripe itself would refuse.
 */
export function registerControl(app: FastifyInstance, world: World): void {
  app.get("/_control/state", () => stateOf(world));
  registerFaults(app, world);
  registerSettings(app, world);
  for (const action of actions) {
    app.post(`/_control/${action.path}`, (request: IdRequest, reply) => {
      const body = action.body.safeParse(request.body ?? {});
      if (!body.success) return badBody(reply, body.error);
      const { id } = request.params;
      const outcome = world.database.transaction(() => action.run(world, id, body.data));
      if (outcome === undefined) return reply.status(404).send({ error: `Nothing to act on: '${id}'` });
      if (isRefusal(outcome)) return reply.status(409).send({ error: outcome.refused.error.message });
      return reply.send(outcome);
    });
  }
}

function registerSettings(app: FastifyInstance, world: World): void {
  app.post("/_control/webhooks/pause", () => pause(world, true));
  app.post("/_control/webhooks/resume", () => pause(world, false));
  /** Does what is due by the clock at once, for a test that has moved the clock. */
  app.post("/_control/jobs/run", () => {
    runDueJobs(world, (job) => handleJob(world, job));
    return stateOf(world);
  });
  app.get("/_control/realism", () => world.settings.realism);
  /** Until the end of the process. */
  app.post("/_control/realism", (request, reply) => {
    const change = realismSchema.partial().safeParse(request.body);
    if (!change.success) return badBody(reply, change.error);
    Object.assign(world.settings.realism, change.data);
    return reply.send(world.settings.realism);
  });
  /** As with STRIPE_SIM_REALISTIC, for a platform whose windows are so many times shorter. */
  app.post("/_control/realism/all", (request, reply) => {
    const given = z
      .strictObject({ timeScale: z.number().positive().default(1) })
      .safeParse(request.body ?? {});
    if (!given.success) return badBody(reply, given.error);
    Object.assign(world.settings.realism, realistic(given.data.timeScale));
    return reply.send(world.settings.realism);
  });
  app.post("/_control/balance/adjust", (request, reply) => {
    const given = adjustment.safeParse(request.body);
    if (!given.success) return badBody(reply, given.error);
    const { account, type, amountCents: amount, description } = given.data;
    const reportingCategory = type.endsWith("fee") ? "fee" : type;
    return reply.send(
      bookMovement(world, { account, type, reportingCategory, amount, source: null, description }),
    );
  });
}

function registerFaults(app: FastifyInstance, world: World): void {
  app.get("/_control/faults", () => ({ faults: listFaults(world) }));
  app.post("/_control/faults", (request, reply) => {
    const fault = faultSchema.safeParse(request.body);
    if (!fault.success) return badBody(reply, fault.error);
    return reply.status(201).send({ id: addFault(world, fault.data), fault: fault.data });
  });
  app.delete("/_control/faults", () => ({ removed: removeFaults(world) }));
  app.delete("/_control/faults/:id", (request: IdRequest) => ({
    removed: removeFaults(world, Number(request.params.id)),
  }));
}

function pause(world: World, isPaused: boolean): { paused: boolean } {
  setWebhooksPaused(world, isPaused);
  return { paused: isPaused };
}

function badBody(reply: FastifyReply, error: z.ZodError): FastifyReply {
  return reply.status(400).send({ error: z.prettifyError(error) });
}
