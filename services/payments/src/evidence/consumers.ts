import { type Bus, on } from "@vc/bus";
import { CASE_FACT_KINDS, caseFacts } from "./case-facts.ts";
import type { CaseFiles } from "./case-files.ts";

/** Keeps what happens to orders, for the day on which a bank asks (R30). */
export function addCaseConsumers(bus: Bus, caseFiles: CaseFiles): void {
  bus.consume({
    purpose: "cases",
    subscriptions: CASE_FACT_KINDS.map((what) => {
      const { event, at } = caseFacts[what];
      return on(event, ({ data, sequence, time }, { session }) =>
        caseFiles.add(data, { sequence, at: new Date(at(data) ?? time), what }, data.terms ?? null, session),
      );
    }),
  });
}
