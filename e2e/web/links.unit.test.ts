import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const services = join(import.meta.dirname, "../../services");

/** The texts of the files in a folder that a service runs. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => readFileSync(join(folder, path), "utf8"));
}

/** How services name a page of the web app: the link of a notification, of a mail with a token, of a return from Stripe. */
const LINKS = [
  /\blink: [^,;]*?[`"](\/[^`"]*)[`"]/g,
  /emailedLink\("(\/[^"]*)"/g,
  /[wW]ebUrl\}(\/[^`"]*)[`"]/g,
];

/** Paths in links of all services but the web app, with `$` for what differs from link to link. */
function linkedPaths(): string[] {
  const sources = readdirSync(services)
    .filter((service) => service !== "web")
    .flatMap((service) => sourcesIn(join(services, service, "src")));
  const found = sources.flatMap((text) =>
    LINKS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, path = ""]) => path)),
  );
  const paths = found.map((path) => path.replaceAll(/\$\{[^}]*\}/g, "$").replace(/[?#].*$/, ""));
  return [...new Set(paths)].sort();
}

/** The addresses of the web app, with `$` for their parameters. */
function routes(): Set<string> {
  const folder = join(services, "web/app/routes");
  const declared = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/createFileRoute\("([^"]*)"\)/g)].map(
      ([, path = ""]) => path,
    ),
  );
  return new Set(
    declared.map((path) =>
      path
        .replace(/^\/_app/, "")
        .replaceAll(/\$\w+/g, "$")
        .replace(/(.)\/$/, "$1"),
    ),
  );
}

it("R39: every link of a mail, a notification or a return from Stripe leads to a page", () => {
  const linked = linkedPaths();
  expect(linked).toEqual([
    "/account",
    "/balance",
    "/conversations",
    "/conversations/$",
    "/notifications",
    "/orders/$",
    "/payout-account",
    "/reset-password",
    "/undo-email-change",
    "/verify-email",
  ]);
  const pages = routes();
  expect(linked.filter((path) => !pages.has(path))).toEqual([]);
});
