import type { z } from "zod";
import { PLATFORM_ACCOUNT } from "../store/kinds.ts";
import type { World } from "../world.ts";
import { readParams } from "./params.ts";
import { isRefusal, type Refusal } from "./refusals.ts";

/** One request, as an endpoint's function sees it. */
export type Call<P> = {
  world: World;
  /** The connected account that the request is for, or `platformAccount`. */
  account: string;
  /** The path's parameters, such as `id`. */
  ids: { readonly [name: string]: string };
  params: P;
  cause: { requestId: string; idempotencyKey: string | null };
};

export type Method = "GET" | "POST";

/** A row of the endpoint table. */
export type Endpoint = {
  method: Method;
  path: string;
  /** Reads the parameters, and gives the work with them or says what is wrong with them. */
  prepare(raw: unknown): Refusal | Prepared;
};

export type Prepared = {
  /** The paths of `expand[]`. */
  expand: readonly string[];
  run(call: Omit<Call<unknown>, "params">): object | Refusal;
};

/** Declares an endpoint: its address, the parameters it takes, and what it does with them. */
export function endpoint<S extends z.ZodType>(definition: {
  method: Method;
  path: string;
  params: S;
  run(call: Call<z.output<S>>): object | Refusal;
}): Endpoint {
  return {
    method: definition.method,
    path: definition.path,
    prepare(raw) {
      const params = readParams(definition.params, raw);
      if (typeof params === "object" && params !== null && isRefusal(params)) return params;
      return { expand: expandPathsOf(params), run: (call) => definition.run({ ...call, params }) };
    },
  };
}

function expandPathsOf(params: unknown): readonly string[] {
  if (typeof params !== "object" || params === null || !("expand" in params)) return [];
  // The parameter tables declare `expand` as a list of strings.
  return Array.isArray(params.expand) ? (params.expand as string[]) : [];
}

export function isPlatform(account: string): boolean {
  return account === PLATFORM_ACCOUNT;
}
