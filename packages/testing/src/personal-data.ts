import { AccountClosed } from "@vc/contracts";
import { type CollectionModel, describeModel, newId } from "@vc/service";
import { type SampleDocument, sampleDocument } from "./sample-document.ts";
import type { TestPlatform } from "./test-platform.ts";
import { waitFor } from "./wait-for.ts";

/** Begins every personal text of the samples, and stands in nothing else. */
const MARK = "personal-words-of-";

/** @param accountId the first account that the sample names */
type Adjust = (sample: SampleDocument, accountId: string) => SampleDocument;

/** Of collections of packages/service. */
const sharedAdjustments: Readonly<Record<string, Adjust>> = {
  // The caller is a part of the key.
  idempotency_keys: (sample, accountId) => ({ ...sample, _id: `${accountId}|POST /v1/examples||key` }),
};

interface ErasureOptions {
  /** Changes the sample of a collection where a service needs more of it than its schema says. */
  readonly adjust?: Readonly<Record<string, Adjust>>;
  /** Collections that are erased by something other than the closing of the account, and what that is. */
  readonly erasedOtherwise?: Readonly<Record<string, string>>;
  /** Closes one of the accounts. Default: the service consumes that it is closed. */
  readonly close?: (accountId: string) => Promise<void>;
}

/**
 * R42: fills every personal field of every model of the service under test, closes the accounts, and looks for what is left.
 * Each account that a document names is another one, and all of them are closed, so that it does not matter which of them
 * a text belongs to.
 *
 * @returns the fields, as `orders.deliveries[].message`, that were not filled, and those that still hold personal text
 */
export async function eraseEveryPersonalField(
  { platform, neighbours, clock }: Pick<TestPlatform, "platform" | "neighbours" | "clock">,
  { adjust = {}, erasedOtherwise = {}, close }: ErasureOptions = {},
): Promise<{ notFilled: readonly string[]; left: readonly string[] }> {
  const adjustments = { ...sharedAdjustments, ...adjust };
  const accounts = Array.from({ length: 4 }, () => newId("account"));
  const models = platform.database
    .models()
    .filter(({ collection }) => erasedOtherwise[collection] === undefined)
    .filter((model) => personalFieldsOf(model).length > 0);
  for (const model of models) {
    for (const [accountId, sample] of samplesOf(model, accounts)) {
      const adjusted = adjustments[model.collection]?.(sample, accountId) ?? sample;
      await platform.database.model(model).insertOne(adjusted);
    }
  }
  const marked = async () =>
    (await Promise.all(models.map((model) => markedFields(platform.db, model)))).flat();
  const filled = new Set(await marked());

  const closedAt = clock.now().toISOString();
  for (const accountId of accounts) {
    if (close) await close(accountId);
    else await neighbours.tell(AccountClosed, accountId, { accountId, closedAt });
  }
  const isErased = async () => {
    await platform.bus.fireDueTimers();
    return (await marked()).length === 0;
  };
  // What is left is the result.
  await waitFor(isErased, { what: "every personal field to be erased" }).catch(() => {});
  return {
    notFilled: models.flatMap(personalFieldsOf).filter((field) => !filled.has(field)),
    left: [...new Set(await marked())],
  };
}

/** Where documents are kept under the account's id, one for each account; otherwise one that names all of them. */
function samplesOf(model: CollectionModel, accounts: readonly string[]): [string, SampleDocument][] {
  const isOfAccount = model.schema.path("_id").options.refersTo === "account";
  return (isOfAccount ? accounts : accounts.slice(0, 1)).map((accountId, index) => {
    const others = [...accounts.slice(index), ...accounts.slice(0, index)].values();
    const idOf = (of: string) =>
      of.endsWith("account") ? (others.next().value ?? accountId) : newId("order");
    const at = new Date(Date.now() + 3_600_000);
    return [accountId, sampleDocument(model, { idOf, personal: `${MARK}${accountId}`, at })];
  });
}

function personalFieldsOf(model: CollectionModel): string[] {
  return describeModel(model)
    .filter(({ erasure }) => erasure !== null && erasure !== "kept")
    .map(({ name }) => `${model.collection}.${name.replace(/ \([^)]*\)/g, "")}`);
}

/** The fields that hold personal text; what is inside of JSON or a list of texts counts as the field. */
async function markedFields(db: TestPlatform["platform"]["db"], model: CollectionModel): Promise<string[]> {
  const fields = personalFieldsOf(model);
  const documents = await db.collection(model.collection).find().toArray();
  const paths = documents.flatMap((document) => markedIn(document, model.collection));
  return paths.map(
    (path) => fields.find((field) => new RegExp(`^${RegExp.escape(field)}(?![\\w])`).test(path)) ?? path,
  );
}

function markedIn(value: unknown, path: string): string[] {
  if (typeof value === "string") return value.includes(MARK) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item) => markedIn(item, `${path}[]`));
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([name, part]) => markedIn(part, `${path}.${name}`));
}
