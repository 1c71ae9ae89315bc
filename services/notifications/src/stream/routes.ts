import { fastifySSE, type SSEMessage } from "@fastify/sse";
import { notificationsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, type Caller, type CallerCheck, HttpProblem } from "@vc/http";
import type { FastifyReply } from "fastify";
import type { PeopleStore } from "../people/store.ts";
import type { OpenStream, OpenStreams } from "./open-streams.ts";
import type { LiveStreams } from "./store.ts";
import type { StreamTickets, TicketHolder } from "./tickets.ts";

export interface StreamRouteDeps {
  readonly people: PeopleStore;
  readonly streams: LiveStreams;
  readonly tickets: StreamTickets;
  readonly openStreams: OpenStreams;
  readonly checkCaller: CallerCheck;
}

const HEARTBEAT_MS = 15_000;

/** An open stream looks by itself this often: a wake-up that was lost while the broker was away only delays. */
const LOOK_MS = 30_000;

/** As long as an access token lives: a stream does not outlast the right to it. The client comes back and misses nothing. */
const LONGEST_MS = 10 * 60_000;

/** What a client rests before it connects again. */
const RETRY_MS = 1_000;

/** How long a client that reads nothing may hold up the end of its stream. */
const FLUSH_MS = 1_000;

const PAGE = 100;

/** The event that a stream begins with. */
const READY = "ready";

const streamHeaders = { "content-type": "text/event-stream", "cache-control": "no-cache" };

export async function addStreamRoutes(app: App, deps: StreamRouteDeps): Promise<void> {
  const { people, tickets, openStreams, checkCaller } = deps;
  const serve = createStreaming(deps);
  await app.register(fastifySSE, { heartbeatInterval: HEARTBEAT_MS });
  // Before the server waits for its connections: these would otherwise never end by themselves.
  app.addHook("preClose", async () => openStreams.endAll());

  addEndpoint(app, endpoints.createStreamTicket, ({ caller }) => tickets.issue(caller));

  addEndpoint(
    app,
    endpoints.openStream,
    async ({ caller, headers, query, method }, reply) => {
      const isResuming = headers["last-event-id"] !== undefined;
      const holder = await whose(caller, query.ticket, isResuming);
      const { accountId } = holder;
      // What a HEAD asks for is the head of an answer, and its body would never end.
      if (method === "HEAD") return sendHead(reply);
      const newest = await people.streamPosition(accountId);
      const last = headers["last-event-id"] ?? query.lastEventId ?? newest;
      await serve(reply, holder, Math.min(last, newest));
    },
    // No negotiation by the plugin: its refusal would be no problem+json.
    { sse: "manual" },
  );

  async function whose(
    caller: Caller | null,
    ticket: string | undefined,
    isResuming: boolean,
  ): Promise<TicketHolder> {
    const holder = caller ?? (ticket === undefined ? null : await holderOf(tickets, ticket, isResuming));
    // A session can end between the ticket and its use.
    const isGood =
      holder !== null && (await checkCaller({ roles: [], emailVerified: false, ...holder })) !== null;
    if (!isGood) {
      throw new HttpProblem(401, "unauthenticated", "A valid access token or an unused ticket is needed.");
    }
    return holder;
  }
}

function sendHead(reply: FastifyReply): FastifyReply {
  return reply.headers(streamHeaders).send();
}

/** Whose stream a ticket opens, or resumes where it opened one before. */
async function holderOf(
  tickets: StreamTickets,
  ticket: string,
  isResuming: boolean,
): Promise<TicketHolder | null> {
  const opened = await tickets.redeem(ticket);
  return opened === null && isResuming ? tickets.resume(ticket) : opened;
}

/** @returns what streams the events after a position to one client */
function createStreaming({ streams, openStreams }: StreamRouteDeps) {
  /** Streams what comes after a position, until either side ends it. */
  async function serve(
    reply: FastifyReply,
    { accountId, sessionId }: TicketHolder,
    after: number,
  ): Promise<void> {
    const { promise: ended, resolve: markEnded } = Promise.withResolvers<void>();
    const stream = openStreams.open(accountId, sessionId, markEnded);
    const longest = setTimeout(() => stream.end(), LONGEST_MS);
    reply.sse.onClose(() => stream.end());
    try {
      // The first event sends the headers, so that the client knows that it is heard, and gives it a place to resume from
      // before anything has happened. It has data: an event without any reaches some clients under another name.
      await reply.sse.send({ id: String(after), event: READY, retry: RETRY_MS, data: {} });
      // A client that stopped reading leaves a write waiting for ever: then the end of the stream decides.
      await Promise.race([reply.sse.send(entriesAfter(accountId, after, stream)), ended]);
    } finally {
      clearTimeout(longest);
      stream.end();
      setTimeout(() => reply.raw.destroy(), FLUSH_MS).unref();
    }
  }

  async function* entriesAfter(
    accountId: string,
    after: number,
    stream: OpenStream,
  ): AsyncGenerator<SSEMessage, void, void> {
    let position = after;
    while (!stream.isEnded) {
      stream.listen();
      const found = await streams.after(accountId, position, PAGE);
      for (const entry of found) {
        if (stream.isEnded) return;
        yield { id: String(entry.position), event: entry.event, data: entry.data };
        position = entry.position;
      }
      if (found.length === 0) await stream.news(LOOK_MS);
    }
  }

  return serve;
}
