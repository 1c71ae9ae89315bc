import { expect, it } from "vitest";
import { linksIn } from "./mailbox.ts";

it("finds the links of a mail's text and HTML, each once", () => {
  const text = "Verify: http://web.test/verify-email?token=abc-1 (or http://web.test/help).";
  const html =
    '<a href="http://web.test/verify-email?token=abc-1">Verify</a> <a href="http://web.test/x?a=1&amp;b=2">x</a>';
  expect(linksIn(text, html)).toEqual([
    "http://web.test/verify-email?token=abc-1",
    "http://web.test/help",
    "http://web.test/x?a=1&b=2",
  ]);
});
