import { once } from "node:events";
import { createServer as createHttpServer, request as httpRequest, type IncomingMessage } from "node:http";
import { connect as connectTcp, createServer, type Server, type Socket } from "node:net";
import { BSON } from "mongodb";

/** A command to the database or a request to Stripe. */
export interface ProxiedRequest {
  /** 1 for the first since `cutOffBefore` was called. */
  readonly number: number;
  /** `insert journal`, `commitTransaction`, `POST /v1/refunds`. */
  readonly label: string;
}

/**
 * Stands between a process of the service and its surroundings: the database and Stripe. Between two requests nothing that
 * the process does can be seen from outside, so cutting it off before each request in turn stands for ending it at every
 * line. After the cut-off nothing passes in either direction.
 */
export interface CutoffProxy {
  readonly mongoUrl: string;
  readonly stripeUrl: string;
  /** Counts from 1 again, and cuts off before the first request that `isFirstRefused` chooses. */
  cutOffBefore(isFirstRefused: (request: ProxiedRequest) => boolean): void;
  /** What has passed since `cutOffBefore` was called. */
  readonly passed: readonly ProxiedRequest[];
  /** Resolves at the cut-off, with the first request that did not pass. */
  readonly cutOff: Promise<ProxiedRequest>;
  close(): Promise<void>;
}

interface Surroundings {
  readonly mongoUrl: string;
  readonly stripeUrl: string;
}

/** What the two proxies share: which requests pass, and the sockets that end at the cut-off. */
interface Gate {
  readonly isClosed: () => boolean;
  /** Whether the request may pass; the first that may not closes the gate. */
  letPass(label: string): boolean;
  /** Ends the socket when the gate closes. */
  watch(socket: Socket): void;
}

/**
 * @param onCutOff called at the moment of the cut-off, before anything else happens, for example to kill the process
 */
export async function openCutoffProxy(
  surroundings: Surroundings,
  onCutOff: () => void = () => {},
): Promise<CutoffProxy> {
  const sockets = new Set<Socket>();
  let passed: ProxiedRequest[] = [];
  let isFirstRefused: (request: ProxiedRequest) => boolean = () => false;
  let isClosed = false;
  const cutOff = Promise.withResolvers<ProxiedRequest>();
  const gate: Gate = {
    isClosed: () => isClosed,
    letPass: (label) => {
      if (isClosed) return false;
      const request = { number: passed.length + 1, label };
      if (!isFirstRefused(request)) {
        passed.push(request);
        return true;
      }
      isClosed = true;
      onCutOff();
      for (const socket of sockets) socket.resetAndDestroy();
      database.abortTransactions();
      cutOff.resolve(request);
      return false;
    },
    watch: (socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    },
  };
  const database = databaseProxy(surroundings.mongoUrl, gate);
  const stripe = stripeProxy(surroundings.stripeUrl, gate);

  const mongoUrl = new URL(surroundings.mongoUrl);
  mongoUrl.host = `127.0.0.1:${await listening(database.server)}`;
  // Without it the driver would connect to the address that the database announces, past this proxy.
  mongoUrl.searchParams.set("directConnection", "true");
  const stripePort = await listening(stripe);
  return {
    mongoUrl: mongoUrl.href,
    stripeUrl: `http://127.0.0.1:${stripePort}`,
    cutOffBefore: (choose) => {
      passed = [];
      isFirstRefused = choose;
    },
    get passed() {
      return passed;
    },
    cutOff: cutOff.promise,
    close: async () => {
      isClosed = true;
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        [database.server, stripe].map((server) => new Promise((resolve) => server.close(resolve))),
      );
    },
  };
}

/** Commands with which the driver keeps its connections; they change nothing. */
const connectionCommands = new Set([
  "hello",
  "ismaster",
  "isMaster",
  "ping",
  "buildInfo",
  "endSessions",
  "killCursors",
]);

function databaseProxy(mongoUrl: string, gate: Gate): { server: Server; abortTransactions: () => void } {
  const { hostname, port: portText } = new URL(mongoUrl);
  const address = { host: hostname, port: Number(portText || 27017) };
  const transactions = openTransactions();
  const server = createServer({ noDelay: true }, (client) => {
    if (gate.isClosed()) return void client.resetAndDestroy();
    const upstream = connectTcp({ ...address, noDelay: true });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      gate.watch(one);
      one.on("error", () => {});
      one.on("close", () => other.destroy());
    }
    upstream.pipe(client);
    client.on(
      "data",
      wholeMessages((message) => {
        const command = commandOf(message);
        const name = Object.keys(command)[0] ?? "";
        if (!connectionCommands.has(name)) {
          const label = typeof command[name] === "string" ? `${name} ${command[name]}` : name;
          if (!gate.letPass(label)) return;
          transactions.note(command);
        }
        upstream.write(message);
      }),
    );
  });
  return {
    server,
    // A database aborts the transactions of a dead process itself, but after longer than a test can wait.
    abortTransactions: () => {
      for (const abort of transactions.aborts()) {
        const socket = connectTcp(address.port, address.host, () => socket.end(messageOf(abort)));
        socket.on("error", () => {});
      }
    },
  };
}

/** The transactions that were begun and not ended yet. */
function openTransactions() {
  const open = new Map<string, { lsid: BSON.Document; txnNumber: BSON.Long }>();
  return {
    note(command: BSON.Document): void {
      const id = JSON.stringify(command.lsid);
      if (command.startTransaction === true) {
        open.set(id, { lsid: command.lsid, txnNumber: command.txnNumber });
      }
      if ("commitTransaction" in command || "abortTransaction" in command) open.delete(id);
    },
    /** The command that aborts each of them. Each is told once. */
    aborts(): BSON.Document[] {
      const commands = [...open.values()].map(({ lsid, txnNumber }) => ({
        abortTransaction: 1,
        lsid,
        txnNumber,
        autocommit: false,
        $db: "admin",
      }));
      open.clear();
      return commands;
    },
  };
}

function stripeProxy(stripeUrl: string, gate: Gate): Server {
  const server = createHttpServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming).catch(() => null);
    if (body === null) return;
    const path = (incoming.url ?? "").split("?")[0] ?? "";
    if (!gate.letPass(`${incoming.method} ${withoutIds(path)}`))
      return void incoming.socket.resetAndDestroy();
    const { method, headers } = incoming;
    const forwarded = httpRequest(
      new URL(incoming.url ?? "/", stripeUrl),
      { ...(method === undefined ? {} : { method }), headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on("error", () => outgoing.destroy());
    outgoing.on("close", () => forwarded.destroy());
    forwarded.end(body);
  });
  server.on("connection", (socket) => {
    if (gate.isClosed()) return void socket.resetAndDestroy();
    gate.watch(socket);
  });
  return server;
}

/** Rejects where the client disconnects before its end. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(incoming, "end");
  return Buffer.concat(chunks);
}

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the proxy has no port");
  return address.port;
}

// The database's wire protocol: header, flags, and then the command as section 0.
// https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
const headerBytes = 16;
const commandOffset = headerBytes + 4 + 1;
const opMsg = 2013;

/** A listener of `data` that calls `take` with each message once it is complete. */
function wholeMessages(take: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      take(message);
    }
  };
}

function commandOf(message: Buffer): BSON.Document {
  if (message.readInt32LE(12) !== opMsg) return { hello: 1 };
  const length = message.readInt32LE(commandOffset);
  return BSON.deserialize(message.subarray(commandOffset, commandOffset + length), { promoteLongs: false });
}

function messageOf(command: BSON.Document): Buffer {
  const body = BSON.serialize(command);
  const header = Buffer.alloc(commandOffset);
  header.writeInt32LE(commandOffset + body.length, 0);
  header.writeInt32LE(1, 4);
  header.writeInt32LE(opMsg, 12);
  return Buffer.concat([header, body]);
}

/** `/v1/checkout/sessions/cs_1/expire` as `/v1/checkout/sessions/:id/expire`. */
function withoutIds(path: string): string {
  return path
    .split("/")
    .map((part) => (/^[a-z]+_[A-Za-z0-9]{8,}$/.test(part) ? ":id" : part))
    .join("/");
}
