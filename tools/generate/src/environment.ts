import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

/** What is read of a property's JSON Schema. */
const Property = z.object({ description: z.string().optional(), default: z.unknown() });

/**
 * The environment table of a service, from the schema that its config.ts exports.
 *
 * @throws Error when a variable has no description, or there is no one schema
 */
export async function renderEnvironment(root: string, service: string): Promise<string> {
  const path = join(root, "services", service, "src/config.ts");
  if (!existsSync(path)) throw new Error(`services/${service}/src/config.ts does not exist`);
  const exported: Record<string, unknown> = await import(pathToFileURL(path).href);
  const schemas = Object.values(exported).filter((value) => value instanceof z.ZodObject);
  const [schema] = schemas;
  if (schema === undefined || schemas.length > 1) {
    throw new Error(`services/${service}/src/config.ts exports ${schemas.length} schemas instead of one`);
  }
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

function defaultText(byDefault: unknown, isRequired: boolean): string {
  if (byDefault !== undefined && byDefault !== "") return `\`${String(byDefault)}\``;
  return isRequired ? "required" : "none";
}
