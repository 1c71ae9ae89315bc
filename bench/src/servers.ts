/** Where the servers are that a run measures against. */
export type Servers = {
  readonly mongoUrl: string;
  readonly amqpUrl: string;
  readonly redisUrl: string;
  readonly postgresUrl: string;
};

/** Servers, and the prefix of everything that the run makes on them. */
export type Place = Servers & { readonly prefix: string };
