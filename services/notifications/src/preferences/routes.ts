import { Preferences } from "@vc/contracts";
import { type App, callerOf, HttpProblem, invalidRequest } from "@vc/http";
import { changePreferences, type PreferenceDecision, preferable, showPreferences } from "./preferences.ts";
import type { PreferenceStore } from "./store.ts";

type Refused = Exclude<PreferenceDecision["kind"], "changed">;

const refusals = {
  unknown_kind: (name: string) => invalidRequest(name, "is no kind of notification"),
  mandatory_notification: (name: string) =>
    new HttpProblem(409, "mandatory_notification", `${name} is about money or a deadline and stays on.`),
} as const satisfies Record<Refused, (name: string) => HttpProblem>;

export function registerPreferenceRoutes(app: App, preferences: PreferenceStore): void {
  const config = { access: "signed_in" } as const;
  const tags = ["notifications"];

  app.get(
    "/v1/notifications/preferences",
    {
      config,
      schema: {
        tags,
        summary: "By which channels the caller is told of what",
        response: { 200: Preferences },
      },
    },
    async (request) => showPreferences(await preferences.find(callerOf(request).accountId)),
  );

  app.put(
    "/v1/notifications/preferences",
    {
      config,
      schema: {
        tags,
        summary: "Choose channels; kinds that are not named stay as they are",
        body: Preferences.meta({ propertyNames: { enum: preferable } }),
        response: { 200: Preferences },
      },
    },
    async (request) => {
      const { accountId } = callerOf(request);
      const decision = changePreferences(await preferences.find(accountId), request.body);
      if (decision.kind !== "changed") throw refusals[decision.kind](decision.name);
      await preferences.replace(accountId, decision.choices);
      return showPreferences(decision.choices);
    },
  );
}
