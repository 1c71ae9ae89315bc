import { notificationsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem } from "@vc/http";
import { changePreferences, showPreferences } from "./preferences.ts";
import type { PreferenceStore } from "./store.ts";

export interface PreferenceRouteDeps {
  readonly preferences: PreferenceStore;
}

export function addPreferenceRoutes(app: App, { preferences }: PreferenceRouteDeps): void {
  addEndpoint(app, endpoints.getPreferences, async ({ caller }) =>
    showPreferences(await preferences.find(caller.accountId)),
  );

  addEndpoint(app, endpoints.changePreferences, async ({ caller: { accountId }, body }) => {
    const decision = changePreferences(body);
    if (decision.kind === "mandatory_notification") {
      throw new HttpProblem(
        409,
        "mandatory_notification",
        `${decision.name} is about money or a deadline and stays on.`,
      );
    }
    return showPreferences(await preferences.choose(accountId, decision.chosen));
  });
}
