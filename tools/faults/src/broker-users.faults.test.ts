import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STORED_SERVICES } from "@vc/dev";
import { type ChannelModel, type ConfirmChannel, connect } from "amqplib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** Needs a broker on this machine, and the right to administer it. */
function rabbitmqctl(...args: string[]): void {
  const { status, stderr } = spawnSync("rabbitmqctl", ["--quiet", ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`rabbitmqctl ${args[0]}: ${stderr ?? "is not installed"}`);
}

describe("on a broker with the users of docker/rabbitmq-users.sh", () => {
  const prefix = `t${randomBytes(4).toString("hex")}`;
  const users = ["operator", ...STORED_SERVICES];
  const connections: ChannelModel[] = [];

  /** A channel of a user; the promise gives why the broker closed it. */
  async function channelOf(user: string): Promise<{ channel: ConfirmChannel; closed: Promise<string> }> {
    const url = new URL(inject("amqpUrl") ?? "");
    Object.assign(url, { username: `${prefix}-${user}`, password: `of-${user}`, pathname: `/${prefix}` });
    const connection = await connect(url.href);
    connections.push(connection);
    const channel = await connection.createConfirmChannel();
    const { promise: closed, resolve } = Promise.withResolvers<string>();
    channel.on("error", (error: Error) => resolve(error.message));
    return { channel, closed };
  }

  /** Publishes an event as a user. @returns why the broker refused it, or null */
  async function publish(user: string, event: string): Promise<string | null> {
    const { channel, closed } = await channelOf(user);
    const confirmed = Promise.withResolvers<null>();
    channel.publish("events", event, Buffer.from("{}"), {}, () => confirmed.resolve(null));
    return Promise.race([closed, confirmed.promise]);
  }

  /** Binds a queue of a service to an event. @returns why the broker refused it, or null */
  async function bind(user: string, event: string): Promise<string | null> {
    const { channel } = await channelOf(user);
    await channel.assertQueue(`${user}.probe`, { durable: true });
    return channel.bindQueue(`${user}.probe`, "events", event).then(
      () => null,
      (error: Error) => error.message,
    );
  }

  beforeAll(async () => {
    const passwords = Object.fromEntries(
      users.map((user) => [`RABBITMQ_PASSWORD_${user.toUpperCase()}`, `of-${user}`]),
    );
    const { stdout } = spawnSync("bash", [join(root, "docker/rabbitmq-users.sh")], {
      env: { PATH: process.env.PATH, ...passwords },
      encoding: "utf8",
    });
    const definitions = stdout
      .replaceAll('"vhost": "/"', `"vhost": "${prefix}"`)
      .replaceAll('{"name": "/"}', `{"name": "${prefix}"}`)
      .replaceAll(/"(name|user)": "(?!t)([a-z]+)"/g, `"$1": "${prefix}-$2"`);
    // Read by the broker's own user.
    const folder = mkdtempSync(join(tmpdir(), "broker-users-"));
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, "definitions.json"), definitions);
    rabbitmqctl("import_definitions", join(folder, "definitions.json"));
    rmSync(folder, { recursive: true });
    const { channel } = await channelOf("operator");
    await channel.assertExchange("events", "topic", { durable: true });
  });

  afterAll(async () => {
    for (const connection of connections) await connection.close().catch(() => {});
    rabbitmqctl("delete_vhost", prefix);
    for (const user of users) rabbitmqctl("delete_user", `${prefix}-${user}`);
  });

  it("a service publishes its own events, and no other's", async () => {
    expect(await publish("orders", "orders.order.paid.v1")).toBeNull();
    expect(await publish("orders", "payments.payment.succeeded.v1")).toContain("ACCESS_REFUSED");
    expect(await publish("reviews", "orders.order.completed.v1")).toContain("ACCESS_REFUSED");
    expect(await publish("catalog", "accounts.account.changed.v1")).toContain("ACCESS_REFUSED");
  });

  it("only notifications hears of tokens that are mailed, and messages are for those that need them", async () => {
    for (const token of [
      "accounts.account.password_reset_requested.v1",
      "accounts.account.verification_requested.v1",
    ]) {
      for (const service of STORED_SERVICES) {
        const refusal = await bind(service, token);
        if (service === "notifications") expect(refusal).toBeNull();
        else expect(refusal, service).toContain("ACCESS_REFUSED");
      }
    }
    expect(await bind("catalog", "#")).toContain("ACCESS_REFUSED");
    expect(await bind("reviews", "messaging.message.sent.v1")).toContain("ACCESS_REFUSED");
  });

  it("every binding of the event map is allowed", async () => {
    const map = readFileSync(join(root, "docs/generated/event-map.md"), "utf8");
    const rows = [...map.matchAll(/^\| `([\w.]+)` \| [^|]* \| ([\w, ]+) \| ([^|]*) \|$/gm)];
    expect(rows.length).toBeGreaterThan(50);
    for (const [, event = "", , consumers = ""] of rows) {
      for (const service of new Set([...consumers.matchAll(/(\w+) \(/g)].map(([, name = ""]) => name))) {
        expect(await bind(service, event), `${service} ${event}`).toBeNull();
      }
    }
  });
});
