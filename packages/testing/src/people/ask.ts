import type { Answer, Client, Problem } from "@vc/client";

/**
 * Calls a route as a person, with an untyped method, URL and body: for requests that are wrong on purpose, and
 * walks over all routes. A text is sent as it is, everything else as JSON.
 */
export async function ask(
  api: Pick<Client, "baseUrl" | "fetch">,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer<unknown>> {
  const content = typeof body === "string" ? body : JSON.stringify(body);
  const response = await api.fetch(
    new Request(new URL(path, api.baseUrl), {
      method,
      headers: { ...(content === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(content === undefined ? {} : { body: content }),
    }),
  );
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "") && text !== "";
  const data: unknown = isJson ? JSON.parse(text) : text;
  // The client makes a problem of every refusal.
  return response.ok ? { data, response } : { error: data as Problem, response };
}
