import { type DataOf, type EventDefinition, ReviewRemoved, ReviewReplied } from "@vc/contracts";
import {
  type Context,
  decide,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
import type { ReviewPolicy } from "./policy.ts";
import { REVIEW_STATES, type RemovalGround, type Review, type ReviewState } from "./review.ts";

/** What happens to a review after it was submitted. */
export type ReviewCommand =
  /** Its order completed, or ended otherwise. */
  | { readonly kind: "publish" | "discard" }
  /** The seller replies, or edits the reply. */
  | { readonly kind: "reply"; readonly text: string }
  | {
      readonly kind: "remove";
      readonly ground: RemovalGround;
      readonly note: string;
      readonly moderatorId: string;
    };

type CommandOf<Kind extends ReviewCommand["kind"]> = Extract<ReviewCommand, { kind: Kind }>;

export type ReviewRefusal = "action_not_allowed" | "deadline_passed";

interface ReviewContext extends Context {
  readonly policy: ReviewPolicy;
}

type ReviewEvent<Type extends EventDefinition> = { readonly type: Type; readonly data: DataOf<Type> };

/** What is published with a change of a review. */
interface Written {
  readonly events: readonly (ReviewEvent<typeof ReviewReplied> | ReviewEvent<typeof ReviewRemoved>)[];
}

const writes = writesOf<Review, Written>;

const partiesOf = ({ id, orderId, buyerId, sellerId }: Review) => ({
  reviewId: id,
  orderId,
  buyerId,
  sellerId,
});

const guards = {
  is_without_reply: {
    test: ({ reply }: Review) => reply === null,
    message: "while it has no reply",
  },
} as const;

const asks = {
  is_editable: {
    test: ({ reply }: Review, _command: ReviewCommand, { now, policy }: ReviewContext) =>
      reply !== null && now < policy.editableUntil(reply.at),
    refusal: { reason: "deadline_passed" },
  },
} as const;

const effects = {
  reply: (review: Review, { text }: CommandOf<"reply">, { now }: ReviewContext) =>
    writes(
      { reply: { text, at: now } },
      { events: [{ type: ReviewReplied, data: { ...partiesOf(review), repliedAt: now.toISOString() } }] },
    ),

  /** An edit is not published, and does not restart the 48 hours. */
  edit_reply: ({ reply }: Review, { text }: CommandOf<"reply">, { now }: ReviewContext) =>
    writes({ reply: { text, at: reply?.at ?? now } }),

  record_removal: (
    review: Review,
    { ground, note, moderatorId }: CommandOf<"remove">,
    { now }: ReviewContext,
  ) =>
    writes(
      { removal: { ground, note, moderatorId, at: now } },
      {
        events: [
          { type: ReviewRemoved, data: { ...partiesOf(review), ground, removedAt: now.toISOString() } },
        ],
      },
    ),
};

type Move = RowOf<
  ReviewState,
  ReviewCommand,
  { guards: typeof guards; asks: typeof asks; effects: typeof effects }
>;

// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "publish", from: ["held"],              to: "published",                                                       rules: "R32" },
  { on: "discard", from: ["held"],              to: "discarded",                                                       rules: "R32" },
  { on: "reply",   from: ["published"],         to: "same",    guards: ["is_without_reply"], effect: "reply",          rules: "R33" },
  { on: "reply",   from: ["published"],         to: "same",    asks: ["is_editable"],        effect: "edit_reply",     rules: "R33" },
  { on: "remove",  from: ["held", "published"], to: "removed",                               effect: "record_removal", rules: "R34" },
];

/** The life of a review, which begins as `published` where its order is completed already. */
export const lifecycle = {
  name: "review",
  states: REVIEW_STATES,
  initial: "held",
  rows: moves,
  repeats: {
    publish: ["published", "removed"],
    discard: ["discarded", "removed"],
    remove: ["removed"],
  },
  guards,
} satisfies Lifecycle<Move>;

interface ReviewMachine extends MachineTypes {
  readonly subject: Review;
  readonly input: ReviewCommand;
  readonly context: ReviewContext;
  readonly written: Written;
  readonly row: Move;
  readonly refusal: { readonly reason: ReviewRefusal };
}

const machine: Machine<ReviewMachine> = {
  ...lifecycle,
  asks,
  effects,
  nothing: { events: [] },
  label: ({ id }) => `review ${id}`,
  isRepeat: ({ state, reply }, command) =>
    command.kind === "reply" && state === "published" && reply?.text === command.text,
  otherwise: () => ({ kind: "refused", reason: "action_not_allowed" }),
};

/** Decides what a command makes of a review. Pure; who may give the command is asked before. */
export function decideReview(review: Review, command: ReviewCommand, now: Date, policy: ReviewPolicy) {
  return decide(machine, review, command, { now, policy });
}
