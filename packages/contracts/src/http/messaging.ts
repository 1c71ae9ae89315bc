import { z } from "zod";
import { id, Timestamp, text } from "../primitives.ts";
import { ConversationKind, MaskedKind, SubjectKind, SupportState } from "../vocabulary.ts";
import { FileInfo } from "./files.ts";
import { PageQuery, YesOrNo } from "./paging.ts";
import { Person } from "./people.ts";

/** Longest message, in characters. */
export const MAX_MESSAGE_LENGTH = 10_000;

const MessageText = text(1, MAX_MESSAGE_LENGTH);

/** R37: what a conversation takes in, and for how long. */
export const ConversationLimits = z
  .object({
    openAfterOrderMs: z.int().min(0).describe("an order's conversation, from the end of the order"),
    maxMessageLength: z.int().describe("characters"),
    maxFileBytes: z.int(),
  })
  .meta({ id: "ConversationLimits" });

export const Message = z
  .object({
    id: id("message"),
    number: z.int().min(1).describe("1, 2, 3 … in its conversation, for the read marks"),
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
    participants: z.array(
      Person.extend({
        isStaff: z.boolean().describe("writes here for the platform: a mediator or support"),
        readUpTo: z.int().min(0).describe("the number of the last message that they have read; 0: none"),
      }),
    ),
    subject: z
      .object({
        kind: SubjectKind,
        id: z.string(),
        title: z.string().describe("of the listing or order, or the seller's name; may be empty"),
      })
      .nullable()
      .describe("what it is about; null: a request for support about nothing in particular"),
    listingId: id("listing").nullable(),
    orderId: id("order").nullable(),
    lastMessage: Message.nullable(),
    unreadCount: z.int(),
    open: z.boolean(),
    support: z
      .object({
        state: SupportState,
        takenBy: Person.nullable(),
        waitingSince: Timestamp,
      })
      .nullable()
      .describe("of a request for support (R38); null: it is none"),
  })
  .meta({ id: "Conversation" });
export type Conversation = z.infer<typeof Conversation>;

/** R38: what a request for support can be about. */
const SupportSubject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("order"), id: id("order") }),
  z.strictObject({ kind: z.literal("listing"), id: id("listing") }),
  z.strictObject({ kind: z.literal("seller"), id: id("account") }),
  z.strictObject({ kind: z.literal("conversation"), id: id("conversation") }),
]);
export type SupportSubject = z.infer<typeof SupportSubject>;

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
  z
    .strictObject({
      kind: z.literal("support"),
      about: SupportSubject.optional().describe("what it is about (R38)"),
      orderId: id("order").optional().describe("the same as `about` an order"),
      text: MessageText,
    })
    .refine(({ about, orderId }) => about === undefined || orderId === undefined, {
      path: ["orderId"],
      message: "is one way to say what it is about, and `about` is the other",
    }),
]);
export type OpenConversationRequest = z.infer<typeof OpenConversationRequest>;

export const ListConversationsQuery = PageQuery.extend({
  kind: ConversationKind.optional(),
  orderId: id("order").optional(),
  unread: YesOrNo.optional().describe("true: only those with something to read"),
});

export const ListSupportQuery = PageQuery.extend({ state: SupportState.default("waiting") });

export const SendMessageRequest = z.strictObject({
  text: MessageText,
  fileIds: z.array(id("file")).max(10).default([]),
});

export const MarkReadRequest = z.strictObject({ upTo: id("message") });
