import type { Endpoint, ServiceName } from "@vc/contracts";

interface ServicePrefix {
  readonly prefix: `/v1/${string}`;
  readonly service: ServiceName;
  readonly checksToken: boolean;
}

type RoutedEndpoint = Pick<Endpoint, "path" | "service" | "ignoresBadTokens">;

/**
 * The prefixes of services: for each first segment after `/v1` the longest path that all endpoints of one service under it
 * share. A prefix checks tokens unless one of its endpoints ignores bad ones.
 *
 * @throws Error when two prefixes lead one into the other, so that a path would belong to two services
 */
export function servicePrefixes(endpoints: readonly RoutedEndpoint[]): ServicePrefix[] {
  const groups = Map.groupBy(endpoints, ({ service, path }) => `${service} ${path.split("/")[2]}`);
  const prefixes = [...groups.values()].map((group): ServicePrefix => {
    const [first] = group;
    if (first === undefined) throw new Error("a group has at least one member");
    return {
      // Every path of an endpoint begins with /v1/.
      prefix: commonPath(group.map(({ path }) => path)) as `/v1/${string}`,
      // The names of services are those of the groups of endpoints.
      service: first.service as ServiceName,
      checksToken: !group.some(({ ignoresBadTokens }) => ignoresBadTokens),
    };
  });
  for (const one of prefixes) {
    const other = prefixes.find((each) => each !== one && each.prefix.startsWith(`${one.prefix}/`));
    const twin = prefixes.find((each) => each !== one && each.prefix === one.prefix);
    const clash = other ?? twin;
    if (clash) {
      throw new Error(`${one.prefix} of ${one.service} and ${clash.prefix} of ${clash.service} overlap`);
    }
  }
  return prefixes;
}

/** The longest path without parameters that all paths begin with, by whole segments. */
function commonPath(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split("/"));
  const end = first.findIndex(
    (segment, index) => segment.startsWith(":") || others.some((other) => other[index] !== segment),
  );
  return first.slice(0, end < 0 ? first.length : end).join("/");
}
