import { parseArgs } from "node:util";
import {
  discardParked,
  listParked,
  type ParkedMessage,
  type ParkedQueue,
  parkedQueueOf,
  replayParked,
  unroutableQueueOf,
} from "./parked-messages.ts";
import { replayUnroutable } from "./replay-unroutable.ts";

const USAGE = `Messages that wait for an operator: those that no attempt could handle, and events without a bound queue.

  parked list    <service>             one line each
  parked show    <service> <id>…       with headers, error and body
  parked replay  <service> <id>…       back to the queue it came from (or --all)
  parked discard <service> <id>…       deletes them

  unroutable list                      the same for events that reached no queue;
  unroutable show|replay|discard <id>… replay publishes them again (or --all)

AMQP_URL says where the broker is; --namespace or BUS_NAMESPACE is the prefix of its queues, if any.
`;

interface Kept {
  readonly queue: ParkedQueue;
  readonly ids: readonly string[];
  /** @returns the line for the operator, and how many were sent */
  replay(which: "all" | readonly string[]): Promise<{ readonly said: string; readonly count: number }>;
}

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
  const [subject, action, ...rest] = positionals;
  const amqpUrl = environment.AMQP_URL;
  if (!amqpUrl) {
    write(`AMQP_URL is not set.\n\n${USAGE}`);
    return 2;
  }
  const kept = keptBy(subject, rest, amqpUrl, values.namespace ?? environment.BUS_NAMESPACE);
  if (!kept) {
    write(USAGE);
    return 2;
  }
  const { queue, ids } = kept;

  switch (action) {
    case "list": {
      const messages = await listParked(queue);
      for (const message of messages) write(`${line(message)}\n`);
      write(`${messages.length} ${subject} in ${queue.queue}\n`);
      return 0;
    }
    case "show": {
      const messages = (await listParked(queue)).filter(({ id }) => ids.includes(id));
      for (const message of messages) write(`${JSON.stringify(message, null, 2)}\n`);
      return messages.length > 0 ? 0 : 1;
    }
    case "replay": {
      const { said, count } = await kept.replay(values.all ? "all" : ids);
      write(`${said}\n`);
      return count > 0 ? 0 : 1;
    }
    case "discard": {
      const done = await discardParked(queue, ids);
      write(`discarded ${done.length}: ${done.join(" ")}\n`);
      return done.length > 0 ? 0 : 1;
    }
    default:
      write(USAGE);
      return 2;
  }
}

/** What the first words of the command mean; `undefined` when they mean nothing. */
function keptBy(
  subject: string | undefined,
  rest: readonly string[],
  amqpUrl: string,
  namespace: string | undefined,
): Kept | undefined {
  if (subject === "unroutable") {
    return {
      queue: { amqpUrl, queue: unroutableQueueOf(namespace) },
      ids: rest,
      replay: async (which) => {
        const { published, cameBack } = await replayUnroutable({ amqpUrl, namespace }, which);
        const again = cameBack.length > 0 ? `; reached no queue again: ${cameBack.join(" ")}` : "";
        return {
          said: `replayed ${published.length}: ${published.join(" ")}${again}`,
          count: published.length,
        };
      },
    };
  }
  const [service, ...ids] = rest;
  if (subject !== "parked" || !service) return undefined;
  const queue = { amqpUrl, queue: parkedQueueOf(service, namespace) };
  return {
    queue,
    ids,
    replay: async (which) => {
      const done = await replayParked(queue, which);
      return { said: `replayed ${done.length}: ${done.join(" ")}`, count: done.length };
    },
  };
}

function line({ id, parkedAt, event, aggregateId, consumer, attempts, error }: ParkedMessage): string {
  const firstLine = error.split("\n", 1)[0];
  return [id, parkedAt, event, aggregateId, consumer, `${attempts ?? "?"} attempts`, firstLine]
    .map((part) => part ?? "?")
    .join("  ");
}

if (import.meta.main) {
  process.exitCode = await runCli(process.argv.slice(2), process.env, (text) => process.stdout.write(text));
}
