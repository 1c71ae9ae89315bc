import type { GuideChip } from "../guide/panels.ts";
import type { IconName } from "./list.ts";

/** The icon of each state of an order: beside its word, as a colour alone says nothing. */
export const chipIcons = {
  toPay: "hand",
  toAccept: "hand",
  toDeliver: "hand",
  toCheck: "hand",
  toAnswer: "hand",
  toDecide: "hand",
  confirming: "hourglass",
  pending: "hourglass",
  inProgress: "hourglass",
  delivered: "package",
  revisionAsked: "hourglass",
  revisionRefused: "hourglass",
  late: "late",
  dispute: "scales",
  completed: "seal",
  refused: "ended",
  expired: "ended",
  cancelled: "ended",
  unpaid: "ended",
} as const satisfies Record<GuideChip, IconName>;
