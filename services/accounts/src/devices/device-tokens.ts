import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** As many accounts a device is remembered for; the one that was signed in to longest ago is dropped. */
const MOST_ACCOUNTS = 5;

/** An id and its marks, of 128 bits each. */
const FORM = /^[\w-]{22}(?:\.[\w-]{22})+$/;

/**
 * Values by which a device proves that it has signed in to an account before. The client keeps one and sends it with
 * every log-in; it holds a random id of the device and a mark for each account, which only accounts can make. It opens
 * nothing by itself, names no account, and needs nothing in the database.
 *
 * @param secret the same for all instances; another one makes every device an unknown one
 */
export function createDeviceTokens(secret: Uint8Array) {
  function markOf(accountId: string, deviceId: string): string {
    const digest = createHmac("sha256", secret).update(`${deviceId}|${accountId}`).digest();
    return digest.subarray(0, 16).toString("base64url");
  }

  return {
    /** The value of a device that has just signed in, which stays known to the accounts that it knew. */
    issue(
      accountId: string,
      known: string | undefined,
    ): { readonly deviceId: string; readonly token: string } {
      const [kept, ...marks] = known !== undefined && FORM.test(known) ? known.split(".") : [];
      const deviceId = kept ?? randomBytes(16).toString("base64url");
      const mark = markOf(accountId, deviceId);
      const others = marks.filter((each) => each !== mark).slice(0, MOST_ACCOUNTS - 1);
      return { deviceId, token: [deviceId, mark, ...others].join(".") };
    },

    /** The id of the device; null when it has not signed in to the account before. */
    deviceOf(accountId: string, token: string): string | null {
      if (!FORM.test(token)) return null;
      const [deviceId = "", ...marks] = token.split(".");
      const mark = Buffer.from(markOf(accountId, deviceId));
      return marks.some((each) => timingSafeEqual(Buffer.from(each), mark)) ? deviceId : null;
    },
  };
}
export type DeviceTokens = ReturnType<typeof createDeviceTokens>;
