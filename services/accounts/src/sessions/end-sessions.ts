import type { ClientSession } from "mongodb";
import { decideSession, type Session, type SessionInput } from "./lifecycle.ts";
import type { SessionStore } from "./store.ts";

type Ending = Exclude<SessionInput["kind"], "refresh">;

/** R40: ends every active session of an account. */
export async function endSessions(
  sessions: SessionStore,
  accountId: string,
  because: Ending,
  now: Date,
  session?: ClientSession,
): Promise<void> {
  for (const active of await sessions.inState(accountId, "active", session)) {
    await endSession(sessions, active, because, now, session);
  }
}

/** R40: ends a session. One that has ended already stays as it is. */
export async function endSession(
  sessions: SessionStore,
  before: Session,
  because: Ending,
  now: Date,
  session?: ClientSession,
): Promise<void> {
  const decision = decideSession(before, { kind: because }, now);
  if (decision.kind === "moved") await sessions.end(before, decision.change.after, session);
}
