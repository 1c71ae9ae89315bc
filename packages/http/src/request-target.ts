/** `http://host` of a request target in absolute form. */
const ORIGIN = /^https?:\/\/([^/?#]+)/i;

/**
 * Gives a request target in origin form. A server must accept the absolute form, and its authority replaces the header
 * Host (RFC 9112, 3.2.2). Several slashes at the start count as one: a path that begins with two would be read as an
 * authority further on.
 *
 * @param request its header `host` is replaced where the target names an authority
 */
export function originForm(request: {
  url?: string | undefined;
  headers: { host?: string | undefined };
}): string {
  const target = request.url ?? "/";
  const [origin, authority] = ORIGIN.exec(target) ?? [];
  if (origin === undefined || authority === undefined) return target.replace(/^\/{2,}/, "/");
  request.headers.host = authority;
  const rest = target.slice(origin.length);
  return rest.startsWith("/") ? rest.replace(/^\/+/, "/") : `/${rest}`;
}

/** How often a request names its host. */
export function countHosts(rawHeaders: readonly string[]): number {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.length === 4 && rawHeaders[index]?.toLowerCase() === "host") hosts += 1;
  }
  return hosts;
}
