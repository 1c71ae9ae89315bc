import { expect, it } from "vitest";
import { byteRangeOf } from "./byte-range.ts";

const file = { size: 10, etag: '"abc"' };

it.each([
  ["bytes=0-3", { first: 0, last: 3 }],
  ["bytes=4-", { first: 4, last: 9 }],
  ["bytes=-3", { first: 7, last: 9 }],
  ["bytes=-30", { first: 0, last: 9 }],
  ["bytes=9-9", { first: 9, last: 9 }],
  ["bytes=2-1000", { first: 2, last: 9 }],
  ["bytes = 2 - 4", { first: 2, last: 4 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=3-2", "whole"],
  ["bytes=-", "whole"],
  ["bytes=0-1,3-4", "whole"],
  ["lines=0-3", "whole"],
  ["bytes=a-b", "whole"],
  [undefined, "whole"],
] as const)("real-clients 11f: %s of ten bytes", (range, expected) => {
  expect(byteRangeOf({ range }, file)).toEqual(expected);
});

it("real-clients 11f: a part goes only with the version that the first part was of", () => {
  expect(byteRangeOf({ range: "bytes=4-", "if-range": '"abc"' }, file)).toEqual({ first: 4, last: 9 });
  for (const other of ['"abd"', 'W/"abc"', "Wed, 21 Oct 2026 07:28:00 GMT"]) {
    expect(byteRangeOf({ range: "bytes=4-", "if-range": other }, file)).toBe("whole");
  }
});
