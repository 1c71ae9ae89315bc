import { join } from "node:path";
import { parseArgs } from "node:util";
import { DEMO_PASSWORD, demoAccounts, loadDemoData, loadDemoMarket } from "@vc/testing/journey";
import {
  type Infrastructure,
  InfrastructureMissing,
  resolveInfrastructure,
} from "../infrastructure/resolve-infrastructure.ts";
import { builtPages } from "../platform/built-pages.ts";
import { formatLogLine } from "../platform/log-line.ts";
import { type Platform, startPlatform } from "../platform/platform.ts";
import { removeEarlierRuns } from "../platform/remove-earlier-runs.ts";
import { announceRunning, runningPlatform, withdrawRunning } from "../platform/running-platform.ts";
import { developmentSecrets } from "../platform/secrets.ts";
import { defaultPorts, developmentNames, usesSimulator } from "../platform/services.ts";
import { PlatformDidNotStart } from "../platform/taken-ports.ts";
import { STATE_DIR } from "../workspace.ts";

const settings = {
  ...developmentNames,
  ports: defaultPorts,
  stateDir: STATE_DIR,
  environment: process.env,
};
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { values: options } = parseArgs({ options: { fresh: { type: "boolean", default: false } } });

let infrastructure: Infrastructure | undefined;
let platform: Platform | undefined;
let stopping: Promise<void> | undefined;

/** Everything down in the reverse of its order. A second Ctrl-C changes nothing: each step has its own time limit. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    await platform?.stop();
    await infrastructure?.stop();
    await withdrawRunning();
  })();
  return stopping;
}

const cancel = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (cancel.signal.aborted) return;
    cancel.abort();
    say("stopping");
    // What is still starting notices the cancellation; what runs is stopped here.
    if (platform !== undefined) void stop().then(() => process.exit(0));
  });
}

try {
  await start();
} catch (error) {
  await stop();
  if (cancel.signal.aborted) process.exit(0);
  const isForPeople = error instanceof InfrastructureMissing || error instanceof PlatformDidNotStart;
  const message = isForPeople ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const other = await runningPlatform();
  if (other !== undefined) {
    throw new PlatformDidNotStart(`it already runs: ${other.gatewayUrl} (process ${other.launcherPid})`);
  }
  // Its failure is reported by the start of the platform, which waits for it.
  builtPages().catch(() => {});
  infrastructure = await resolveInfrastructure({ persistent: true, stateDir: STATE_DIR, log: say });
  cancel.signal.throwIfAborted();
  const mongoUrl = infrastructure.mongo.url;
  const amqpUrl = infrastructure.amqp.url;
  if (options.fresh) {
    say("--fresh: removing databases, queues, payments and e-mails of earlier runs");
    await removeEarlierRuns({ ...settings, mongoUrl, amqpUrl }, say);
  }
  cancel.signal.throwIfAborted();
  platform = await startPlatform(
    {
      ...settings,
      mongoUrl,
      amqpUrl,
      secrets: await developmentSecrets(STATE_DIR),
    },
    { logDir: join(STATE_DIR, "logs"), onLine: showLine },
    cancel.signal,
  );
  cancel.signal.throwIfAborted();
  const { urls } = platform;
  await announceRunning({
    launcherPid: process.pid,
    gatewayUrl: urls.gateway,
    maildevUrl: urls.maildev,
    ...(usesSimulator(process.env) ? { stripeApiUrl: urls["stripe-simulator"] } : {}),
    mongoUrl,
    amqpUrl,
    ...developmentNames,
  });
  // Onboarding at Stripe itself is for a person in a browser.
  if (usesSimulator(process.env)) await loadDemoData({ gatewayUrl: urls.gateway, maildevUrl: urls.maildev });
  cancel.signal.throwIfAborted();
  say(summary(platform));
  say(`ready: ${urls.gateway}`);
  if (usesSimulator(process.env)) void fillMarket({ gatewayUrl: urls.gateway, maildevUrl: urls.maildev });
}

/** The shop windows fill up while the platform is used already; the next start completes what was interrupted. */
async function fillMarket(urls: { gatewayUrl: string; maildevUrl: string }): Promise<void> {
  say("filling the market: shops, reviews, and an order in every state (in the background)");
  try {
    await loadDemoMarket(urls);
    say("the market is filled");
  } catch (error) {
    if (!cancel.signal.aborted) say(`the market could not be filled: ${String(error)}`);
  }
}

function showLine(name: string, line: string): void {
  const shown = formatLogLine(name, line);
  if (shown !== undefined) say(shown);
}

function summary({ urls }: Platform): string {
  const accounts = Object.values(demoAccounts).map(({ role, email }) => `  ${role.padEnd(9)} ${email}`);
  return [
    "",
    `web app    ${urls.gateway}`,
    `API        ${urls.gateway}/v1    its documentation: ${urls.gateway}/docs`,
    `e-mails    ${urls.maildev}`,
    ...(usesSimulator(process.env)
      ? [`payments   ${urls["stripe-simulator"]} (simulated)`]
      : ["payments   Stripe"]),
    `full logs  ${join(STATE_DIR, "logs")}`,
    "",
    `demo accounts, password "${DEMO_PASSWORD}":`,
    ...accounts,
    "",
  ].join("\n");
}
