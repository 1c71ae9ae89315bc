import { runBesidePlatform } from "../platform/run-beside-platform.ts";

/** `npm run bus`: lists, shows and replays parked messages (packages/bus). */
await runBesidePlatform("packages/bus/src/operate/cli.ts", ({ amqpUrl, mongoUrl, namespace }) => ({
  AMQP_URL: amqpUrl,
  MONGO_URL: mongoUrl,
  BUS_NAMESPACE: namespace,
}));
