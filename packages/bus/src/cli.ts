import { parseArgs } from "node:util";
import {
  discardParked,
  listParked,
  type ParkedMessage,
  parkedQueueOf,
  replayParked,
} from "./parked-messages.ts";

const usage = `Parked messages: what no try could handle.

  parked list    <service>             one line each
  parked show    <service> <id>…       with headers, error and body
  parked replay  <service> <id>…       back to the queue it came from (or --all)
  parked discard <service> <id>…       deletes for good

AMQP_URL says where the broker is; --namespace or BUS_NAMESPACE is the prefix of its queues, if any.
`;

/**
 * The operator's command.
 *
 * @returns the process's exit code: 0 done, 1 nothing matched, 2 not understood
 */
export async function runCli(
  args: readonly string[],
  environment: { readonly AMQP_URL?: string | undefined; readonly BUS_NAMESPACE?: string | undefined },
  write: (text: string) => void,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { all: { type: "boolean" }, namespace: { type: "string" } },
  });
  const [subject, action, service, ...ids] = positionals;
  const amqpUrl = environment.AMQP_URL;
  if (subject !== "parked" || !action || !service || !amqpUrl) {
    write(amqpUrl ? usage : `AMQP_URL is not set.\n\n${usage}`);
    return 2;
  }
  const parked = { amqpUrl, queue: parkedQueueOf(service, values.namespace ?? environment.BUS_NAMESPACE) };

  switch (action) {
    case "list": {
      const messages = await listParked(parked);
      for (const message of messages) write(`${line(message)}\n`);
      write(`${messages.length} parked in ${parked.queue}\n`);
      return 0;
    }
    case "show": {
      const messages = (await listParked(parked)).filter(({ id }) => ids.includes(id));
      for (const message of messages) write(`${JSON.stringify(message, null, 2)}\n`);
      return messages.length > 0 ? 0 : 1;
    }
    case "replay": {
      const done = await replayParked(parked, values.all ? "all" : ids);
      write(`replayed ${done.length}: ${done.join(" ")}\n`);
      return done.length > 0 ? 0 : 1;
    }
    case "discard": {
      const done = await discardParked(parked, ids);
      write(`discarded ${done.length}: ${done.join(" ")}\n`);
      return done.length > 0 ? 0 : 1;
    }
    default:
      write(usage);
      return 2;
  }
}

function line({ id, parkedAt, event, aggregateId, consumer, attempts, error }: ParkedMessage): string {
  const firstLine = error.split("\n", 1)[0];
  return [id, parkedAt, event, aggregateId, consumer, `${attempts ?? "?"} tries`, firstLine]
    .map((part) => part ?? "?")
    .join("  ");
}

if (import.meta.main) {
  process.exitCode = await runCli(process.argv.slice(2), process.env, (text) => process.stdout.write(text));
}
