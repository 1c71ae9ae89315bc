import {
  APP_NOTIFICATION_KINDS,
  type ChangePreferencesRequest,
  type NotificationKind,
  type Preferences,
} from "@vc/contracts";
import { type Kind, kinds } from "../kinds.ts";

export interface Channels {
  readonly app: boolean;
  readonly email: boolean;
}

/** The preferences of an account; a kind or channel that is not in it is on. */
export type Choices = Readonly<Partial<Record<Kind, Partial<Channels>>>>;

function channelsOf(kind: Kind): readonly ("app" | "email")[] {
  return kinds[kind].channels;
}

/** The channels by which an account receives a kind. */
export function channelsFor(kind: Kind, choices: Choices): Channels {
  const chosen = kinds[kind].isMandatory ? undefined : choices[kind];
  const possible = channelsOf(kind);
  return {
    app: possible.includes("app") && (chosen?.app ?? true),
    email: possible.includes("email") && (chosen?.email ?? true),
  };
}

/** Every kind that the app shows, with the channels that it comes by and those that it can come by. */
export function showPreferences(choices: Choices): Preferences {
  const shown = APP_NOTIFICATION_KINDS.map((kind) => {
    const { isMandatory: mandatory } = kinds[kind];
    return [kind, { ...channelsFor(kind, choices), mandatory, channels: [...channelsOf(kind)] }];
  });
  // One entry for each kind, which fromEntries forgets.
  return Object.fromEntries(shown) as Preferences;
}

export type PreferenceDecision =
  /** Only what changes: the other kinds are not written, so that no choice made meanwhile is undone. */
  | { readonly kind: "changed"; readonly chosen: Choices }
  | { readonly kind: "mandatory_notification"; readonly name: NotificationKind };

/** Chooses channels for the kinds that are named. All of it or nothing. */
export function changePreferences(wanted: ChangePreferencesRequest): PreferenceDecision {
  const chosen: Partial<Record<Kind, Channels>> = {};
  for (const name of APP_NOTIFICATION_KINDS) {
    const preference = wanted[name];
    if (preference === undefined) continue;
    const { app, email } = preference;
    if (!kinds[name].isMandatory) chosen[name] = { app, email };
    else if (!app || !email) return { kind: "mandatory_notification", name };
  }
  return { kind: "changed", chosen };
}
