import { readFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import { connect } from "amqplib";
import { MongoClient } from "mongodb";

/** The machine and its Node in one line, for documents whose figures depend on them. */
export function describeMachine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? "CPU"}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${type()} ${release()}, Node ${process.version}`;
}

/** What a database server says that it is. */
export async function describeMongo(mongoUrl: string): Promise<string> {
  const client = await new MongoClient(mongoUrl).connect();
  const { version } = await client.db("admin").admin().serverInfo();
  await client.close();
  return `the database says that it is version ${String(version)}`;
}

/** What a broker says that it is. */
export async function describeRabbitmq(amqpUrl: string): Promise<string> {
  const connection = await connect(amqpUrl);
  const { product, version } = connection.connection.serverProperties;
  await connection.close();
  return `${product} ${version}`;
}

/** Memory of a process; undefined where it is gone, or where there is no /proc. */
export async function residentBytesOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib) * 1_024;
}
