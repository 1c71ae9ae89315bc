import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceTree } from "../../tidy/src/source-tree.ts";
import { renderAsyncApi } from "./asyncapi.ts";
import { renderAuthorisation } from "./authorisation.ts";
import { renderBrokerTopics } from "./broker-topics.ts";
import { renderClientSchema } from "./client-schema.ts";
import { renderCollections } from "./collections.ts";
import type { ComposedService } from "./composed-services.ts";
import { renderEnvironment } from "./environment.ts";
import { renderEventMap, renderServiceEvents } from "./event-map.ts";
import type { EventUse } from "./event-use.ts";
import { withBlock } from "./generated-block.ts";
import { renderLifecycles } from "./lifecycles.ts";
import { renderEndpoints, renderOpenApi } from "./openapi.ts";
import { renderOrderInputRules } from "./order-input-rules.ts";
import { renderReleased, renderReleasedNames, renderReleasedOperations } from "./released.ts";
import { renderStripeConformance } from "./stripe-conformance.ts";

/** One file that is made from the code, in whole or in part. `before` is what it holds now. */
export interface GeneratedFile {
  readonly file: string;
  readonly render: (before: string) => string | Promise<string>;
}

/** Every generated file of the repository. To add one, add a row. */
export function generatedFiles(
  tree: SourceTree,
  composed: readonly ComposedService[],
  uses: readonly EventUse[],
  { release }: { release: boolean },
): GeneratedFile[] {
  // Made once for all that derive from it.
  let asked: Promise<string> | undefined;
  const endpoints = () => {
    asked ??= renderEndpoints();
    return asked;
  };
  return [
    ...uses.map(({ event }) => ({
      file: `packages/contracts/released/${event.name}.json`,
      render: (before: string) => renderReleased(event, before, release),
    })),
    {
      file: "packages/contracts/released/http/operations.json",
      render: async (before) => renderReleasedOperations(await endpoints(), before, release),
    },
    {
      file: "packages/contracts/released/services/names.json",
      render: (before) => renderReleasedNames(composed, before),
    },
    { file: "docs/generated/event-map.md", render: () => renderEventMap(uses) },
    { file: "docker/rabbitmq-topics.json", render: () => renderBrokerTopics(uses) },
    { file: "docs/generated/collections.md", render: () => renderCollections(tree) },
    { file: "docs/generated/asyncapi.yaml", render: () => renderAsyncApi(uses) },
    { file: "docs/generated/authorisation.md", render: renderAuthorisation },
    { file: "docs/generated/openapi.json", render: renderOpenApi },
    {
      file: "packages/client/src/schema.ts",
      render: async () => renderClientSchema(await endpoints()),
    },
    {
      file: "docs/generated/order-lifecycle.md",
      render: async () => {
        const { renderLifecycle } = await import("../../../services/orders/src/orders/lifecycle-document.ts");
        return renderLifecycle();
      },
    },
    {
      file: "docs/generated/order-lifecycle.json",
      render: async () => {
        const { renderLifecycleData } = await import(
          "../../../services/orders/src/orders/lifecycle-document.ts"
        );
        return renderLifecycleData();
      },
    },
    { file: "docs/generated/stripe-conformance.md", render: renderStripeConformance },
    { file: "e2e/fuzz/order-input-rules.json", render: renderOrderInputRules },
    { file: "docs/generated/lifecycles.md", render: () => renderLifecycles(tree) },
    {
      file: "services/notifications/src/templates/layout-html.ts",
      render: async () => {
        const { compileLayout } = await import("../../../services/notifications/layout/compile-layout.ts");
        return compileLayout();
      },
    },
    ...services(tree.root).map((service) => ({
      file: `services/${service}/README.md`,
      render: async (before: string) => {
        if (before === "") throw new Error("does not exist: write what the service owns, the tables follow");
        const events = renderServiceEvents(service, uses);
        const environment = await renderEnvironment(tree.root, service);
        return [
          ...(events === null ? [] : [{ name: "events", heading: "Events", content: events }]),
          { name: "env", heading: "Environment", content: environment },
        ].reduce(withBlock, before);
      },
    })),
  ];
}

function services(root: string): string[] {
  return readdirSync(join(root, "services"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** What a generated file holds now; nothing where it does not exist yet. */
export function presentText(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return "";
  }
}
