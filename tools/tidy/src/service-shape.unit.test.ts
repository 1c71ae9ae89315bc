import { describe, expect, it } from "vitest";
import { importGraph } from "./import-rules.ts";
import { checkServices } from "./service-shape.ts";
import { sourceFile } from "./source-tree.ts";

const good = {
  "services/reviews/README.md": "",
  "services/reviews/package.json": "",
  "services/reviews/src/main.ts":
    'import { runService } from "@vc/service"; await runService({ build: composeReviews, });',
  "services/reviews/src/config.ts": "",
  "services/reviews/src/app.ts": 'import { addNoteRoutes } from "./notes/routes.ts";',
  "services/reviews/src/deps.ts":
    'import type { BuiltService } from "@vc/service"; import { buildApp } from "./app.ts";\n' +
    "export async function composeReviews(platform: Platform): Promise<BuiltService> {}",
  "services/reviews/src/notes/routes.ts":
    "export function addNoteRoutes(app) { addEndpoint(app, note, get); }",
  "services/reviews/src/notes/consumers.ts": "export function addNoteConsumers(bus) { bus.consume({}); }",
  "services/reviews/src/notes/model.ts":
    'const model = defineModel({ text: text({ personal: "emptied" }) });',
  "services/reviews/src/account-closing/erasure.ts": "",
};

/** What is found in a service that is as it should be, but for these files. `null` takes a file away. */
function findingsWith(changes: Record<string, string | null>): string[] {
  const files = Object.entries({ ...good, ...changes }).flatMap(([path, text]) =>
    text === null ? [] : [[path, text] as const],
  );
  const sources = files
    .filter(([path]) => path.endsWith(".ts"))
    .map(([path, text]) => sourceFile(path, text));
  const tree = {
    root: "",
    paths: new Set(files.map(([path]) => path)),
    sources,
    documents: [],
    scripts: new Set<string>(),
    settings: [],
  };
  return checkServices(tree, importGraph(sources)).map(
    ({ path, message }) => `${path.replace("services/reviews/", "")} ${message}`,
  );
}

describe("the shape of a service", () => {
  it("is found right as it is", () => {
    expect(findingsWith({})).toEqual([]);
  });

  it("has every part", () => {
    expect(findingsWith({ "services/reviews/src/config.ts": null })).toEqual([
      "src/config.ts is missing: every service has one",
    ]);
  });

  it("erases what its models hold of people", () => {
    expect(findingsWith({ "services/reviews/src/account-closing/erasure.ts": null })).toEqual([
      expect.stringContaining("src/notes/model.ts has personal fields"),
    ]);
  });

  it("is composed in one form, and run by it", () => {
    expect(
      findingsWith({
        "services/reviews/src/deps.ts":
          'import "@vc/service"; export async function composeReviews(): Promise<Notes> {}',
        "services/reviews/src/main.ts": 'import "@vc/service"; await runService({ build: async () => app });',
      }),
    ).toEqual([
      "src/main.ts does not run what is composed: build: composeReviews",
      "src/deps.ts exports no `composeReviews` that returns Promise<BuiltService>…",
    ]);
  });

  it("composes to an app alone where it stores nothing", () => {
    expect(
      findingsWith({
        "services/reviews/src/deps.ts": "export async function composeReviews(): Promise<Pages> {}",
        "services/reviews/src/main.ts": "await app.listen();",
      }),
    ).toEqual([]);
  });

  it("adds endpoints and consumers in the files that are named for it, by functions that are", () => {
    expect(
      findingsWith({
        "services/reviews/src/notes/routes.ts": "export function routes(app) {}",
        "services/reviews/src/notes/consumers.ts": "export function followNotes(bus) { bus.consume({}); }",
        "services/reviews/src/notes/notes.ts":
          "addEndpoint(app, note, get); deps.bus.consume({}); bus.broadcast([]);",
      }),
    ).toEqual([
      "src/notes/routes.ts exports no `add…Routes`",
      "src/notes/notes.ts adds an endpoint: only a noun's routes.ts does",
      "src/notes/consumers.ts exports no `add…Consumers`",
      expect.stringContaining("src/notes/notes.ts consumes events"),
      expect.stringContaining("src/notes/notes.ts consumes events"),
    ]);
  });

  it("defines models in model.ts", () => {
    expect(findingsWith({ "services/reviews/src/notes/store.ts": "defineModel({});" })).toEqual([
      "src/notes/store.ts defines a model: only a noun's model.ts does",
    ]);
  });

  it("lets no noun import the app or the composition, nor the app the composition", () => {
    const findings = findingsWith({
      "services/reviews/src/app.ts": 'import type { Deps } from "./deps.ts";',
      "services/reviews/src/notes/routes.ts":
        'import type { App } from "../app.ts"; export function addNoteRoutes() {}',
      "services/reviews/src/notes/store.ts": 'import type { Deps } from "../deps.ts";',
    });
    expect(findings).toEqual([
      expect.stringContaining("src/app.ts imports services/reviews/src/deps.ts, which is above it"),
      expect.stringContaining("src/notes/routes.ts imports services/reviews/src/app.ts, which is above it"),
      expect.stringContaining("src/notes/store.ts imports services/reviews/src/deps.ts, which is above it"),
    ]);
  });
});
