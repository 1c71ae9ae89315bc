import type { MaskedKind } from "@vc/contracts";
import { findEmails } from "./find-emails.ts";
import { findIbans } from "./find-ibans.ts";
import { findMessengers } from "./find-messengers.ts";
import { findPhones } from "./find-phones.ts";
import { linesJoined, plainReading, type Reading } from "./reading.ts";
import type { Span } from "./span.ts";

/** What stands where a contact detail stood: the same in every language, and nothing that a detector would find. */
export const PLACEHOLDER = "[•••]";

/**
 * In this order, because one thing can look like two: digits inside an IBAN or behind `wa.me/` look like a phone
 * number. Where finds overlap the whole stretch is masked once, as the kind that stands first here.
 */
const detectors = [
  { kind: "iban", find: findIbans },
  { kind: "email", find: findEmails },
  { kind: "messenger", find: findMessengers },
  { kind: "phone", find: findPhones },
] as const satisfies readonly { kind: MaskedKind; find: (plain: Reading) => Span[] }[];

interface Find extends Span {
  readonly kind: MaskedKind;
}

/** Where contact details stand, in the order of the text. None overlaps another. */
export function findContacts(text: string): Find[] {
  const plain = linesJoined(plainReading(text));
  let finds: Find[] = [];
  for (const { kind, find } of detectors) {
    for (const span of find(plain)) finds = include(finds, { ...span, kind });
  }
  return finds.sort((a, b) => a.start - b.start);
}

/** R3: whether a text, such as a name or the title of a listing, holds a contact detail. */
export function hasContacts(text: string): boolean {
  return findContacts(text).length > 0;
}

/**
 * R3: replaces every contact detail in a message by a neutral placeholder.
 *
 * @returns the text as it is delivered, and the kind of each masked part in the order of the text,
 *   so that the sender can be told why
 */
export function maskContacts(text: string): { text: string; masked: { kind: MaskedKind }[] } {
  const finds = findContacts(text);
  let delivered = "";
  let end = 0;
  for (const find of finds) {
    delivered += text.slice(end, find.start) + PLACEHOLDER;
    end = find.end;
  }
  return { text: delivered + text.slice(end), masked: finds.map(({ kind }) => ({ kind })) };
}

/** Adds a find; those that it overlaps become one with it, so that no half of a detail stays readable. */
function include(finds: readonly Find[], added: Find): Find[] {
  const overlapping = finds.filter((find) => find.start < added.end && added.start < find.end);
  const first = overlapping[0];
  if (first === undefined) return [...finds, added];
  const merged: Find = {
    kind: first.kind,
    start: Math.min(added.start, ...overlapping.map((find) => find.start)),
    end: Math.max(added.end, ...overlapping.map((find) => find.end)),
  };
  return [...finds.filter((find) => !overlapping.includes(find)), merged];
}
