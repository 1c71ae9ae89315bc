import { randomFillSync } from "node:crypto";

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

function uuidv7(ms: number, counter: number): Buffer {
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  copyRandom(bytes, 8);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes;
}

// Asking the system for eight bytes at a time costs more than all the rest of an id.
const random = Buffer.allocUnsafe(4_096);
let randomUsed = random.length;

function copyRandom(target: Buffer, from: number): void {
  if (randomUsed === random.length) {
    randomFillSync(random);
    randomUsed = 0;
  }
  random.copy(target, from, randomUsed, randomUsed + 8);
  randomUsed += 8;
}

/** 26 digits of 5 bits for 128 bits: the first digit begins with two zeros. */
function base32(bytes: Buffer): string {
  let text = "";
  let rest = 0;
  let restBits = 2;
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    restBits += 8;
    while (restBits >= 5) {
      restBits -= 5;
      text += crockford[rest >>> restBits];
      rest &= (1 << restBits) - 1;
    }
  }
  return text;
}
