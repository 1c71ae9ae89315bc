import type { App } from "@vc/http";
import type { testPlatform } from "@vc/testing";

type Authorization = Awaited<ReturnType<typeof testPlatform>>["authorization"];
export type Call = ReturnType<typeof callsAt>;

/** Calls one instance with a token; the body as JSON. */
export function callsAt(instance: App, authorization: Authorization) {
  return async (
    accountId: string,
    method: "GET" | "POST" | "PUT",
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
    roles: readonly string[] = ["user"],
  ) => {
    const answer = await instance.inject({
      method,
      url,
      headers: { ...(await authorization(accountId, roles)), ...headers },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
  };
}
