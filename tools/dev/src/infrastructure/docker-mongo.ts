import type { Option } from "./choose.ts";
import { unavailable } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { dockerEngineAnswers } from "./docker-engine.ts";
import { initiateReplicaSet } from "./replica-set.ts";
import { MONGOD_TRANSACTION_LIFETIME } from "./transaction-lifetime.ts";

/** A one-node replica set of `mongo:8` in Docker; persistent data lie in a named volume. */
export function mongoInDocker(context: InfrastructureContext): Option {
  return {
    name: "mongo:8 in Docker",
    attempt: async () => {
      if (!(await dockerEngineAnswers(context))) return unavailable("no Docker engine answers");
      context.log("starting mongo:8 in Docker (the first time this downloads the image)");
      // Imported late: loading it takes longer than the other options need in all.
      const { GenericContainer, Wait } = await import("testcontainers");
      const container = new GenericContainer("mongo:8")
        .withCommand(["--replSet", "rs0", "--bind_ip_all", ...MONGOD_TRANSACTION_LIFETIME])
        .withExposedPorts(27017)
        .withWaitStrategy(Wait.forListeningPorts());
      if (context.persistent)
        container.withBindMounts([{ source: "vc-dev-mongo", target: "/data/db", mode: "rw" }]);
      const started = await container.start();
      const url = `mongodb://${started.getHost()}:${started.getMappedPort(27017)}/?directConnection=true`;
      await initiateReplicaSet(url, "127.0.0.1:27017");
      return {
        kind: "found",
        url,
        because: "a Docker engine answers",
        stop: async () => void (await started.stop()),
      };
    },
  };
}
