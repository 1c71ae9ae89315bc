import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Secrets } from "./services.ts";

const StoredSecrets = z.object({
  tokenSigningKey: z.string(),
  stripeSecretKey: z.string(),
  platformWebhookSecret: z.string(),
  connectedWebhookSecret: z.string(),
  accountsWebhookSecret: z.string(),
});

/** Secrets for a development platform: made once per state folder, so that sessions outlive a restart. */
export async function developmentSecrets(stateDir: string): Promise<Secrets> {
  const file = join(stateDir, "secrets.json");
  const kept = StoredSecrets.safeParse(await readJson(file));
  if (kept.success) return kept.data;
  // A state folder from before there was one of them keeps the others, and with them its sessions.
  const known = StoredSecrets.partial().safeParse(await readJson(file));
  const secrets = StoredSecrets.parse({ ...newSecrets(), ...known.data });
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function newSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync("ed25519");
  return {
    tokenSigningKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    stripeSecretKey: `sk_test_${randomBytes(16).toString("hex")}`,
    platformWebhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
    connectedWebhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
    accountsWebhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
  };
}

/** What the file holds; undefined where there is no such file or half a one. */
export async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
