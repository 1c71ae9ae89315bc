import type { Transaction } from "@vc/bus";
import { SessionEnded } from "@vc/contracts";
import { decideSession, type Session, type SessionInput } from "./lifecycle.ts";
import type { SessionStore } from "./store.ts";

type Ending = Exclude<SessionInput["kind"], "refresh">;

/** R40: ends every active session of an account, and announces each. */
export async function endSessions(
  sessions: SessionStore,
  accountId: string,
  because: Ending,
  now: Date,
  tx: Transaction,
): Promise<void> {
  for (const active of await sessions.inState(accountId, "active", tx.session)) {
    await endSession(sessions, active, because, now, tx);
  }
}

/** R40: ends a session. One that has ended already stays as it is. */
export async function endSession(
  sessions: SessionStore,
  before: Session,
  because: Ending,
  now: Date,
  tx: Transaction,
): Promise<void> {
  const decision = decideSession(before, { kind: because }, now);
  if (decision.kind === "moved") await commitEnd(sessions, before, decision.change.after, now, tx);
}

/** Writes the end of a session with its event: services and open streams stop believing its access tokens. */
export async function commitEnd(
  sessions: SessionStore,
  before: Session,
  after: Session,
  now: Date,
  tx: Transaction,
): Promise<void> {
  if (!(await sessions.end(before, after, tx.session))) return;
  const { id: sessionId, accountId } = before;
  tx.publish(SessionEnded, {
    aggregateId: sessionId,
    // A session ends once, and has no other events.
    sequence: 1,
    data: { accountId, sessionId, endedAt: now.toISOString() },
  });
}

/**
 * R40: ends every session of all accounts, after a backup was restored: sessions that had been ended since are active in it,
 * a thief's too. Without events, since the services may not run: access tokens live on for their ten minutes.
 *
 * @returns how many it ended
 */
export async function endSessionsOfBackup(sessions: SessionStore, now: Date): Promise<number> {
  let ended = 0;
  for await (const before of sessions.everyActive()) {
    const decision = decideSession(before, { kind: "restore_backup" }, now);
    if (decision.kind === "moved" && (await sessions.end(before, decision.change.after))) ended++;
  }
  return ended;
}
