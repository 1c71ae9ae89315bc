import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const root = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const Alerts = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
});

const alerts = Alerts.parse(parse(read("ops/alerts.yml"))).groups.flatMap(({ rules }) => rules);
const dashboards = globSync("ops/grafana/dashboards/*.json", { cwd: root });

/** Metrics that come from elsewhere: Prometheus itself and prom-client's own. */
const FOREIGN = /^(up|process_|nodejs_)/;

const code = globSync(["packages/*/src/**/*.ts", "services/*/src/**/*.ts"], { cwd: root })
  .map(read)
  .join("\n");

/** Names in an expression that no code of ours defines; `_bucket`, `_count` and `_sum` belong to a histogram. */
function unknownMetrics(expr: string): string[] {
  const named =
    expr.replace(/\{[^}]*\}|"[^"]*"|by \([^)]*\)/g, "").match(/\b[a-z]+(?:_[a-z0-9]+)+\b|\bup\b/g) ?? [];
  return named.filter((name) => {
    const base = name.replace(/_(bucket|count|sum)$/, "");
    const isFunction = ["histogram_quantile", "last_over_time"].includes(base);
    return !isFunction && !FOREIGN.test(name) && !code.includes(`"${base}"`);
  });
}

describe("an alert", () => {
  it.each(alerts)("$alert asks for metrics that are there", ({ expr }) => {
    expect(unknownMetrics(expr)).toEqual([]);
  });

  it("has a section in the runbook, and each section its alert", () => {
    const sections = [...read("docs/runbook.md").matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(sections.sort()).toEqual(alerts.map(({ alert }) => alert).sort());
  });
});

describe("the cases of the alerts", () => {
  const cases = parse(read("ops/alerts.test.yml")).tests.map(({ name }: { name: string }) => name);

  it.each(alerts)("show $alert firing, and quiet", ({ alert }) => {
    for (const outcome of ["fires", "is quiet"]) {
      expect(cases.filter((name: string) => name.startsWith(`${alert} ${outcome}: `))).not.toEqual([]);
    }
  });
});

describe.each(dashboards)("%s", (path) => {
  it.each(Dashboard.parse(JSON.parse(read(path))).panels)(
    "shows metrics that are there: $title",
    ({ targets }) => {
      expect(targets.flatMap(({ expr }) => unknownMetrics(expr))).toEqual([]);
    },
  );
});
