import { createHash } from "node:crypto";
import type { World } from "../world.ts";
import { type Refusal, refuse } from "./refusals.ts";

export type SavedAnswer = { status: number; body: string; requestId: string };

export type Claim =
  | { kind: "free" }
  | { kind: "replay"; answer: SavedAnswer }
  | { kind: "refused"; refusal: Refusal };

const KEPT_MS = 24 * 3600 * 1000;

/** Keys whose request is being worked on, for this process: none outlives it, so they need no storing. */
export type RunningKeys = Set<string>;

export type KeyedRequest = { account: string; key: string; endpoint: string; params: unknown };

/**
 * Claims a key. Stripe's rules: the same key with the same request gives the saved answer, whatever it was;
 * with another request 400; while the first still runs 409. Keys are per account and kept for 24 hours.
 */
export function claimKey(world: World, running: RunningKeys, request: KeyedRequest): Claim {
  const { account, key, endpoint } = request;
  if (key.length > 255) {
    const message = "Idempotency keys can be at most 255 characters long.";
    return { kind: "refused", refusal: refuse("parameter_invalid", message) };
  }
  const sql = "SELECT * FROM idempotency_keys WHERE account = ? AND key = ? AND saved_ms > ?";
  const row = world.database.all(sql, account, key, world.now().getTime() - KEPT_MS)[0];
  if (row === undefined) {
    const lock = `${account} ${key}`;
    if (running.has(lock)) return { kind: "refused", refusal: inUse(key) };
    running.add(lock);
    return { kind: "free" };
  }
  if (row.endpoint !== endpoint || row.fingerprint !== fingerprintOf(request.params)) {
    return { kind: "refused", refusal: reused(key, String(row.endpoint), endpoint) };
  }
  const answer = { status: Number(row.status), body: String(row.body), requestId: String(row.request_id) };
  return { kind: "replay", answer };
}

export function releaseKey(running: RunningKeys, request: KeyedRequest): void {
  running.delete(`${request.account} ${request.key}`);
}

export function saveAnswer(world: World, request: KeyedRequest, answer: SavedAnswer): void {
  world.database.run(
    "INSERT OR REPLACE INTO idempotency_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    request.account,
    request.key,
    request.endpoint,
    fingerprintOf(request.params),
    answer.status,
    answer.body,
    answer.requestId,
    world.now().getTime(),
  );
}

/** Keeps the table small; reading ignores old keys anyway. */
export function forgetOldKeys(world: World): void {
  world.database.run("DELETE FROM idempotency_keys WHERE saved_ms <= ?", world.now().getTime() - KEPT_MS);
}

function fingerprintOf(params: unknown): string {
  return createHash("sha256").update(canonical(params)).digest("hex");
}

/** JSON with sorted names, so that the order in which a client writes its parameters does not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, below]) => `${JSON.stringify(name)}:${canonical(below)}`).join(",")}}`;
}

function inUse(key: string): Refusal {
  return refuse(
    "idempotency_key_in_use",
    `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  );
}

function reused(key: string, firstEndpoint: string, endpoint: string): Refusal {
  const subject =
    firstEndpoint === endpoint
      ? "with the same parameters they were first used with"
      : `for the same endpoint they were first used for ('${firstEndpoint}' vs '${endpoint}')`;
  return refuse(
    "idempotency_key_reused",
    `Keys for idempotent requests can only be used ${subject}. Try using a key other than '${key}' if you meant to execute a different request.`,
  );
}
