/** The code of MongoDB's error for a document that a unique index does not admit. */
const DUPLICATE_KEY = 11_000;

/** Whether a unique index has refused a document. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === DUPLICATE_KEY;
}
