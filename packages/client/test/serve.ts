import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export interface Call {
  readonly route: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** An API for one test: answers as the test says and records the calls. */
export async function serve(
  handler: (call: Call, response: ServerResponse, count: number) => void,
): Promise<{ baseUrl: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method, url, headers } = request;
    const call = { route: `${method} ${url}`, headers, body: Buffer.concat(parts).toString() };
    calls.push(call);
    handler(call, response, calls.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return { baseUrl: `http://127.0.0.1:${address.port}`, calls };
}

export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(body));
}

export function refuse(response: ServerResponse, status: number, code: string, more: object = {}): void {
  answer(response, status, { type: "about:blank", title: code, status, code, ...more });
}
