import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

/** What is read of a property's JSON Schema. */
const Property = z.object({ description: z.string().optional(), default: z.unknown().optional() });

/**
 * The environment table of a service, from its schema.
 *
 * @throws Error when a variable has no description
 */
export async function renderEnvironment(root: string, service: string): Promise<string> {
  const schema = await configSchemaOf(root, service);
  const described = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const required = new Set(described.required ?? []);
  const rows = Object.entries(described.properties ?? {}).map(([name, property]) => {
    const { description, default: byDefault } = Property.parse(property);
    if (description === undefined)
      throw new Error(`${name} of services/${service}/src/config.ts has no description`);
    return `| \`${name}\` | ${description} | ${defaultText(byDefault, required.has(name))} |`;
  });
  return ["| variable | what it is | default |", "|---|---|---|", ...rows, ""].join("\n");
}

/**
 * The schema that a service's config.ts exports.
 *
 * @throws Error when there is no such file or not one schema in it
 */
export async function configSchemaOf(root: string, service: string): Promise<z.ZodObject> {
  const path = join(root, "services", service, "src/config.ts");
  if (!existsSync(path)) throw new Error(`services/${service}/src/config.ts does not exist`);
  const exported: Record<string, unknown> = await import(pathToFileURL(path).href);
  const [schema, ...others] = Object.values(exported).filter((value) => value instanceof z.ZodObject);
  if (schema === undefined || others.length > 0) {
    throw new Error(`services/${service}/src/config.ts must export one schema`);
  }
  return schema;
}

function defaultText(byDefault: unknown, isRequired: boolean): string {
  if (byDefault !== undefined && byDefault !== "") return `\`${String(byDefault)}\``;
  return isRequired ? "required" : "none";
}
