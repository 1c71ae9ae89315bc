import type { Order } from "@vc/client";
import { type Guide, guide } from "../guide/guide.ts";
import type { OrderRole } from "../state/queries.ts";

export const GROUPS = ["todo", "theirs", "ended"] as const;
export type Group = (typeof GROUPS)[number];

export interface Row {
  readonly order: Order;
  readonly guide: Guide;
}

/** Whether something is up to the person: what the panel of the order offers as a button, while the order goes on. */
export function groupOf({ order, guide: shown }: Row): Group {
  if (order.endedAt !== null) return "ended";
  return shown.primary.length > 0 ? "todo" : "theirs";
}

/** A person's orders in groups by what is to be done, what ends first on top. Pure. */
export function groupsOf(
  orders: readonly Order[],
  role: OrderRole,
  now: Date,
): Readonly<Record<Group, readonly Row[]>> {
  const rows = orders.map((order) => ({ order, guide: guide(order, role, now) }));
  const inGroup = (group: Group) => rows.filter((row) => groupOf(row) === group);
  return { todo: inGroup("todo"), theirs: inGroup("theirs"), ended: inGroup("ended") };
}

export function countToDo(orders: readonly Order[], role: OrderRole, now: Date): number {
  return groupsOf(orders, role, now).todo.length;
}
