import { expect, it } from "vitest";
import { euros, money, shortMoney } from "./money.ts";

it("writes amounts as each language does, with a real minus", () => {
  expect(money(euros(16_000), "fr")).toBe("160,00\u00a0€");
  expect(money(euros(16_000), "en")).toBe("€160.00");
  expect(money(euros(1_234_567), "fr")).toBe("12\u202f345,67\u00a0€");
  expect(money(euros(-3_200), "fr")).toBe("−\u206032,00\u00a0€");
  expect(money(euros(-3_200), "en")).toBe("−\u2060€32.00");
});

it("leaves cents out of cards where there are none", () => {
  expect(shortMoney(euros(12_000), "fr")).toBe("120\u00a0€");
  expect(shortMoney(euros(12_050), "en")).toBe("€120.50");
});
