import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Below this many bytes nothing is gained. */
const SMALL_BYTES = 1_000;

/** The bytes of a text as the client takes them best, with the name of the encoding. Good for texts up to some 100 KB. */
export async function compress(
  text: string,
  acceptEncoding: string | undefined,
): Promise<{ bytes: Buffer; encoding: "br" | "gzip" | undefined }> {
  const bytes = Buffer.from(text);
  const accepted = (acceptEncoding ?? "").split(",").map((part) => part.trim());
  const takes = (name: string) => accepted.some((part) => part === name || part.startsWith(`${name};q=1`));
  if (bytes.length < SMALL_BYTES) return { bytes, encoding: undefined };
  if (takes("br")) {
    // Quality 4 costs a millisecond or two for a page; the highest one costs a hundred.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    return { bytes: await brotli(bytes, { params }), encoding: "br" };
  }
  if (takes("gzip")) return { bytes: await zip(bytes), encoding: "gzip" };
  return { bytes, encoding: undefined };
}
