import type { App } from "@vc/http";
import type { testPlatform } from "@vc/testing";

type Authorization = Awaited<ReturnType<typeof testPlatform>>["authorization"];
export type Call = ReturnType<typeof callsAt>;

/** Calls one process of payments with a token, or without one for `null`; the body as JSON. */
export function callsAt(app: App, authorization: Authorization) {
  return async (
    accountId: string | null,
    method: "GET" | "POST",
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => {
    const answer = await app.inject({
      method,
      url: `/v1/payments${url}`,
      headers: { ...(accountId === null ? {} : await authorization(accountId)), ...headers },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
  };
}
