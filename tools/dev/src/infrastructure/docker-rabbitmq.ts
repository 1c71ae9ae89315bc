import { type Option, unavailable } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { dockerEngineAnswers } from "./docker-engine.ts";

/** `rabbitmq:4-management` in Docker; persistent data lie in a named volume. */
export function rabbitmqInDocker(context: InfrastructureContext): Option {
  return {
    name: "rabbitmq:4-management in Docker",
    attempt: async () => {
      if (!(await dockerEngineAnswers(context))) return unavailable("no Docker engine answers");
      context.log("starting rabbitmq:4-management in Docker (the first time this downloads the image)");
      // Imported late: loading it takes longer than the other options need in all.
      const { GenericContainer, Wait } = await import("testcontainers");
      const container = new GenericContainer("rabbitmq:4-management")
        .withExposedPorts(5672, 15672)
        .withWaitStrategy(Wait.forLogMessage(/Server startup complete/));
      if (context.persistent) {
        // The broker keeps its data under the name of its host: with another name it would start empty.
        container.withHostname("vc-rabbitmq");
        container.withBindMounts([{ source: "vc-dev-rabbitmq", target: "/var/lib/rabbitmq", mode: "rw" }]);
      }
      const started = await container.start();
      return {
        kind: "found",
        url: `amqp://guest:guest@${started.getHost()}:${started.getMappedPort(5672)}`,
        because: "a Docker engine answers",
        stop: async () => void (await started.stop()),
      };
    },
  };
}
