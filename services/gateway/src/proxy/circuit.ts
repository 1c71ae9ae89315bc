/** Failures count for two of these: the window slides by halves, so that no request has to be remembered. */
const HALF_WINDOW_MS = 5_000;
/** With fewer requests the circuit stays closed: a single failure at night says nothing. */
const MIN_ASKED = 10;
const MAX_FAILED_SHARE = 0.5;
/** How long the circuit stays open. After that one probe per such period goes through, until one is answered. */
export const OPEN_MS = 3_000;

interface Tally {
  readonly asked: number;
  readonly failed: number;
}
const none: Tally = { asked: 0, failed: 0 };

/** Closed: the service gets requests. Open: it failed too often and gets none until the next probe. */
export type Circuit =
  | { readonly kind: "closed"; readonly sinceMs: number; readonly present: Tally; readonly past: Tally }
  | { readonly kind: "open"; readonly probeAtMs: number };

export type Admission =
  | { readonly kind: "admitted"; readonly isProbe: boolean; readonly circuit: Circuit }
  | { readonly kind: "refused"; readonly retryAfterMs: number };

export function closedCircuit(nowMs: number): Circuit {
  return { kind: "closed", sinceMs: nowMs, present: none, past: none };
}

/**
 * Whether a request may go to the service now. An open circuit lets one probe through when its time is over and stays
 * open for another period meanwhile: a probe that never ends delays no other request.
 */
export function admit(circuit: Circuit, nowMs: number): Admission {
  if (circuit.kind === "closed") return { kind: "admitted", isProbe: false, circuit };
  if (nowMs < circuit.probeAtMs) return { kind: "refused", retryAfterMs: circuit.probeAtMs - nowMs };
  return { kind: "admitted", isProbe: true, circuit: { kind: "open", probeAtMs: nowMs + OPEN_MS } };
}

/**
 * Records the outcome of an admitted request. Only a probe closes an open circuit: an answer to a request from before
 * it opened says nothing about the service's state now.
 */
export function recordOutcome(
  circuit: Circuit,
  outcome: { readonly hasFailed: boolean; readonly isProbe: boolean },
  nowMs: number,
): Circuit {
  if (circuit.kind === "open") {
    if (!outcome.isProbe) return circuit;
    return outcome.hasFailed ? { kind: "open", probeAtMs: nowMs + OPEN_MS } : closedCircuit(nowMs);
  }
  const { present, past, sinceMs } = slide(circuit, nowMs);
  const counted = { asked: present.asked + 1, failed: present.failed + (outcome.hasFailed ? 1 : 0) };
  const asked = counted.asked + past.asked;
  const failed = counted.failed + past.failed;
  const isTooMuch = outcome.hasFailed && asked >= MIN_ASKED && failed / asked >= MAX_FAILED_SHARE;
  if (isTooMuch) return { kind: "open", probeAtMs: nowMs + OPEN_MS };
  return { kind: "closed", sinceMs, present: counted, past };
}

function slide(closed: Circuit & { kind: "closed" }, nowMs: number): Circuit & { kind: "closed" } {
  const ageMs = nowMs - closed.sinceMs;
  if (ageMs < HALF_WINDOW_MS) return closed;
  const past = ageMs < 2 * HALF_WINDOW_MS ? closed.present : none;
  return { kind: "closed", sinceMs: nowMs, present: none, past };
}
