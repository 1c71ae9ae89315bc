import type { Message } from "@vc/client";

export type MaskedKind = Message["masked"][number]["kind"];

/** What the API puts in the place of a contact detail (R3). */
const PLACEHOLDER = "[•••]";

/** A text as it is read, and what is masked in it, in their order. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "masked"; readonly what: MaskedKind };

/** The parts of a message; a placeholder that a person typed stays text. Pure. */
export function partsOf({ text, masked }: Pick<Message, "text" | "masked">): readonly Part[] {
  const pieces = text.split(PLACEHOLDER);
  return pieces.flatMap((piece, index): Part[] => {
    const before = index === 0 ? undefined : masked[index - 1];
    const typed = index > 0 && before === undefined ? PLACEHOLDER : "";
    const shown = typed + piece;
    return [
      ...(before === undefined ? [] : [{ kind: "masked" as const, what: before.kind }]),
      ...(shown === "" ? [] : [{ kind: "text" as const, text: shown }]),
    ];
  });
}

/** Whether a draft has what looks like an address or a phone number. Only the API decides what is masked. */
export function looksLikeContact(text: string): boolean {
  return /\S@\S+\.\S/.test(text) || /(?:\d[ .-]?){9,}/.test(text);
}
