import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Stripe from "stripe";
import { isGone } from "../accounts/account-shape.ts";
import { releaseDueFunds } from "../balance/release-funds.ts";
import { type InjectedAnswer, type RequestPlan, requestPlan } from "../faults/fault.ts";
import { takeFaults } from "../faults/take-faults.ts";
import { PLATFORM_ACCOUNT } from "../store/kinds.ts";
import { newStripeId, type World } from "../world.ts";
import type { Endpoint, Prepared } from "./endpoint.ts";
import { expandAll } from "./expansion.ts";
import { decodeForm } from "./form-decoding.ts";
import {
  claimKey,
  type KeyedRequest,
  type RunningKeys,
  releaseKey,
  type SavedAnswer,
  saveAnswer,
} from "./idempotency.ts";
import { createRateLimit, type RateLimit, tooManyRequests } from "./rate-limit.ts";
import { isRefusal, type Refusal, refuse } from "./refusals.ts";

export type Inclusions = (owner: object, field: string) => unknown;

/** Everything that a request brings, before it is known to be good. */
type Incoming = { endpoint: Endpoint; path: string; isV2: boolean; requestId: string; key: string | null };

/** Serves the endpoints of the table the way Stripe does: key, account, parameters, idempotency, work, expansion. */
export function registerApi(
  app: FastifyInstance,
  world: World,
  endpoints: readonly Endpoint[],
  inclusions: Inclusions,
): void {
  const shared: Shared = { running: new Set(), rateLimit: createRateLimit(), inclusions };
  for (const endpoint of endpoints) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: (request, reply) => serve(world, shared, endpoint, request, reply),
    });
  }
}

/** What all requests of one server share. */
type Shared = { running: RunningKeys; rateLimit: RateLimit; inclusions: Inclusions };

async function serve(
  world: World,
  { running, rateLimit, inclusions }: Shared,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const path = request.url.split("?")[0] ?? "";
  const requestId = newStripeId("req");
  const key = header(request, "idempotency-key");
  const incoming: Incoming = { endpoint, path, isV2: path.startsWith("/v2/"), requestId, key };
  reply.header("request-id", requestId);
  reply.header("stripe-version", header(request, "stripe-version") ?? Stripe.API_VERSION);
  if (key !== null) reply.header("idempotency-key", key);

  if (rateLimit.isReached(world)) return send(reply, tooManyRequests());
  const account = admit(world, request);
  if (typeof account !== "string") return send(reply, account);
  if (account !== PLATFORM_ACCOUNT) reply.header("stripe-account", account);
  const raw = rawParams(request);
  if (isRefusal(raw)) return send(reply, raw);
  const prepared = endpoint.prepare(raw);
  if (isRefusal(prepared)) return send(reply, prepared);

  const plan = requestPlan(takeFaults(world, { at: "request", method: endpoint.method, path, account }));
  const keyed: KeyedRequest | null =
    key === null || endpoint.method === "GET" ? null : { account, key, endpoint: path, params: raw };
  const claim = keyed === null ? ({ kind: "free" } as const) : claimKey(world, running, keyed);
  if (claim.kind === "refused") return send(reply, claim.refusal);
  let answer: SavedAnswer;
  try {
    if (plan.delayMs > 0) await sleep(plan.delayMs);
    if (plan.before === "hang" || plan.before === "disconnect") return leave(reply, plan.before);
    if (plan.before !== null) {
      const refused = answerOf(injected(plan.before), requestId);
      if (plan.before.isKept && keyed !== null && claim.kind === "free") saveAnswer(world, keyed, refused);
      return sendAnswer(reply, refused);
    }
    answer =
      claim.kind === "replay"
        ? claim.answer
        : world.database.transaction(() => {
            const done = work(world, inclusions, incoming, prepared, account, request);
            if (keyed !== null) remember(world, incoming, keyed, done, plan.after);
            return done;
          });
  } finally {
    if (keyed !== null && claim.kind === "free") releaseKey(running, keyed);
  }
  if (plan.after === "hang" || plan.after === "disconnect") return leave(reply, plan.after);
  if (plan.after !== null) return send(reply, injected(plan.after));
  if (claim.kind === "replay")
    reply.header("idempotent-replayed", "true").header("original-request", answer.requestId);
  return sendAnswer(reply, answer);
}

function remember(
  world: World,
  incoming: Incoming,
  keyed: KeyedRequest,
  done: SavedAnswer,
  after: RequestPlan["after"],
): void {
  // v2 promises that a repeat has no second effect, whatever the first answer was.
  const isError = !incoming.isV2 && after !== null && typeof after === "object" && after.remember === "error";
  const answer = isError ? answerOf(injected(after), incoming.requestId) : done;
  // v2 keeps no failures: the same key tries again. v1 keeps whatever the work answered.
  if (!incoming.isV2 || answer.status < 400) saveAnswer(world, keyed, answer);
}

function work(
  world: World,
  inclusions: Inclusions,
  incoming: Incoming,
  prepared: Prepared,
  account: string,
  request: FastifyRequest,
): SavedAnswer {
  // Fastify types path parameters as unknown; a matched route's are strings.
  const ids = request.params as Record<string, string>;
  releaseDueFunds(world);
  const cause = { requestId: incoming.requestId, idempotencyKey: incoming.key };
  const result = prepared.run({ world, account, ids, cause });
  if (isRefusal(result)) return answerOf(result, incoming.requestId);
  const source = { find: (id: string) => world.objects.findAny(id, account), include: inclusions };
  const expanded = expandAll(result, prepared.expand, source);
  return answerOf(expanded, incoming.requestId);
}

/** Any test key opens the platform; `Stripe-Account` (v1) or `Stripe-Context` (v2) picks a connected account. */
function admit(world: World, request: FastifyRequest): string | Refusal {
  const apiKey = /^Bearer (\S+)$/.exec(header(request, "authorization") ?? "")?.[1] ?? basicUser(request);
  if (apiKey === undefined) {
    return refuse(
      "unauthenticated",
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (!apiKey.startsWith("sk_test_")) {
    return refuse("unauthenticated", `Invalid API Key provided: ${apiKey.slice(0, 8)}***`);
  }
  const account = header(request, "stripe-account") ?? header(request, "stripe-context");
  if (account === null) return PLATFORM_ACCOUNT;
  const connected = world.objects.findAnywhere("v2.core.account", account);
  const isShut = world.settings.realism.areClosedAccountsShut && connected !== undefined && isGone(connected);
  if (connected !== undefined && !isShut) return account;
  return refuse(
    "account_not_accessible",
    `The provided key '${apiKey.slice(0, 8)}***' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
  );
}

/** curl's `-u sk_test_…:`, as in Stripe's own examples. */
function basicUser(request: FastifyRequest): string | undefined {
  const encoded = /^Basic (\S+)$/.exec(header(request, "authorization") ?? "")?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8").split(":")[0];
}

function rawParams(request: FastifyRequest): object {
  if (request.method === "GET") return decodeForm(request.url.split("?")[1] ?? "");
  if (request.body === undefined || request.body === null) return {};
  return typeof request.body === "object"
    ? request.body
    : refuse("body_unreadable", "Invalid request: the body could not be read.");
}

function injected({ status, code }: InjectedAnswer): Refusal {
  if (status === 429 && code === "lock_timeout") {
    return refuse(
      "object_locked",
      "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.",
    );
  }
  if (status === 429) return tooManyRequests();
  if (status === 409) {
    const message = "There is currently another in-progress request using this Idempotent Key.";
    return refuse("idempotency_key_in_use", message);
  }
  const { refused } = refuse(status < 500 ? "parameter_invalid" : "internal", "An unknown error occurred");
  return { refused: { ...refused, status } };
}

function answerOf(result: object | Refusal, requestId: string): SavedAnswer {
  if (!isRefusal(result)) return { status: 200, body: JSON.stringify(result, null, 2), requestId };
  const body = JSON.stringify({ error: result.refused.error }, null, 2);
  return { status: result.refused.status, body, requestId };
}

function send(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendAnswer(reply, answerOf(refusal, ""));
}

function sendAnswer(reply: FastifyReply, answer: SavedAnswer): FastifyReply {
  return reply.status(answer.status).type("application/json").send(answer.body);
}

/** Never answers: either the client's time-out ends the connection, or it is cut at once. */
function leave(reply: FastifyReply, how: "hang" | "disconnect"): FastifyReply {
  reply.hijack();
  if (how === "disconnect") reply.raw.destroy();
  return reply;
}

function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}
