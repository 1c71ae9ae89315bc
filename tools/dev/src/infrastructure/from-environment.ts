import type { Option } from "./choose.ts";
import { unavailable } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { amqpAnswers, eventually, mongoAnswers } from "./ping.ts";

/** How long a server named in the environment may take to answer: it may be starting beside us. */
const STARTING_MS = 15_000;

export function mongoFromEnvironment(context: InfrastructureContext): Option {
  return fromEnvironment("MONGO_URL", context, mongoAnswers);
}

export function amqpFromEnvironment(context: InfrastructureContext): Option {
  return fromEnvironment("AMQP_URL", context, amqpAnswers);
}

/**
 * A server named in the environment is used, or the command fails: with a mistyped port the data must not end up in
 * another server.
 */
function fromEnvironment(
  variable: "MONGO_URL" | "AMQP_URL",
  { env }: InfrastructureContext,
  answers: (url: string) => Promise<boolean>,
): Option {
  return {
    name: variable,
    attempt: async () => {
      const url = env[variable];
      if (url === undefined || url === "") return unavailable("not set in the environment");
      if (await eventually(() => answers(url), { timeoutMs: STARTING_MS })) {
        return {
          kind: "found",
          url,
          because: `set in the environment: ${withoutPassword(url)}`,
          stop: async () => {},
        };
      }
      return {
        kind: "wrong",
        why: `${variable} is set, but ${withoutPassword(url)} does not answer. Start that server, or unset ${variable}.`,
      };
    },
  };
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//…@");
}
