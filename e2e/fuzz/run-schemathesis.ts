import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pythonEnvironment, STATE_DIR, startGuarded } from "@vc/dev";
import { type Person, STAFF_PASSWORD } from "@vc/testing/journey";
import { z } from "zod";
import type { FuzzScene } from "./scene.ts";
import type { Things } from "./things.ts";

const REQUIREMENT = "schemathesis==4.32.5";

/** How often a parameter names a thing of the scene; else it is made up, or comes from an answer. */
const THING_PROBABILITY = 0.6;
/** Where only few things will do. Answers still take their share of it. */
const FITTING_THING_PROBABILITY = 1;

/** After its time it still writes reports; a process that runs longer hangs. */
const END_WITHIN_MS = 120_000;

/** As much of schemathesis' own report as is told. */
const Report = z.object({
  stop_reason: z.string(),
  operations: z.object({ total: z.int(), tested: z.int(), errored: z.int(), skipped: z.int() }).nullable(),
  phases: z.record(z.string(), z.object({ status: z.string() })).nullable(),
  test_cases: z.object({ generated: z.int(), unique_failures: z.int() }),
  failures: z.array(z.object({ title: z.string(), count: z.int(), operations: z.array(z.string()) })),
  errors: z.array(z.object({ title: z.string(), count: z.int() })),
});

/** As much of one line of its record of what was asked: each case with what came of it, and how often it was checked. */
const Recorded = z.object({
  ScenarioFinished: z.object({
    recorder: z.object({
      cases: z.record(z.string(), z.object({ value: z.object({ method: z.string(), path: z.string() }) })),
      interactions: z.record(
        z.string(),
        z.object({ response: z.object({ status_code: z.int() }).nullish() }),
      ),
      checks: z.record(z.string(), z.array(z.object({ name: z.string() }))).default({}),
    }),
  }),
});

export interface FuzzReport extends z.output<typeof Report> {
  /** Every operation (`POST /v1/orders`, and with methods that are none) with how often it gave each status. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** How many answers each check has looked at. */
  readonly checks: ReadonlyMap<string, number>;
}

export interface FuzzRun {
  readonly gatewayUrl: string;
  readonly scene: FuzzScene;
  readonly minutes: number;
  readonly seed: number;
  /** A regular expression of paths; all of them without it. */
  readonly only: string | undefined;
  readonly workers: number;
  /** Where reports go; what an earlier run left there is removed. */
  readonly folder: string;
}

/** Installs schemathesis where it is not yet: tells the folder of its programs. */
export async function installSchemathesis(log: (line: string) => void): Promise<string> {
  const python = await pythonEnvironment(join(STATE_DIR, "schemathesis"), REQUIREMENT, log);
  if (python.kind === "unavailable") throw new Error(`${REQUIREMENT} cannot be installed: ${python.why}`);
  return python.binDir;
}

/**
 * Lets schemathesis ask the platform in all its phases.
 *
 * @returns its exit code, 0 where nothing was found, and what it reports
 */
export async function runSchemathesis(
  binDir: string,
  { gatewayUrl, scene, minutes, seed, only, workers, folder }: FuzzRun,
): Promise<{ code: number | null; report: FuzzReport }> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const accounts = { auth: [logInOf("main", scene.main), logInOf("other", scene.other)] };
  await writeFile(join(folder, "accounts.json"), JSON.stringify(accounts));
  const config = await readFile(join(import.meta.dirname, "schemathesis.toml"), "utf8");
  await writeFile(join(folder, "schemathesis.toml"), `${config}\n${dictionariesOf(scene)}`);
  const seconds = Math.round(minutes * 60);
  const { exited, stop } = startGuarded(
    join(binDir, "schemathesis"),
    [
      ...["--no-color", "--config-file", join(folder, "schemathesis.toml")],
      ...["run", `${gatewayUrl}/openapi.json`, "--max-time", String(seconds)],
      ...["--seed", String(seed), "--workers", String(workers)],
      ...(only === undefined ? [] : ["--include-path-regex", only]),
      ...["--report", "json,ndjson", "--report-dir", folder],
    ],
    {
      logFile: join(folder, "output.txt"),
      cwd: folder,
      env: {
        FUZZ_FOLDER: import.meta.dirname,
        FUZZ_ACCOUNTS: join(folder, "accounts.json"),
        FUZZ_KEPT_ACCOUNTS: [scene.main, scene.other].map(({ accountId }) => accountId).join(","),
        FUZZ_SPARE_ACCOUNT: scene.spare.accountId,
      },
    },
  );
  const tooLate = setTimeout(() => void stop(), seconds * 1_000 + END_WITHIN_MS);
  const code = await exited;
  clearTimeout(tooLate);
  return { code, report: await reportIn(folder) };
}

async function reportIn(folder: string): Promise<FuzzReport> {
  const files = await readdir(folder);
  const report = files.find((file) => /^json-.*\.json$/.test(file));
  const record = files.find((file) => /^ndjson-.*\.ndjson$/.test(file));
  if (report === undefined || record === undefined)
    throw new Error(`schemathesis has left no report, see ${folder}/output.txt`);
  return {
    ...Report.parse(JSON.parse(await readFile(join(folder, report), "utf8"))),
    ...(await readRecord(join(folder, record))),
  };
}

async function readRecord(file: string): Promise<Pick<FuzzReport, "answers" | "checks">> {
  const answers = new Map<string, Map<number, number>>();
  const checks = new Map<string, number>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    // Other events, and scenarios in which nothing was asked.
    const recorded = Recorded.safeParse(JSON.parse(line));
    if (!recorded.success) continue;
    const { cases, interactions, checks: checked } = recorded.data.ScenarioFinished.recorder;
    for (const [id, { value }] of Object.entries(cases)) {
      const status = interactions[id]?.response?.status_code;
      if (status === undefined) continue;
      const operation = `${value.method} ${value.path}`;
      const statuses = answers.get(operation) ?? new Map<number, number>();
      answers.set(operation, statuses.set(status, (statuses.get(status) ?? 0) + 1));
    }
    for (const { name } of Object.values(checked).flat()) checks.set(name, (checks.get(name) ?? 0) + 1);
  }
  return { answers, checks };
}

/** In TOML, what parameters can name: one dictionary for each, and which parameter of which operation it is for. */
function dictionariesOf({ things, thingsOf }: FuzzScene): string {
  const dictionaries: string[] = [];
  const parametersOf = (of: Things, probability: number) =>
    Object.entries(of).map(([parameter, values]) => {
      const name = `things${dictionaries.length}`;
      dictionaries.push(`[dictionaries.${name}]\nvalues = ${JSON.stringify(values)}`);
      return `"${parameter}" = { dictionary = "${name}", probability = ${probability} }`;
    });
  const operations = Object.entries(thingsOf).flatMap(([operation, of]) => [
    `[[operations]]\ninclude-name = "${operation}"\n[operations.parameters]`,
    ...parametersOf(of, FITTING_THING_PROBABILITY),
  ]);
  return [
    "[parameters]",
    ...parametersOf(things, THING_PROBABILITY),
    ...operations,
    ...dictionaries,
    "",
  ].join("\n");
}

/** In the words of Web Fuzzing Commons: how schemathesis logs in, and again before the token runs out. */
function logInOf(name: string, { email }: Person) {
  const payloadUserPwd = {
    ...{ username: email, usernameField: "email" },
    ...{ password: STAFF_PASSWORD, passwordField: "password" },
  };
  const token = {
    ...{ extractFrom: "body", extractSelector: "/accessToken" },
    ...{ sendIn: "header", sendName: "authorization", sendTemplate: "Bearer {token}" },
  };
  const loginEndpointAuth = {
    ...{ verb: "POST", endpoint: "/v1/auth/login", contentType: "application/json" },
    payloadUserPwd,
    token,
  };
  return { name, loginEndpointAuth };
}
