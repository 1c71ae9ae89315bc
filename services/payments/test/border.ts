import { once } from "node:events";
import { createServer as createHttpServer, request as httpRequest } from "node:http";
import { connect as connectTcp, createServer, type Server, type Socket } from "node:net";
import { BSON } from "mongodb";

/** One thing that a process asks of the world: a command to the database, or a request to Stripe. */
export interface Crossing {
  /** 1 for the first since the border was last armed. */
  readonly number: number;
  /** `insert journal`, `commitTransaction`, `POST /v1/refunds`. */
  readonly label: string;
}

/**
 * All that a service process does to the world goes through here: its database and Stripe. Between two crossings
 * nothing that it does can be seen by anybody, so that to end it before each crossing in turn is to end it at every
 * line. Once the border is closed nothing passes any more, in either direction: whatever the process still does is as
 * if it had not been done.
 */
export interface Border {
  readonly mongoUrl: string;
  readonly stripeUrl: string;
  /** Counts from 1 again, and closes before the first crossing that is to be the last one. */
  arm(isLast: (crossing: Crossing) => boolean): void;
  /** What crossed since it was armed. */
  readonly crossed: readonly Crossing[];
  /** Resolves when the border has closed itself. */
  readonly closed: Promise<Crossing>;
  close(): Promise<void>;
}

/** Commands with which the driver keeps its connections; they do nothing. */
const silentCommands = new Set([
  "hello",
  "ismaster",
  "isMaster",
  "ping",
  "buildInfo",
  "endSessions",
  "killCursors",
]);

/** A message of the database's wire protocol: header, flags, and then the command as section 0. */
const headerBytes = 16;
const commandOffset = headerBytes + 4 + 1;
const opMsg = 2013;

interface OpenTransaction {
  readonly lsid: BSON.Document;
  readonly txnNumber: BSON.Long;
}

/**
 * @param onClose called at the moment at which the border closes itself, before anything else happens: kills a process
 */
export async function openBorder(
  world: { mongoUrl: string; stripeUrl: string },
  onClose: () => void = () => {},
): Promise<Border> {
  const sockets = new Set<Socket>();
  const transactions = new Map<string, OpenTransaction>();
  let crossed: Crossing[] = [];
  let isLast: (crossing: Crossing) => boolean = () => false;
  let isClosed = false;
  const closing = Promise.withResolvers<Crossing>();
  const mongo = mongoAddress(world.mongoUrl);

  /** Whether what wants to cross may. */
  function letsPass(label: string): boolean {
    if (isClosed) return false;
    const crossing = { number: crossed.length + 1, label };
    if (!isLast(crossing)) {
      crossed.push(crossing);
      return true;
    }
    isClosed = true;
    onClose();
    for (const socket of sockets) socket.resetAndDestroy();
    abortAll();
    closing.resolve(crossing);
    return false;
  }

  /**
   * A database gives up the transactions of a dead process after a minute at the most; here, where no test can wait
   * for that, at once.
   */
  function abortAll(): void {
    for (const { lsid, txnNumber } of transactions.values()) {
      const abort = { abortTransaction: 1, lsid, txnNumber, autocommit: false, $db: "admin" };
      const socket = connectTcp(mongo.port, mongo.host, () => socket.end(messageOf(abort)));
      socket.on("error", () => {});
    }
    transactions.clear();
  }

  function watch(command: BSON.Document): void {
    const id = JSON.stringify(command.lsid);
    if (command.startTransaction === true) {
      transactions.set(id, { lsid: command.lsid, txnNumber: command.txnNumber });
    }
    if ("commitTransaction" in command || "abortTransaction" in command) transactions.delete(id);
  }

  const door = createServer({ noDelay: true }, (client) => {
    if (isClosed) return void client.resetAndDestroy();
    const server = connectTcp({ ...mongo, noDelay: true });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    server.pipe(client);
    let rest = Buffer.alloc(0);
    client.on("data", (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0));
        rest = rest.subarray(message.length);
        const command = commandOf(message);
        const name = Object.keys(command)[0] ?? "";
        if (!silentCommands.has(name)) {
          const label = typeof command[name] === "string" ? `${name} ${command[name]}` : name;
          if (!letsPass(label)) return;
          watch(command);
        }
        server.write(message);
      }
    });
  });

  const counter = createHttpServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const path = (incoming.url ?? "").split("?")[0] ?? "";
      if (!letsPass(`${incoming.method} ${withoutIds(path)}`)) return void incoming.socket.resetAndDestroy();
      const { method, headers } = incoming;
      const forwarded = httpRequest(
        new URL(incoming.url ?? "/", world.stripeUrl),
        { ...(method === undefined ? {} : { method }), headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on("error", () => outgoing.destroy());
      outgoing.on("close", () => forwarded.destroy());
      forwarded.end(Buffer.concat(chunks));
    });
  });
  counter.on("connection", (socket) => {
    if (isClosed) return void socket.resetAndDestroy();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });

  const mongoUrl = new URL(world.mongoUrl);
  mongoUrl.host = `127.0.0.1:${await listening(door)}`;
  // Or the driver would go past the border, to where the database says that it is.
  mongoUrl.searchParams.set("directConnection", "true");
  const stripePort = await listening(counter);
  return {
    mongoUrl: mongoUrl.href,
    stripeUrl: `http://127.0.0.1:${stripePort}`,
    arm: (isToBeLast) => {
      crossed = [];
      isLast = isToBeLast;
    },
    get crossed() {
      return crossed;
    },
    closed: closing.promise,
    close: async () => {
      isClosed = true;
      for (const socket of sockets) socket.destroy();
      await Promise.all([door, counter].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function mongoAddress(mongoUrl: string): { host: string; port: number } {
  const { hostname, port } = new URL(mongoUrl);
  return { host: hostname, port: Number(port || 27017) };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the border has no port");
  return address.port;
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
