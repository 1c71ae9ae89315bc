/** What a reader asks for of some bytes: all, from the first to the last of a range, or a range that lies outside. */
export type ByteRange = "whole" | "unsatisfiable" | { readonly first: number; readonly last: number };

/**
 * Reads the headers `Range` and `If-Range` (RFC 9110, 14.2 and 13.1.5). Several ranges at once, other units and what is not
 * well-formed are answered with the whole, as a server may: downloads that go on after a break ask for one.
 *
 * @param of the size in bytes and the strong entity tag of what is asked for
 */
export function byteRangeOf(
  headers: { readonly range?: string | undefined; readonly "if-range"?: string | string[] | undefined },
  of: { readonly size: number; readonly etag: string },
): ByteRange {
  const condition = headers["if-range"];
  // A date is never as exact as a tag, so one that is given here does not match.
  if (condition !== undefined && condition !== of.etag) return "whole";
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range?.replaceAll(" ", "") ?? "") ?? [];
  if (from === undefined || to === undefined || from + to === "") return "whole";
  if (from !== "" && to !== "" && Number(to) < Number(from)) return "whole";
  const end = of.size - 1;
  const first = from === "" ? Math.max(0, of.size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? end : Math.min(end, Number(to));
  return first > end || (from === "" && Number(to) === 0) ? "unsatisfiable" : { first, last };
}
