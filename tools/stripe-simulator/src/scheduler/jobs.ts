import { nowMs, type World } from "../world.ts";

/** What the simulator does later by itself; one handler each, in `job-handlers.ts`. */
export type JobKind =
  | "expire_session"
  | "settle_payout"
  | "reference_refund"
  | "open_dispute"
  | "open_inquiry"
  | "close_inquiry"
  | "decide_dispute"
  | "release_funds"
  | "fund_refunds"
  | "book_charge"
  | "answer_debit"
  | "submit_payout"
  | "pay_out_automatically"
  | "open_disputes"
  | "warn_of_fraud"
  | "settle_refund"
  | "allow_payouts"
  | "end_requirement_deadline"
  | "forget_idempotency_keys";

export type Job = { kind: JobKind; target: string };

export function schedule(world: World, job: Job, delayMs: number): void {
  world.database.run(
    "INSERT INTO jobs (due_ms, kind, target) VALUES (?, ?, ?)",
    world.now().getTime() + delayMs,
    job.kind,
    job.target,
  );
  world.wake();
}

export type Scheduler = { wake(): void; stop(): void };

/** setTimeout fires at once when asked for more than this; a longer wait is done in pieces. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Runs each job when it is due, in one transaction with its removal: after a crash it runs once, or again from scratch. */
export function startScheduler(world: World, handle: (job: Job) => void): Scheduler {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isRunning = false;

  function wake(): void {
    // A job that schedules another wakes us from inside; the loop below sees it by itself.
    if (isStopped || isRunning) return;
    clearTimeout(timer);
    isRunning = true;
    try {
      runDueJobs(world, handle);
    } finally {
      isRunning = false;
    }
    const due = world.database.all("SELECT MIN(due_ms) AS due FROM jobs")[0]?.due;
    if (typeof due !== "number") return;
    timer = setTimeout(wake, Math.min(Math.max(due - world.now().getTime(), 1), LONGEST_WAIT_MS));
  }

  return {
    wake,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Runs every job that is due, those too that a job schedules for now. */
export function runDueJobs(world: World, handle: (job: Job) => void): void {
  while (runOneDue(world, handle));
}

/** Runs the due jobs of one kind: for what an answer shows as done that the timer has not come to. */
export function runDueJobsOf(world: World, kind: JobKind, handle: (job: Job) => void): void {
  while (runOneDue(world, handle, kind));
}

function runOneDue(world: World, handle: (job: Job) => void, kind?: JobKind): boolean {
  const ofKind = kind === undefined ? "" : "AND kind = ?";
  const sql = `SELECT position, kind, target FROM jobs WHERE due_ms <= ? ${ofKind} ORDER BY due_ms, position LIMIT 1`;
  const row = world.database.all(sql, nowMs(world), ...(kind === undefined ? [] : [kind]))[0];
  if (row === undefined) return false;
  world.database.transaction(() => {
    world.database.run("DELETE FROM jobs WHERE position = ?", Number(row.position));
    // Only `schedule` writes this column.
    handle({ kind: row.kind as JobKind, target: String(row.target) });
  });
  return true;
}
