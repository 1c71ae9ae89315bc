import { type Bus, on } from "@vc/bus";
import { MessageSent } from "@vc/contracts";
import type { ClientSession } from "mongodb";
import type { CaseMessages } from "./store.ts";

/** How far the closing of an account is (R42). */
interface Closings {
  readonly find: (accountId: string, session: ClientSession) => Promise<{ readonly state: string }>;
}

/** R24: keeps the messages of an order's parties, from messaging's events. */
export function addCaseMessageConsumers(
  bus: Bus,
  { caseMessages, closings }: { readonly caseMessages: CaseMessages; readonly closings: Closings },
): void {
  bus.consume({
    purpose: "case-messages",
    order: "any",
    subscriptions: [
      on(MessageSent, async ({ data, sequence }, { session }) => {
        const { kind, orderId, conversationId, messageId, senderId, sentAt } = data;
        // A message to support about an order is not between its parties.
        if (kind !== "order" || orderId === null) return;
        // R42: an account may be closed before its last messages arrive here.
        const { state } = await closings.find(senderId, session);
        const text = state === "closed" ? "" : data.text;
        const message = { orderId, conversationId, number: sequence, senderId, text, at: new Date(sentAt) };
        await caseMessages.keep({ id: messageId, ...message }, session);
      }),
    ],
  });
}
