import { describe, expect, it } from "vitest";
import { kindOfIban, readIban } from "../accounts/iban.ts";
import { processingFee } from "./fee.ts";
import { readCard, verdictOn } from "./test-cards.ts";

const now = new Date("2026-11-30T23:59:59Z");
const form = { number: "4242 4242 4242 4242", expiry: "11/26", cvc: "123", name: " Béa " };

describe("readCard", () => {
  it("takes a card until the end of its month", () => {
    expect(readCard(form, now)).toEqual({
      number: "4242424242424242",
      expMonth: 11,
      expYear: 2026,
      name: "Béa",
    });
    expect(readCard({ ...form, expiry: "1 / 2034" }, now)).toMatchObject({ expMonth: 1, expYear: 2034 });
    expect(readCard(form, new Date("2026-12-01T00:00:00Z"))).toMatchObject({ code: "invalid_expiry_year" });
  });

  it.each([
    [{ number: "4242 4242 4242 4241" }, "incorrect_number"],
    [{ number: "" }, "incorrect_number"],
    [{ expiry: "13/30" }, "invalid_expiry_year"],
    [{ expiry: "" }, "invalid_expiry_year"],
    [{ cvc: "12" }, "invalid_cvc"],
  ])("says what is wrong with %j", (change, code) => {
    expect(readCard({ ...form, ...change }, now)).toMatchObject({ code });
  });
});

describe("verdictOn", () => {
  it("takes no card that is not for tests", () => {
    expect(verdictOn("4111111111111111")).toMatchObject({
      kind: "declined",
      error: { declineCode: "test_mode_live_card" },
    });
    expect(verdictOn("4000000000009995")).toMatchObject({
      kind: "declined",
      error: { declineCode: "insufficient_funds" },
    });
  });
});

describe("readIban", () => {
  it("checks the digits", () => {
    expect(readIban("fr76 3000 6000 0112 3456 7890 189")).toBe("FR7630006000011234567890189");
    expect(readIban("FR7630006000011234567890188")).toBeNull();
    expect(readIban("Marseille")).toBeNull();
    expect(kindOfIban("DE89370400440532013000")).toBe("works");
  });
});

describe("processingFee", () => {
  it("is 1.5 % and 25 cents, rounded to cents", () => {
    expect([50, 99, 10_000].map((cents) => processingFee(cents))).toEqual([26, 26, 175]);
  });

  it("is more for a card of another country", () => {
    expect((["FR", "GB", "US"] as const).map((country) => processingFee(10_000, country))).toEqual([
      175, 275, 350,
    ]);
  });
});
