import type { FuzzReport } from "./run-schemathesis.ts";

/** What a run covered and found, for a terminal. */
export function summaryOf(report: FuzzReport): string {
  const { operations, phases, test_cases, failures, errors, answers, checks } = report;
  const byStatus = new Map<number, number>();
  for (const [status, count] of [...answers.values()].flatMap((statuses) => [...statuses]))
    byStatus.set(status, (byStatus.get(status) ?? 0) + count);
  // A method that is none is refused with 405, and OPTIONS answered with nothing to say.
  const known = [...answers].filter(([name, statuses]) => !statuses.has(405) && !name.startsWith("OPTIONS "));
  const isSuccess = (status: number) => status >= 200 && status < 300;
  const unsuccessful = known.filter(([, statuses]) => ![...statuses.keys()].some(isSuccess));
  const findings = test_cases.unique_failures + errors.length;
  return [
    `${test_cases.generated} cases over ${operations?.tested ?? 0} of ${operations?.total ?? 0} operations`,
    `phases: ${listed(Object.entries(phases ?? {}).map(([phase, { status }]) => [phase, status]))}`,
    `answers: ${listed([...byStatus].sort(([one], [other]) => one - other))}`,
    `checked: ${listed([...checks].sort())}`,
    ...(unsuccessful.length === 0
      ? []
      : [`never with success: ${unsuccessful.map(([name]) => name).join(", ")}`]),
    ...failures.map(({ title, count, operations: where }) => `${title} (${count}): ${where.join(", ")}`),
    ...errors.map(({ title, count }) => `${title} (${count})`),
    findings === 0 ? "no finding" : `${findings} findings`,
  ].join("\n");
}

function listed(counts: readonly (readonly [name: string | number, count: string | number])[]): string {
  return counts.map(([name, count]) => `${name} ${count}`).join(", ");
}
