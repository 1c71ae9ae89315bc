import { type ChannelModel, connect } from "amqplib";
import { findOnPath, runCommand } from "../processes/run-command.ts";

export type BrokerObjects = { queues: string[]; exchanges: string[] };

/**
 * Deletes every queue and exchange whose name begins with the prefix. AMQP itself cannot list names, so this needs
 * the broker's command line tool or its management API; says so and returns false where there is neither.
 */
export async function removeBrokerObjects(
  amqpUrl: string,
  prefix: string,
  log: (line: string) => void,
): Promise<boolean> {
  const objects = (await listWithCommand(amqpUrl)) ?? (await listWithManagementApi(amqpUrl));
  if (objects === undefined) {
    log(`cannot list the broker's queues, so those beginning with ${prefix} may be left there`);
    return false;
  }
  const queues = objects.queues.filter((name) => name.startsWith(prefix));
  const exchanges = objects.exchanges.filter((name) => name.startsWith(prefix));
  if (queues.length + exchanges.length === 0) return true;
  const connection = await connect(amqpUrl);
  try {
    for (const name of queues) await inChannel(connection, (channel) => channel.deleteQueue(name));
    for (const name of exchanges) await inChannel(connection, (channel) => channel.deleteExchange(name));
  } finally {
    await connection.close();
  }
  return true;
}

/** The broker closes a channel on a refusal; one per deletion keeps a refused one from ending the rest. */
async function inChannel(
  connection: ChannelModel,
  work: (channel: Awaited<ReturnType<ChannelModel["createChannel"]>>) => Promise<unknown>,
): Promise<void> {
  const channel = await connection.createChannel();
  // The refusal arrives at the awaited call as well; an "error" event without a listener would end the process.
  channel.on("error", () => {});
  try {
    await work(channel);
    await channel.close();
  } catch {
    // Deleted by its owner meanwhile, or in exclusive use by a connection that will delete it.
  }
}

function virtualHostOf(amqpUrl: string): string {
  const path = new URL(amqpUrl).pathname.slice(1);
  return path === "" ? "/" : decodeURIComponent(path);
}

/** `rabbitmqctl` speaks for the machine's own broker only, so never for one elsewhere or on another port. */
async function listWithCommand(amqpUrl: string): Promise<BrokerObjects | undefined> {
  const { hostname, port } = new URL(amqpUrl);
  const isMachinesOwn = ["127.0.0.1", "localhost"].includes(hostname) && (port === "" || port === "5672");
  const program = isMachinesOwn ? findOnPath("rabbitmqctl") : undefined;
  if (program === undefined) return undefined;
  const list = async (kind: string): Promise<string[] | undefined> => {
    const args = ["--quiet", "--vhost", virtualHostOf(amqpUrl), `list_${kind}`, "name", "--no-table-headers"];
    const { code, output } = await runCommand(program, args, { timeoutMs: 30_000 });
    return code === 0 ? output.split("\n").filter((name) => name !== "") : undefined;
  };
  const [queues, exchanges] = [await list("queues"), await list("exchanges")];
  return queues === undefined || exchanges === undefined ? undefined : { queues, exchanges };
}

async function listWithManagementApi(amqpUrl: string): Promise<BrokerObjects | undefined> {
  const { hostname, username, password } = new URL(amqpUrl);
  const login = Buffer.from(`${username || "guest"}:${password || "guest"}`).toString("base64");
  const list = async (kind: "queues" | "exchanges"): Promise<string[]> => {
    const url = `http://${hostname}:15672/api/${kind}/${encodeURIComponent(virtualHostOf(amqpUrl))}?columns=name`;
    const answer = await fetch(url, {
      headers: { authorization: `Basic ${login}` },
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    // The management API's documented answer for these columns.
    const objects = (await answer.json()) as { name: string }[];
    return objects.map(({ name }) => name);
  };
  try {
    return { queues: await list("queues"), exchanges: await list("exchanges") };
  } catch {
    return undefined;
  }
}
