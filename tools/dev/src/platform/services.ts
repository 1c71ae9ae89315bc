import { join } from "node:path";
import { DEMO_ADMIN_EMAIL } from "@vc/testing/journey";
import type { Environment } from "../processes/supervised-process.ts";
import { WORKSPACE } from "../workspace.ts";

/** Every process of the platform and the port it has in `npm start`. Tests give them free ports instead. */
export const defaultPorts = {
  gateway: 8080,
  "gateway-metrics": 9464,
  accounts: 4001,
  catalog: 4002,
  orders: 4003,
  payments: 4004,
  messaging: 4005,
  reviews: 4006,
  notifications: 4007,
  web: 4008,
  "stripe-simulator": 4242,
  maildev: 1080,
  "maildev-smtp": 1025,
} as const;

export type PortName = keyof typeof defaultPorts;
export type Ports = Record<PortName, number>;
export type ProcessName = Exclude<PortName, "maildev-smtp" | "gateway-metrics">;

/** The services behind the gateway, which each own a database. */
export const STORED_SERVICES = [
  "accounts",
  "catalog",
  "orders",
  "payments",
  "messaging",
  "reviews",
  "notifications",
] as const satisfies readonly ProcessName[];

/** What is part of the platform itself, and no stand-in for what production has elsewhere. */
export const SERVICES = ["gateway", "web", ...STORED_SERVICES] as const satisfies readonly ProcessName[];

/** What `npm start` puts before the names of exchanges and queues, and of databases. */
export const developmentNames = { namespace: "vc-dev.", databasePrefix: "vc_dev_" } as const;

/** How many processes each service has, or the named ones. Default: 1. */
export type Instances = number | Readonly<Partial<Record<ProcessName, number>>>;

/** What one platform differs by from another that runs beside it. */
export type PlatformSettings = {
  ports: Ports;
  mongoUrl: string;
  amqpUrl: string;
  /** Before every exchange and queue. */
  namespace: string;
  /** Before every database. */
  databasePrefix: string;
  /** Where the simulator keeps its state. */
  stateDir: string;
  /** The built pages of the web app. */
  pagesDir: string;
  instances?: Instances;
  secrets: Secrets;
  /** The user's own environment: it wins over every default here, and loses against what wires the parts together. */
  environment: Environment;
};

export type Secrets = {
  /** The key that accounts signs tokens with: a PKCS #8 PEM. */
  tokenSigningKey: string;
  stripeSecretKey: string;
  platformWebhookSecret: string;
  connectedWebhookSecret: string;
  accountsWebhookSecret: string;
};

export type ProcessDefinition = {
  name: ProcessName;
  /** What the workspace's Node runs. */
  args: string[];
  env: Environment;
  /** Answers 200 when it is ready. */
  readyUrl: string;
};

/** With a Stripe key of the user's own the platform talks to Stripe itself, and nothing is simulated. */
export function usesSimulator(environment: Environment): boolean {
  return (environment.STRIPE_SECRET_KEY ?? "") === "";
}

/** Where each part answers. */
export function urlsOf(ports: Ports): Record<PortName, string> {
  // fromEntries forgets the keys that went in.
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, `http://127.0.0.1:${port}`]),
  ) as Record<PortName, string>;
}

/** The whole platform as processes, in no particular order: each waits for what it needs. */
export function processTable(settings: PlatformSettings): ProcessDefinition[] {
  const { environment } = settings;
  const urls = urlsOf(settings.ports);
  const shared = { ...defaults, ...environment, HOST: "127.0.0.1", PUBLIC_URL: urls.gateway };
  const own = ownEnvironments(settings);

  const services = STORED_SERVICES.map((name): ProcessDefinition => {
    return {
      name,
      args: [serviceMain(name)],
      env: {
        ...shared,
        WEB_URL: environment.WEB_URL ?? urls.gateway,
        PORT: String(settings.ports[name]),
        MONGO_URL: settings.mongoUrl,
        MONGO_DATABASE: `${settings.databasePrefix}${name}`,
        AMQP_URL: settings.amqpUrl,
        BUS_NAMESPACE: settings.namespace,
        JWKS_URL: `${urls.accounts}/.well-known/jwks.json`,
        ...own[name],
      },
      readyUrl: `${urls[name]}/health/ready`,
    };
  });

  return [
    maildev(settings.ports),
    ...(usesSimulator(environment) ? [stripeSimulator(settings)] : []),
    ...services,
    {
      name: "gateway",
      args: [serviceMain("gateway")],
      env: {
        ...shared,
        PORT: String(settings.ports.gateway),
        METRICS_PORT: String(settings.ports["gateway-metrics"]),
        JWKS_URL: `${urls.accounts}/.well-known/jwks.json`,
        ...Object.fromEntries(STORED_SERVICES.map((name) => [`${name.toUpperCase()}_URL`, urls[name]])),
        PAGES_URL: urls.web,
      },
      readyUrl: `${urls.gateway}/health/ready`,
    },
    {
      name: "web",
      args: [serviceMain("web")],
      env: {
        ...shared,
        PORT: String(settings.ports.web),
        API_URL: urls.gateway,
        BUILD_DIR: settings.pagesDir,
      },
      readyUrl: `${urls.web}/health/ready`,
    },
  ];
}

/** For a person at a keyboard and for tests: quick to sign in, nothing refused for being asked often. */
const defaults: Environment = {
  LOG_LEVEL: "info",
  RATE_LIMIT_SCALE: "1000",
};

type StoredService = (typeof STORED_SERVICES)[number];

function ownEnvironments(settings: PlatformSettings): Partial<Record<StoredService, Environment>> {
  const { secrets, environment, ports } = settings;
  const stripe: Environment = usesSimulator(environment)
    ? {
        STRIPE_SECRET_KEY: secrets.stripeSecretKey,
        STRIPE_API_URL: urlsOf(ports)["stripe-simulator"],
        STRIPE_PLATFORM_WEBHOOK_SECRET: secrets.platformWebhookSecret,
        STRIPE_CONNECTED_WEBHOOK_SECRET: secrets.connectedWebhookSecret,
        STRIPE_ACCOUNTS_WEBHOOK_SECRET: secrets.accountsWebhookSecret,
      }
    : {};
  return {
    accounts: {
      TOKEN_SIGNING_KEY: environment.TOKEN_SIGNING_KEY ?? secrets.tokenSigningKey,
      BOOTSTRAP_ADMINS: environment.BOOTSTRAP_ADMINS ?? DEMO_ADMIN_EMAIL,
      CLOSED_ACCOUNTS_LOG: environment.CLOSED_ACCOUNTS_LOG ?? join(settings.stateDir, "closed-accounts.log"),
      TRUST_FORWARDED_FOR: "true",
    },
    payments: stripe,
    notifications: { SMTP_URL: environment.SMTP_URL ?? `smtp://127.0.0.1:${ports["maildev-smtp"]}` },
  };
}

function maildev(ports: Ports): ProcessDefinition {
  return {
    name: "maildev",
    args: [
      join(WORKSPACE, "tools/dev/node_modules/maildev/dist/bin/maildev.js"),
      ...["--ip", "127.0.0.1", "--smtp", String(ports["maildev-smtp"])],
      ...["--web-ip", "127.0.0.1", "--web", String(ports.maildev)],
      // An inbox without end would cost memory without end.
      ...["--max-emails", "2000", "--silent"],
    ],
    env: {},
    readyUrl: `${urlsOf(ports).maildev}/api/healthz`,
  };
}

function stripeSimulator(settings: PlatformSettings): ProcessDefinition {
  const urls = urlsOf(settings.ports);
  return {
    name: "stripe-simulator",
    args: [join(WORKSPACE, "tools/stripe-simulator/src/main.ts")],
    env: {
      // A bank takes days for a payout; a demonstration cannot wait for that.
      PAYOUT_DELAY_MS: "250",
      ...settings.environment,
      HOST: "127.0.0.1",
      PORT: String(settings.ports["stripe-simulator"]),
      PUBLIC_URL: urls["stripe-simulator"],
      DATABASE_PATH: join(settings.stateDir, "stripe-simulator.sqlite"),
      PLATFORM_WEBHOOK_URL: `${urls.gateway}/v1/payments/webhooks/platform`,
      PLATFORM_WEBHOOK_SECRET: settings.secrets.platformWebhookSecret,
      CONNECTED_WEBHOOK_URL: `${urls.gateway}/v1/payments/webhooks/connected`,
      CONNECTED_WEBHOOK_SECRET: settings.secrets.connectedWebhookSecret,
      ACCOUNTS_WEBHOOK_URL: `${urls.gateway}/v1/payments/webhooks/accounts`,
      ACCOUNTS_WEBHOOK_SECRET: settings.secrets.accountsWebhookSecret,
    },
    readyUrl: `${urls["stripe-simulator"]}/health/ready`,
  };
}

function serviceMain(name: ProcessName): string {
  return join(WORKSPACE, "services", name, "src/main.ts");
}
