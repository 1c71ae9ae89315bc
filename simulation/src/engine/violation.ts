/** Something that must never be, seen in a simulated world. The check that finds it throws it, and the world ends there. */
export class Violation extends Error {
  override readonly name = "Violation";
  readonly invariant: string;
  /** The order, seller or movement that it is about. */
  readonly subject: string;

  constructor(invariant: string, subject: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
    this.subject = subject;
  }
}
