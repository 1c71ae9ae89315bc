import { runBesidePlatform } from "../platform/run-beside-platform.ts";
import { developmentSecrets } from "../platform/secrets.ts";
import { STATE_DIR } from "../workspace.ts";

/** `npm run keys`: lists and rotates the keys that sign access tokens (services/accounts). */
const { tokenSigningKey } = await developmentSecrets(STATE_DIR);
await runBesidePlatform("services/accounts/src/cli.ts", ({ mongoUrl, databasePrefix }) => ({
  MONGO_URL: mongoUrl,
  MONGO_DATABASE: `${databasePrefix}accounts`,
  TOKEN_SIGNING_KEY: tokenSigningKey,
}));
