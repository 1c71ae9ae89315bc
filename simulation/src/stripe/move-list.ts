import { Violation } from "../engine/violation.ts";
import type { AnyMove, ProviderCore } from "./objects.ts";

/** A move before it has an id. */
export type New<Move extends AnyMove> = Omit<Move, "id">;

/** What is undone is made again, for the same movement. */
const isUndone = (move: AnyMove) => move.kind === "refund" && move.status === "failed";

/** Objects of one kind, by id and by what they belong to. */
export interface MoveList<Move extends AnyMove> {
  add(owners: readonly string[], move: New<Move>): Move;
  find(id: string): Move | undefined;
  of(owner: string): readonly Move[];
}

export function createList<Move extends AnyMove>({
  newId,
  raise,
}: Pick<ProviderCore, "newId" | "raise">): MoveList<Move> {
  const byId = new Map<string, Move>();
  const byOwner = new Map<string, Move[]>();
  const byMovement = new Map<string, Move>();

  return {
    find: (id) => byId.get(id),
    of: (owner) => byOwner.get(owner) ?? [],
    add(owners, given) {
      // `New` is the move without this id.
      const move = { ...given, id: newId(given.kind) } as Move;
      byId.set(move.id, move);
      for (const owner of owners) byOwner.set(owner, [move, ...(byOwner.get(owner) ?? [])]);
      const movement = move.metadata.movement ?? "";
      const other = byMovement.get(movement);
      if (other && !isUndone(other)) {
        const both = [other, move]
          .map(({ id, amountCents }) => `${id} of ${amountCents} cents`)
          .join(" and ");
        raise(new Violation("one Stripe object per movement", movement, both));
      }
      if (movement !== "") byMovement.set(movement, move);
      return move;
    },
  };
}
