import { type Bus, on } from "@vc/bus";
import { AccountClosed, SessionEnded, StreamAppended } from "@vc/contracts";
import type { OpenStreams } from "./open-streams.ts";

/** Every instance hears of every new entry, since any of them may hold the person's stream open. */
export function addStreamConsumers(bus: Bus, openStreams: OpenStreams): void {
  bus.broadcast([
    on(StreamAppended, async ({ data }) => openStreams.wake(data.accountId)),
    on(SessionEnded, async ({ data }) => openStreams.endOfSession(data.accountId, data.sessionId)),
    on(AccountClosed, async ({ data }) => openStreams.endOf(data.accountId)),
  ]);
}
