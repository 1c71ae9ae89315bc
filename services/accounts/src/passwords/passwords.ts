import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** Argon2id (the library's default) with the least parameters that OWASP's password storage cheat sheet advises. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Composed and decomposed accents are the same password: keyboards differ in what they send. */
function normalized(password: string): string {
  return password.normalize("NFC");
}

/** Hashes passwords and compares them. */
export function createPasswords() {
  // Its password is unknown to all. Made at start, so that not even the first unknown account takes longer.
  const dummyHash = hash(randomBytes(32), cost);

  return {
    hash: (password: string): Promise<string> => hash(normalized(password), cost),
    /**
     * Whether the password is the account's. Without an account the same work is done, so that the time of the
     * answer does not tell whether there is one.
     */
    async matches(passwordHash: string | null, password: string): Promise<boolean> {
      const isSame = await verify(passwordHash ?? (await dummyHash), normalized(password));
      return isSame && passwordHash !== null;
    },
  };
}
export type Passwords = ReturnType<typeof createPasswords>;
