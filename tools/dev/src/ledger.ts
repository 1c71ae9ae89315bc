import { runBesidePlatform } from "./beside-platform.ts";

/** `npm run ledger`: checks the invariants of the live ledger (services/payments). */
await runBesidePlatform("services/payments/src/cli.ts", ({ mongoUrl, databasePrefix }) => ({
  MONGO_URL: mongoUrl,
  MONGO_DATABASE: `${databasePrefix}payments`,
}));
