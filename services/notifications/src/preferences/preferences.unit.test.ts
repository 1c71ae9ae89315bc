import { APP_NOTIFICATION_KINDS, ChangePreferencesRequest } from "@vc/contracts";
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
    const shown = Object.values(showPreferences({}));
    expect(shown.every(({ app, email }) => app && email)).toBe(true);
  });

  it("leave out what is only an e-mail that was asked for", () => {
    expect(showPreferences({})).not.toHaveProperty("password_reset");
    expect(channelsFor("password_reset", {})).toEqual({ app: false, email: true });
  });

  it("change the kinds that are named and no others", () => {
    const decision = changePreferences({ message_received: { app: true, email: false } });
    expect(decision).toEqual({
      kind: "changed",
      chosen: { message_received: { app: true, email: false } },
    });
  });

  it("say which kinds are mandatory, and by which channels each can come", () => {
    const shown = showPreferences({ message_received: { email: false } });
    expect(shown.message_received).toEqual({
      app: true,
      email: false,
      mandatory: false,
      channels: ["app", "email"],
    });
    expect(shown.order_paid).toMatchObject({ app: true, email: true, mandatory: true });
  });

  it("can be sent back as they were read", () => {
    expect(changePreferences(ChangePreferencesRequest.parse(showPreferences({}))).kind).toBe("changed");
  });

  it("keep the mandatory kinds on, also against choices that were stored before they became so", () => {
    expect(changePreferences({ order_paid: { app: true, email: false } }).kind).toBe(
      "mandatory_notification",
    );
    expect(changePreferences({ order_paid: { app: true, email: true } }).kind).toBe("changed");
    expect(channelsFor("order_paid", { order_paid: off })).toEqual({ app: true, email: true });
  });

  it("know no other kinds", () => {
    for (const name of ["nonsense", "toString"]) {
      expect(ChangePreferencesRequest.safeParse({ [name]: off }).success).toBe(false);
    }
  });
});
