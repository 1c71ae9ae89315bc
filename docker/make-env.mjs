// Prints what docker-compose.yml reads from .env, with secrets of its own, for a platform that is tried out:
//   node docker/make-env.mjs > .env
// For real payments, take out the two lines that name the simulator and put in Stripe's own key and webhook secrets.
import { generateKeyPairSync, randomBytes } from "node:crypto";

const secret = () => randomBytes(24).toString("base64url");
const signingKey = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });

const variables = {
  PUBLIC_URL: "http://127.0.0.1:8080",
  // Where the links of e-mails lead: the web application.
  WEB_URL: "http://127.0.0.1:8080",
  COMPOSE_PROFILES: "simulator",
  STRIPE_API_URL: "http://stripe-simulator:4242",
  STRIPE_SECRET_KEY: `sk_test_${secret()}`,
  STRIPE_PLATFORM_WEBHOOK_SECRET: `whsec_${secret()}`,
  STRIPE_CONNECTED_WEBHOOK_SECRET: `whsec_${secret()}`,
  STRIPE_ACCOUNTS_WEBHOOK_SECRET: `whsec_${secret()}`,
  TOKEN_SIGNING_KEY: `'${JSON.stringify(signingKey)}'`,
  RABBITMQ_PASSWORD_OPERATOR: secret(),
  RABBITMQ_PASSWORD_ACCOUNTS: secret(),
  RABBITMQ_PASSWORD_CATALOG: secret(),
  RABBITMQ_PASSWORD_ORDERS: secret(),
  RABBITMQ_PASSWORD_PAYMENTS: secret(),
  RABBITMQ_PASSWORD_MESSAGING: secret(),
  RABBITMQ_PASSWORD_REVIEWS: secret(),
  RABBITMQ_PASSWORD_NOTIFICATIONS: secret(),
  MONGO_ROOT_PASSWORD: secret(),
  // Base64 without padding is what a key file of a replica set may hold.
  MONGO_REPLICA_KEY: randomBytes(96).toString("base64"),
  MONGO_PASSWORD_ACCOUNTS: secret(),
  MONGO_PASSWORD_CATALOG: secret(),
  MONGO_PASSWORD_ORDERS: secret(),
  MONGO_PASSWORD_PAYMENTS: secret(),
  MONGO_PASSWORD_MESSAGING: secret(),
  MONGO_PASSWORD_REVIEWS: secret(),
  MONGO_PASSWORD_NOTIFICATIONS: secret(),
};
for (const [name, value] of Object.entries(variables)) process.stdout.write(`${name}=${value}\n`);
