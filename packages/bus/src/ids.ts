import { randomBytes } from "node:crypto";

const crockford = "0123456789abcdefghjkmnpqrstvwxyz";

let lastMs = 0;
let countInMs = 0;

/**
 * A TypeID: the prefix and a UUIDv7 in base 32, e.g. `evt_01jd…`. Ids made later in one process sort after earlier
 * ones, also within a millisecond, so that the outbox is read in the order in which it was written.
 */
export function sortableId(prefix: string): string {
  const nowMs = Date.now();
  if (nowMs > lastMs) {
    lastMs = nowMs;
    countInMs = 0;
  } else if (++countInMs > 0xfff) {
    // More than 4096 in a millisecond (or a clock that went back): borrow the next one.
    lastMs++;
    countInMs = 0;
  }
  return `${prefix}_${base32(uuidv7(lastMs, countInMs))}`;
}

function uuidv7(ms: number, counter: number): bigint {
  const random = BigInt(`0x${randomBytes(8).toString("hex")}`) & ((1n << 62n) - 1n);
  return (BigInt(ms) << 80n) | (7n << 76n) | (BigInt(counter) << 64n) | (2n << 62n) | random;
}

function base32(value: bigint): string {
  let text = "";
  for (let rest = value, digit = 0; digit < 26; digit++, rest >>= 5n)
    text = crockford[Number(rest & 31n)] + text;
  return text;
}
