import { runBesidePlatform } from "../platform/run-beside-platform.ts";
import { developmentSecrets } from "../platform/secrets.ts";
import { STATE_DIR } from "../workspace.ts";

/** `npm run ledger`: checks the invariants of the live ledger, and compares it with Stripe (services/payments). */
const { stripeSecretKey } = await developmentSecrets(STATE_DIR);
await runBesidePlatform("services/payments/src/cli.ts", ({ mongoUrl, databasePrefix, stripeApiUrl }) => ({
  MONGO_URL: mongoUrl,
  MONGO_DATABASE: `${databasePrefix}payments`,
  ...(stripeApiUrl === undefined ? {} : { STRIPE_SECRET_KEY: stripeSecretKey, STRIPE_API_URL: stripeApiUrl }),
}));
