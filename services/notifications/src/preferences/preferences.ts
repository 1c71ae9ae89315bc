import { APP_NOTIFICATION_KINDS, type Preferences } from "@vc/contracts";
import { type Kind, kinds } from "../kinds.ts";

export interface Channels {
  readonly app: boolean;
  readonly email: boolean;
}

/** The preferences of an account; a kind that is not in it uses all its channels. */
export type Choices = Readonly<Partial<Record<Kind, Channels>>>;

/** The kinds that a person can choose channels for, or sees as mandatory: all that the app shows. */
const PREFERABLE: readonly Kind[] = APP_NOTIFICATION_KINDS;

function supports(kind: Kind, channel: "app" | "email"): boolean {
  const channels: readonly string[] = kinds[kind].channels;
  return channels.includes(channel);
}

function isPreferable(kind: string): kind is Kind {
  return PREFERABLE.some((known) => known === kind);
}

/** The channels by which an account receives a kind. */
export function channelsFor(kind: Kind, choices: Choices): Channels {
  const chosen = kinds[kind].isMandatory ? undefined : choices[kind];
  return {
    app: supports(kind, "app") && (chosen?.app ?? true),
    email: supports(kind, "email") && (chosen?.email ?? true),
  };
}

/** Every kind with the channels that it comes by. */
export function showPreferences(choices: Choices): Preferences {
  return Object.fromEntries(PREFERABLE.map((kind) => [kind, channelsFor(kind, choices)]));
}

export type PreferenceDecision =
  | { readonly kind: "changed"; readonly choices: Choices }
  | { readonly kind: "unknown_kind"; readonly name: string }
  | { readonly kind: "mandatory_notification"; readonly name: string };

/** Changes the kinds that are named; the others stay as they were. All of it or nothing. */
export function changePreferences(before: Choices, wanted: Preferences): PreferenceDecision {
  const choices: Partial<Record<Kind, Channels>> = { ...before };
  for (const [name, { app, email }] of Object.entries(wanted)) {
    if (!isPreferable(name)) return { kind: "unknown_kind", name };
    if (kinds[name].isMandatory) {
      if (!app || !email) return { kind: "mandatory_notification", name };
    } else {
      choices[name] = { app, email };
    }
  }
  return { kind: "changed", choices };
}

/** The preferences after unsubscribing from the e-mails of a kind; a mandatory kind stays as it is. */
export function withoutEmail(before: Choices, kind: Kind): Choices {
  if (kinds[kind].isMandatory) return before;
  return { ...before, [kind]: { app: channelsFor(kind, before).app, email: false } };
}
