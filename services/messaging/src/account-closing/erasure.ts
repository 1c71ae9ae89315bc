import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import {
  type AccountErasure,
  createAccountErasure,
  type DownloadLinks,
  type ErasureStep,
  type FileStore,
  type Idempotency,
} from "@vc/service";
import type { MessageStore } from "../conversations/message-store.ts";
import type { ConversationStore } from "../conversations/store.ts";
import type { Projections } from "../projections/store.ts";
import { decideSupport, type Support, type SupportInput } from "../support/lifecycle.ts";

/**
 * R42: what a closed account wrote and sent goes out of every conversation; that it wrote, and when, stays. Its
 * inquiries and requests for support are closed, since no one is left to read an answer.
 */
export function createErasure(deps: {
  bus: Bus;
  clock: Clock;
  conversations: ConversationStore;
  messages: MessageStore;
  files: FileStore;
  links: Pick<DownloadLinks, "erase">;
  projections: Pick<Projections, "eraseTitles">;
  idempotency: Pick<Idempotency, "erase">;
  batchSize?: number;
}): AccountErasure {
  const { conversations, messages, files, links, projections, idempotency, ...rest } = deps;
  return createAccountErasure({
    ...rest,
    steps: [
      messages.erase,
      projections.eraseTitles,
      idempotency.erase,
      links.erase,
      conversations.eraseLastMessages,
      (batch) => conversations.closeInquiries(batch, deps.clock.now()),
      closeSupportRequests(deps),
      releaseSupportRequests(deps),
      async ({ accountId, limit }) => {
        const sent: string[] = [];
        for await (const { id } of files.sentBy(accountId)) {
          sent.push(id);
          if (sent.length === limit) break;
        }
        await files.remove(sent);
        return sent.length < limit ? "all" : "some";
      },
    ],
  });
}

/** R38: gives back, in batches, the requests that a member of the staff had taken whose role has ended. */
export function createStaffLeaving(deps: {
  bus: Bus;
  clock: Clock;
  conversations: ConversationStore;
}): AccountErasure {
  const { bus, clock } = deps;
  return createAccountErasure({
    bus,
    clock,
    timerKind: "staff_leaving",
    steps: [releaseSupportRequests(deps)],
  });
}

type SupportDeps = { readonly clock: Clock; readonly conversations: ConversationStore };

function closeSupportRequests({ clock, conversations }: SupportDeps): ErasureStep {
  return async ({ accountId, tx, limit }) => {
    const asked = await conversations.findAskedBy(accountId, limit, tx.session);
    const now = clock.now();
    for (const conversation of asked) {
      const support = conversation.support && supportAfter(conversation.support, "requester_left", now);
      await conversations.replace(conversation, { ...conversation, closesAt: now, support }, tx.session);
    }
    return asked.length < limit ? "all" : "some";
  };
}

/** Requests that a member of the staff had taken wait for another one. */
function releaseSupportRequests({ clock, conversations }: SupportDeps): ErasureStep {
  return async ({ accountId, tx, limit }) => {
    const taken = await conversations.findTakenBy(accountId, limit, tx.session);
    for (const conversation of taken) {
      const support = conversation.support && supportAfter(conversation.support, "taker_left", clock.now());
      await conversations.replace(conversation, { ...conversation, support }, tx.session);
    }
    return taken.length < limit ? "all" : "some";
  };
}

function supportAfter(support: Support, kind: Exclude<SupportInput, { staffId: string }>["kind"], now: Date) {
  const decision = decideSupport(support, { kind }, now);
  return decision.kind === "moved" ? decision.change.after : support;
}
