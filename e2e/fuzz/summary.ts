import type { FuzzReport } from "./run-schemathesis.ts";

/** What a run covered and found, for a terminal. */
export function summaryOf({
  operations,
  phases,
  test_cases,
  failures,
  errors,
  valid_rates,
}: FuzzReport): string {
  const { total = 0, tested = 0 } = operations ?? {};
  const neverDone = Object.entries(valid_rates).filter(([, byPhase]) =>
    Object.values(byPhase).every(({ accepted }) => accepted === 0),
  );
  return [
    `${test_cases.generated} cases over ${tested} of ${total} operations`,
    ...Object.entries(phases ?? {}).map(([phase, { status }]) => `  ${phase}: ${status}`),
    ...failures.map(({ title, count, operations: where }) => `${title} (${count}): ${where.join(", ")}`),
    ...errors.map(({ title, count }) => `${title} (${count})`),
    ...(neverDone.length === 0
      ? []
      : [`never with success: ${neverDone.map(([operation]) => operation).join(", ")}`]),
    test_cases.unique_failures + errors.length === 0
      ? "no finding"
      : `${test_cases.unique_failures} findings`,
  ].join("\n");
}
