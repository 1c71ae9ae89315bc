import { vi } from "vitest";
import { documentedRoutes } from "../openapi.ts";
import { type Party, TEXTS } from "./texts.ts";

/** Records which party wrote a text of its own in which field. */
export interface TextRecorder {
  /** The texts that a party should have written and did not, as `<party>: <route> <field>`. */
  missing(): string[];
  stop(): void;
}

/**
 * Watches every request of this process from now on. A text is a party's own when one of the party's words is in it.
 * Clients that exist already are not watched.
 */
export function recordTexts(words: Readonly<Record<Party, string>>): TextRecorder {
  const written = new Set<string>();
  const original = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const copy = request.clone();
    const response = await original(request);
    if (response.ok) for (const text of await textsOf(copy, words)) written.add(text);
    return response;
  });
  const wanted = Object.entries(TEXTS).flatMap(([field, parties]) =>
    typeof parties === "string" ? [] : parties.map((party) => `${party}: ${field}`),
  );
  return { missing: () => wanted.filter((text) => !written.has(text)), stop: () => spy.mockRestore() };
}

const routes = documentedRoutes().map(({ name, method, path }) => ({
  name,
  method,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`),
}));

async function textsOf(request: Request, words: Readonly<Record<Party, string>>): Promise<string[]> {
  const { pathname } = new URL(request.url);
  const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(pathname));
  if (route === undefined || request.body === null) return [];
  const leaves = await leavesOf(request);
  // The keys of the words are the parties.
  const parties = Object.keys(words) as Party[];
  return leaves.flatMap(({ path, text }) =>
    parties.filter((party) => text.includes(words[party])).map((party) => `${party}: ${route.name} ${path}`),
  );
}

async function leavesOf(request: Request): Promise<{ path: string; text: string }[]> {
  if (!request.headers.get("content-type")?.startsWith("multipart/")) {
    return leavesIn(await request.json(), "");
  }
  const form = await request.formData();
  return [...form].map(([path, value]) => ({ path, text: typeof value === "string" ? value : value.name }));
}

function leavesIn(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item) => leavesIn(item, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    leavesIn(part, path === "" ? name : `${path}.${name}`),
  );
}
