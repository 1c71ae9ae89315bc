import { APP_NOTIFICATION_KINDS } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { kinds } from "../kinds.ts";
import { changePreferences, channelsFor, showPreferences } from "./preferences.ts";

const off = { app: false, email: false };

describe("R39: preferences", () => {
  it("exist for exactly the kinds that the app shows", () => {
    const shown = Object.entries(kinds).filter(([, { channels }]) => channels.some((each) => each === "app"));
    expect([...APP_NOTIFICATION_KINDS].toSorted()).toEqual(shown.map(([kind]) => kind).toSorted());
  });

  it("enable every channel by default", () => {
    const shown = showPreferences({});
    expect(Object.keys(shown)).toContain("message_received");
    expect(Object.values(shown).every(({ app, email }) => app && email)).toBe(true);
  });

  it("leave out what is only an e-mail that was asked for", () => {
    expect(showPreferences({})).not.toHaveProperty("password_reset");
    expect(channelsFor("password_reset", {})).toEqual({ app: false, email: true });
  });

  it("change the kinds that are named and no others", () => {
    const once = changePreferences({}, { message_received: { app: true, email: false } });
    if (once.kind !== "changed") throw new Error(once.kind);
    const twice = changePreferences(once.choices, { review_received: off });
    if (twice.kind !== "changed") throw new Error(twice.kind);
    expect(channelsFor("message_received", twice.choices)).toEqual({ app: true, email: false });
    expect(channelsFor("review_received", twice.choices)).toEqual(off);
    expect(channelsFor("order_accepted", twice.choices)).toEqual({ app: true, email: true });
  });

  it("keep the mandatory kinds on, also against choices that were stored before they became so", () => {
    expect(changePreferences({}, { order_paid: { app: true, email: false } }).kind).toBe(
      "mandatory_notification",
    );
    expect(changePreferences({}, { order_paid: { app: true, email: true } }).kind).toBe("changed");
    expect(channelsFor("order_paid", { order_paid: off })).toEqual({ app: true, email: true });
  });

  it("know no other kinds", () => {
    expect(changePreferences({}, { nonsense: off })).toEqual({ kind: "unknown_kind", name: "nonsense" });
    expect(changePreferences({}, { toString: off })).toMatchObject({ kind: "unknown_kind" });
  });
});
