import { WEBHOOK_ENDPOINTS, type WebhookEndpointName, type World } from "../world.ts";
import { signatureHeader } from "./signature.ts";

export type DeliveryState = "pending" | "delivered" | "dropped" | "given_up";

export type Delivery = {
  position: number;
  eventId: string;
  eventType: string;
  endpoint: WebhookEndpointName;
  state: DeliveryState;
  dueMs: number;
  attempts: number;
  lastAnswer: string | null;
};

/** Stripe repeats for three days. */
const GIVE_UP_AFTER_MS = 3 * 24 * 3600 * 1000;
const LONGEST_RETRY_MS = 60_000;

export function queueDelivery(
  world: World,
  delivery: { eventId: string; eventType: string; endpoint: string; delayMs: number; state: DeliveryState },
): void {
  world.database.run(
    "INSERT INTO deliveries (event_id, event_type, endpoint, state, due_ms, attempts) VALUES (?, ?, ?, ?, ?, 0)",
    delivery.eventId,
    delivery.eventType,
    delivery.endpoint,
    delivery.state,
    world.now().getTime() + delivery.delayMs,
  );
}

/** Oldest first. */
export function listDeliveries(world: World, state: DeliveryState, limit: number): Delivery[] {
  return world.database
    .all("SELECT * FROM deliveries WHERE state = ? ORDER BY position LIMIT ?", state, limit)
    .map(deliveryFrom);
}

export function countDeliveries(world: World): Record<DeliveryState, number> {
  const counts: Record<DeliveryState, number> = { pending: 0, delivered: 0, dropped: 0, given_up: 0 };
  for (const row of world.database.all("SELECT state, COUNT(*) AS count FROM deliveries GROUP BY state")) {
    // Only `queueDelivery` and `record` write this column.
    counts[row.state as DeliveryState] = Number(row.count);
  }
  return counts;
}

export function areWebhooksPaused(world: World): boolean {
  return world.database.all("SELECT value FROM settings WHERE name = 'webhooks_paused'")[0]?.value === "true";
}

export function setWebhooksPaused(world: World, isPaused: boolean): void {
  world.database.run(
    "INSERT OR REPLACE INTO settings (name, value) VALUES ('webhooks_paused', ?)",
    String(isPaused),
  );
  world.wake();
}

export type DeliveryWorker = {
  wake(): void;
  /** Finishes what is under way and sends no more. */
  stop(): Promise<void>;
};

/**
 * Sends what is due, one at a time per endpoint and in the order of the events, so that a client sees reordering only
 * when a fault or a failed attempt causes it. What is not answered with 2xx is tried again, later each time.
 */
export function startDeliveries(world: World): DeliveryWorker {
  const loops = new Map<WebhookEndpointName, Promise<void>>();
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    clearTimeout(timer);
    if (abort.signal.aborted) return;
    for (const endpoint of WEBHOOK_ENDPOINTS) {
      if (loops.has(endpoint) || nextDue(world, endpoint) === undefined) continue;
      const loop = drain(endpoint).finally(() => {
        loops.delete(endpoint);
        wake();
      });
      loops.set(endpoint, loop);
    }
    const waitMs = msUntilNext(world);
    if (waitMs !== undefined && waitMs > 0) timer = setTimeout(wake, waitMs);
  }

  async function drain(endpoint: WebhookEndpointName): Promise<void> {
    for (;;) {
      const delivery = abort.signal.aborted ? undefined : nextDue(world, endpoint);
      if (delivery === undefined) return;
      const answer = await attempt(world, delivery, abort.signal);
      // Cut off by the end of the process: the delivery stays as it was, for the next start.
      if (abort.signal.aborted) return;
      record(world, delivery, answer);
    }
  }

  return {
    wake,
    async stop() {
      abort.abort();
      clearTimeout(timer);
      await Promise.all(loops.values());
    },
  };
}

function nextDue(world: World, endpoint: WebhookEndpointName): Delivery | undefined {
  if (world.settings.webhooks[endpoint] === undefined || areWebhooksPaused(world)) return undefined;
  const sql =
    "SELECT * FROM deliveries WHERE state = 'pending' AND endpoint = ? AND due_ms <= ? ORDER BY due_ms, position LIMIT 1";
  return world.database.all(sql, endpoint, world.now().getTime()).map(deliveryFrom)[0];
}

function msUntilNext(world: World): number | undefined {
  if (areWebhooksPaused(world)) return undefined;
  const sql = "SELECT MIN(due_ms) AS due FROM deliveries WHERE state = 'pending' AND due_ms > ?";
  const nowMs = world.now().getTime();
  const due = world.database.all(sql, nowMs)[0]?.due;
  return typeof due === "number" ? due - nowMs : undefined;
}

type Answer = { isAccepted: boolean; text: string };

async function attempt(world: World, delivery: Delivery, signal: AbortSignal): Promise<Answer> {
  const endpoint = world.settings.webhooks[delivery.endpoint];
  const payload = payloadOf(world, delivery.eventId);
  if (endpoint === undefined || payload === undefined) return { isAccepted: false, text: "nothing to send" };
  try {
    const response = await fetch(endpoint.url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        // Signed for each attempt, or a late repeat would fail the receiver's check of the time.
        "stripe-signature": signatureHeader(
          payload,
          endpoint.secret,
          Math.floor(world.now().getTime() / 1000),
        ),
      },
      body: payload,
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(world.settings.webhookTimeoutMs)]),
    });
    await response.body?.cancel();
    return { isAccepted: response.ok, text: `HTTP ${response.status}` };
  } catch (error) {
    return { isAccepted: false, text: describe(error) };
  }
}

/** fetch says only "fetch failed" and puts what happened into the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function record(world: World, delivery: Delivery, answer: Answer): void {
  const attempts = delivery.attempts + 1;
  const nowMs = world.now().getTime();
  const waitMs = Math.min(world.settings.webhookRetryMs * 2 ** Math.min(attempts - 1, 20), LONGEST_RETRY_MS);
  const isOver = attempts * LONGEST_RETRY_MS > GIVE_UP_AFTER_MS;
  const state: DeliveryState = answer.isAccepted ? "delivered" : isOver ? "given_up" : "pending";
  world.database.run(
    "UPDATE deliveries SET state = ?, due_ms = ?, attempts = ?, last_answer = ? WHERE position = ?",
    state,
    state === "pending" ? nowMs + waitMs : nowMs,
    attempts,
    answer.text,
    delivery.position,
  );
}

function payloadOf(world: World, eventId: string): string | undefined {
  const snapshot = world.objects.findAnywhere("event", eventId);
  if (snapshot !== undefined) return JSON.stringify(snapshot.object, null, 2);
  const thin = world.objects.findAnywhere("v2.core.event", eventId);
  if (thin === undefined) return undefined;
  const { data: _fetchedSeparately, ...notification } = thin.object;
  return JSON.stringify(notification);
}

function deliveryFrom(row: Record<string, string | number | null>): Delivery {
  return {
    position: Number(row.position),
    eventId: String(row.event_id),
    eventType: String(row.event_type),
    // Written only by `queueDelivery`.
    endpoint: row.endpoint as WebhookEndpointName,
    // Written only by `queueDelivery` and `record`.
    state: row.state as DeliveryState,
    dueMs: Number(row.due_ms),
    attempts: Number(row.attempts),
    lastAnswer: row.last_answer === null ? null : String(row.last_answer),
  };
}
