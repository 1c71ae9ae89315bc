import { type Answer, must } from "@vc/client";
import type { OrderState } from "@vc/contracts";
import { type EventStream, type Mail, waitFor } from "../people/index.ts";
import { tally } from "../tally.ts";
import type { Person } from "./people.ts";
import type { Traders } from "./traders.ts";

/** The states of all orders that a person bought, sorted. */
export async function boughtStatesOf(buyer: Person): Promise<OrderState[]> {
  const orders = await allPages((query) => buyer.api.GET("/v1/orders", { params: { query } }));
  return orders
    .filter((order) => order.buyer.id === buyer.accountId)
    .map(({ state }) => state)
    .toSorted();
}

/**
 * Notifications that a person received more often than there was a reason for, in the list, live or by e-mail, in words.
 * An e-mail that was sent again after a crash counts once: it has the same `Message-ID`.
 */
export async function duplicateNotifications(
  { people, withdrawals, redelivered }: Traders,
  mails: readonly Pick<Mail, "headers" | "to" | "subject">[],
): Promise<string[]> {
  const mailsById = new Map(mails.map((mail) => [String(mail.headers["message-id"]), mail]));
  const uniqueMails = [...mailsById.values()];
  const allowedOf = (kind: string, orderId: string | null) => {
    // The notification of a withdrawal names no order, so its text is the same each time.
    if (kind === "withdrawal_paid") return withdrawals();
    if (kind === "order_delivered" && orderId !== null && redelivered.has(orderId)) return 2;
    // The reminders 24 h and 4 h before a deadline have the same text.
    return kind === "deadline_reminder" ? 2 : 1;
  };
  const duplicates = await Promise.all(
    people.map(async ({ person, live }) => {
      const received = uniqueMails.filter(({ to }) => to.includes(person.email));
      const found = await duplicatesOf(person, live, received, allowedOf);
      return found.map((what) => `${person.email}: ${what}`);
    }),
  );
  return duplicates.flat();
}

async function duplicatesOf(
  person: Person,
  live: EventStream,
  mails: readonly Pick<Mail, "subject">[],
  allowedOf: (kind: string, orderId: string | null) => number,
): Promise<string[]> {
  const listed = await allPages((query) => person.api.GET("/v1/notifications", { params: { query } }));
  const heard = () => live.received.filter(({ name }) => name === "notification");
  await waitFor(() => heard().length >= listed.length, {
    what: `all ${listed.length} live notifications of ${person.name}`,
    timeoutMs: 60_000,
  });
  const keyOf = ({ kind, orderId, text }: (typeof listed)[number]) => `${kind} ${orderId} ${text}`;
  const allowed = new Map(listed.map((each) => [keyOf(each), allowedOf(each.kind, each.orderId)]));
  // A subject has plain spaces, also before the € of a French amount.
  const titles = tally(listed.map(({ title }) => title.replaceAll(/\s+/g, " ")));
  return [
    ...exceeding(tally(listed.map(keyOf)), (key) => allowed.get(key)),
    ...exceeding(tally(live.received.map(({ id, name }) => `${name} ${id}`)), () => 1),
    ...exceeding(tally(mails.map(({ subject }) => subject)), (subject) => titles.get(subject)),
  ];
}

/** The values that occur more often than allowed; once is always allowed. */
function exceeding(
  counts: ReadonlyMap<string, number>,
  allowed: (value: string) => number | undefined,
): string[] {
  return [...counts]
    .filter(([value, count]) => count > Math.max(1, allowed(value) ?? 1))
    .map(([value, count]) => `${count} times ${value}`);
}

/** The items of all pages of a list. */
async function allPages<T>(
  list: (query: {
    limit: number;
    cursor?: string;
  }) => Promise<Answer<{ items: T[]; nextCursor: string | null }>>,
): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: T[]; nextCursor: string | null } = must(
      await list({ limit: 100, ...(cursor === "" ? {} : { cursor }) }),
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}
