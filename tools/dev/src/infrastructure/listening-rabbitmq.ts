import { isListening } from "@vc/testing/ports";
import { type Option, unavailable } from "./choose.ts";
import { amqpAnswers } from "./ping.ts";

const LOCAL_URL = "amqp://guest:guest@127.0.0.1:5672";

/** A broker that already runs on this machine. It belongs to another program, so it is never stopped. */
export function listeningRabbitmq(): Option {
  return {
    name: "RabbitMQ on 127.0.0.1:5672",
    attempt: async () => {
      if (!(await isListening(5672))) return unavailable("no broker listens on 127.0.0.1:5672");
      if (!(await amqpAnswers(LOCAL_URL))) return unavailable("127.0.0.1:5672 does not let guest/guest in");
      return { kind: "found", url: LOCAL_URL, because: "it is already running", stop: async () => {} };
    },
  };
}
