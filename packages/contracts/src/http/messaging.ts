import { z } from "zod";
import { id, Timestamp, text } from "../primitives.ts";
import { ConversationKind, MaskedKind, SupportState } from "../vocabulary.ts";
import { FileInfo } from "./files.ts";
import { PageQuery } from "./paging.ts";

const MessageText = text(1, 10_000);

export const Message = z
  .object({
    id: id("message"),
    senderId: id("account"),
    text: z.string(),
    masked: z.array(z.object({ kind: MaskedKind })).describe("what R3 hid, so that the sender is told why"),
    files: z.array(FileInfo),
    at: Timestamp,
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof Message>;

export const Conversation = z
  .object({
    id: id("conversation"),
    kind: ConversationKind,
    participants: z.array(z.object({ id: id("account"), displayName: z.string() })),
    listingId: id("listing").nullable(),
    orderId: id("order").nullable(),
    lastMessage: Message.nullable(),
    unreadCount: z.int(),
    open: z.boolean(),
    support: z
      .object({
        state: SupportState,
        takenBy: z.object({ id: id("account"), displayName: z.string() }).nullable(),
        waitingSince: Timestamp,
      })
      .nullable()
      .describe("of a request for support (R38); null: it is none"),
  })
  .meta({ id: "Conversation" });
export type Conversation = z.infer<typeof Conversation>;

export const OpenConversationRequest = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("inquiry"),
      sellerId: id("account").optional(),
      listingId: id("listing").optional(),
      text: MessageText,
    })
    .refine((inquiry) => (inquiry.sellerId === undefined) !== (inquiry.listingId === undefined), {
      path: ["sellerId"],
      message: "an inquiry names either a seller or a listing",
    })
    .meta({ oneOf: [{ required: ["sellerId"] }, { required: ["listingId"] }] }),
  z.strictObject({ kind: z.literal("support"), orderId: id("order").optional(), text: MessageText }),
]);
export type OpenConversationRequest = z.infer<typeof OpenConversationRequest>;

export const ListConversationsQuery = PageQuery.extend({
  kind: ConversationKind.optional(),
  orderId: id("order").optional(),
});

export const ListSupportQuery = PageQuery.extend({ state: SupportState.default("waiting") });

export const SendMessageRequest = z.strictObject({
  text: MessageText,
  fileIds: z.array(id("file")).max(10).default([]),
});

export const MarkReadRequest = z.strictObject({ upTo: id("message") });
