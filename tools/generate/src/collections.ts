import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { busCollections } from "../../../packages/bus/src/shared/collections.ts";
import type { CollectionModel } from "../../../packages/service/src/database/define-model.ts";
import { describeModel } from "../../../packages/service/src/database/describe-model.ts";
import { migrationModel } from "../../../packages/service/src/database/migrations.ts";
import { downloadLinkModel } from "../../../packages/service/src/files/download-links.ts";
import { fileModel, openUploadModel } from "../../../packages/service/src/files/file-store.ts";
import { uploadAllowanceModel } from "../../../packages/service/src/files/upload-allowance.ts";
import { idempotencyKeyModel } from "../../../packages/service/src/idempotency.ts";
import type { SourceTree } from "../../tidy/src/source-tree.ts";

/** A collection of packages/service, and the call by which a service gets it. */
const sharedModels: readonly [CollectionModel, RegExp][] = [
  [downloadLinkModel, /\bcreateDownloadLinks\(/],
  [fileModel, /\bcreateFileStore\(/],
  [openUploadModel, /\bcreateFileStore\(/],
  [uploadAllowanceModel, /\bcreateFileStore\(/],
  [idempotencyKeyModel, /\bcreateIdempotency\(/],
  [migrationModel, /\bmigrations:/],
];

/**
 * `docs/generated/collections.md`: what every collection holds, from the models.
 *
 * @throws Error when a model stands outside a `model.ts`, where this would not find it, or two say the same collection
 */
export async function renderCollections(tree: SourceTree): Promise<string> {
  const sections: string[] = [];
  for (const service of services(tree.root)) {
    const models = await modelsOf(tree, service);
    if (models.length > 0) sections.push(`## ${service}`, "", ...models.flatMap(collectionOf));
  }
  return [
    "# Collections",
    "",
    "Generated from the `model.ts` files of the services and from `packages/bus/src/shared/collections.ts` by",
    "`npm run generate`. Do not edit. How stores and models are written: [stored documents](../stored-documents.md).",
    "",
    "Every service has a database of its own. A field is there and not `null` unless it says otherwise. *R42* is what account",
    "closing does with a field; fields without an entry hold nothing that a person wrote or that identifies a person.",
    "",
    ...sections,
    "## The bus, in the database of every service",
    "",
    ...Object.entries(busCollections).flatMap(([name, each]) => [
      `### \`${name}\``,
      "",
      each.holds,
      "",
      "| field | holds |",
      "|---|---|",
      ...Object.entries(each.fields).map(([field, holds]) => `| \`${field}\` | ${holds} |`),
      "",
      ...aboutCollection(each),
    ]),
  ].join("\n");
}

function services(root: string): string[] {
  return readdirSync(join(root, "services")).sort();
}

async function modelsOf(tree: SourceTree, service: string): Promise<CollectionModel[]> {
  const folder = `services/${service}/src/`;
  const models: CollectionModel[] = [];
  let text = "";
  for (const source of tree.sources) {
    if (!source.path.startsWith(folder) || source.path.endsWith(".test.ts")) continue;
    text += source.text;
    if (!source.path.endsWith("/model.ts")) {
      if (/\bdefineModel\(/.test(source.text)) {
        throw new Error(`${source.path} defines a model: move it into a model.ts, where documents find it`);
      }
      continue;
    }
    const path = join(tree.root, source.path);
    if (!existsSync(path)) continue;
    const exported: Record<string, unknown> = await import(pathToFileURL(path).href);
    models.push(...Object.values(exported).filter(isModel));
  }
  models.push(...sharedModels.filter(([, use]) => use.test(text)).map(([model]) => model));
  const sorted = models.toSorted((a, b) => (a.collection < b.collection ? -1 : 1));
  for (const [index, { collection }] of sorted.entries()) {
    if (sorted[index + 1]?.collection === collection)
      throw new Error(`${service} has two models of ${collection}`);
  }
  return sorted;
}

function isModel(value: unknown): value is CollectionModel {
  return typeof value === "object" && value !== null && "collection" in value && "schema" in value;
}

function collectionOf(model: CollectionModel): string[] {
  return [
    `### \`${model.collection}\``,
    "",
    model.holds,
    "",
    "| field | holds | R42 |",
    "|---|---|---|",
    ...describeModel(model).map(
      ({ name, holds, erasure }) => `| \`${name}\` | ${holds} | ${erasure ?? ""} |`,
    ),
    "",
    ...aboutCollection(model),
  ];
}

function aboutCollection({
  indexes,
  shardKey,
  erasure,
}: Pick<CollectionModel, "indexes" | "shardKey" | "erasure">) {
  return [
    ...(indexes.length === 0
      ? []
      : [
          "| index | options | for |",
          "|---|---|---|",
          ...indexes.map(({ key, for: query, ...options }) => {
            const fields = Object.entries(key).map(([field, direction]) =>
              direction === 1 ? field : `${field} ↓`,
            );
            return `| \`${fields.join(", ")}\` | ${Object.entries(options).map(optionOf).join(", ")} | ${query} |`;
          }),
          "",
        ]),
    `Shard key: \`${shardKey}\`. Account closing (R42): ${erasure}`,
    "",
  ];
}

function optionOf([name, value]: [string, unknown]): string {
  if (name === "expireAfterSeconds")
    return Number(value) === 0 ? "expires then" : `expires after ${daysOf(Number(value))}`;
  if (name === "partialFilterExpression") return `only \`${JSON.stringify(value)}\``;
  return name;
}

function daysOf(seconds: number): string {
  const days = seconds / 86_400;
  return days === 1 ? "1 day" : `${days} days`;
}
