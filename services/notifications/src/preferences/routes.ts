import { notificationsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem, invalidRequest } from "@vc/http";
import { changePreferences, type PreferenceDecision, showPreferences } from "./preferences.ts";
import type { PreferenceStore } from "./store.ts";

type Refused = Exclude<PreferenceDecision["kind"], "changed">;

const refusals = {
  unknown_kind: (name: string) => invalidRequest(name, "is no kind of notification"),
  mandatory_notification: (name: string) =>
    new HttpProblem(409, "mandatory_notification", `${name} is about money or a deadline and stays on.`),
} as const satisfies Record<Refused, (name: string) => HttpProblem>;

export interface PreferenceRouteDeps {
  readonly preferences: PreferenceStore;
}

export function addPreferenceRoutes(app: App, { preferences }: PreferenceRouteDeps): void {
  addEndpoint(app, endpoints.getPreferences, async ({ caller }) =>
    showPreferences(await preferences.find(caller.accountId)),
  );

  addEndpoint(app, endpoints.changePreferences, async ({ caller: { accountId }, body }) => {
    const decision = changePreferences(await preferences.find(accountId), body);
    if (decision.kind !== "changed") throw refusals[decision.kind](decision.name);
    await preferences.replace(accountId, decision.choices);
    return showPreferences(decision.choices);
  });
}
