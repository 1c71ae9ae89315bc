/** Not started before shutdown; the broker redelivers it. */
export class NotStarted extends Error {
  override readonly name = "NotStarted";
}
