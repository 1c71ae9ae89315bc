import type { FormEvent } from "react";
import type { DialogAction, DialogForm } from "../guide/dialogs.ts";
import type { Upload } from "../state/uploads.ts";

/** What a person has given in a dialog so far. */
export interface Given {
  readonly text: string;
  readonly reason: "unclear_brief" | "outside_scope" | "other";
  /** 0: none yet. */
  readonly stars: number;
  readonly links: readonly string[];
  /** Files of an earlier brief that stay. */
  readonly keptFileIds: readonly string[];
}

/** What is given in a dialog, and the sending of it. */
export interface Sending {
  readonly given: Given;
  readonly change: (part: Partial<Given>) => void;
  readonly isSending: boolean;
  readonly problem: string | undefined;
  readonly submit: (event: FormEvent) => Promise<void>;
}

/** What is missing before a dialog can be sent, by the name of its words; undefined: nothing. Pure. */
export function problemOf(form: DialogForm, given: Given, uploads: readonly Upload[]) {
  if (form === "nothing") return undefined;
  if (uploads.some(({ state }) => state.kind === "sending")) return "filesUnderWay" as const;
  if (form === "review" && given.stars === 0) return "starsMissing" as const;
  if (given.text.trim() === "") {
    return form === "delivery" || form === "brief" || form === "review"
      ? ("messageMissing" as const)
      : ("explanationMissing" as const);
  }
  if (form === "delivery" && sentIds(uploads).length + given.links.length === 0) {
    return "nothingToDeliver" as const;
  }
  return undefined;
}

/** The body of an action's call (R10, R14, R18, R21, R24, R32). Pure. */
export function actionBody(
  action: DialogAction,
  orderId: string,
  given: Given,
  uploads: readonly Upload[],
): object {
  const text = given.text.trim();
  switch (action) {
    case "refuse":
      return { reason: given.reason, explanation: text };
    case "cancel":
    case "request-revision":
    case "refuse-revision":
    case "request-cancellation":
    case "refuse-cancellation":
      return { explanation: text };
    case "deliver":
      return { message: text, fileIds: sentIds(uploads), links: given.links };
    case "open-dispute":
      return { statement: text };
    case "add-statement":
      return { text };
    case "review":
      return { orderId, stars: given.stars, text };
    case "brief":
      return { text, fileIds: [...given.keptFileIds, ...sentIds(uploads)] };
    case "accept":
    case "approve":
    case "accept-revision":
    case "withdraw-cancellation":
    case "accept-cancellation":
    case "concede-dispute":
    case "drop-dispute":
      return {};
  }
}

function sentIds(uploads: readonly Upload[]): string[] {
  return uploads.flatMap(({ state }) => (state.kind === "sent" ? [state.info.id] : []));
}
