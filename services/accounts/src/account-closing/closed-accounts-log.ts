import { open, readFile } from "node:fs/promises";

/**
 * The ids of the accounts that were closed, outside the databases: a restored backup brings closed accounts back, and
 * this is how accounts knows that they had been closed since (R42). It holds no other data of a person.
 */
export interface ClosedAccountsLog {
  /** Adds an account; it is on disk when this resolves. Adding one twice is harmless. */
  add(accountId: string, closedAt: Date): Promise<void>;
  /** Every account that was added, once each, the first one first. */
  all(): Promise<readonly string[]>;
}

const RECORD = /^\S+ (?<accountId>account_[0-9a-z]{26})$/;

/**
 * A file to which every instance appends: a line of time (ISO 8601) and id for each account.
 *
 * @throws Error when the file cannot be written
 */
export async function openClosedAccountsLog(path: string): Promise<ClosedAccountsLog> {
  const append = async (text: string): Promise<void> => {
    const file = await open(path, "a");
    try {
      await file.appendFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  };
  // A file that cannot be written is found at the start, and not when the first account closes.
  await append("");

  return {
    // Begins with a line break as well: what a crash left half written must not join the next record.
    add: (accountId, closedAt) => append(`\n${closedAt.toISOString()} ${accountId}\n`),
    async all() {
      const lines = (await readFile(path, "utf8")).split("\n");
      return [...new Set(lines.flatMap((line) => RECORD.exec(line)?.groups?.accountId ?? []))];
    },
  };
}

/** Keeps nothing: where no backup is ever restored. */
export const noClosedAccountsLog: ClosedAccountsLog = {
  add: async () => undefined,
  all: async () => [],
};
