import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { breakingChanges, type JsonSchema, jsonSchemaOf } from "./compatibility.ts";
import { allEvents } from "./events/all-events.ts";

const folder = join(import.meta.dirname, "../released");
const definitions = new Map<string, (typeof allEvents)[number]>(
  allEvents.map((event) => [event.name, event]),
);
const released = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(/\.json$/, ""));

describe("events that were released", () => {
  it.each(released)("%s is still read by those who knew it, or has a new major", (name) => {
    const current = definitions.get(name);
    expect(
      current,
      "it is gone: delete its released form when no service publishes or consumes it",
    ).toBeDefined();
    if (!current) return;
    const before: JsonSchema = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
    expect(breakingChanges(before, jsonSchemaOf(current))).toEqual([]);
  });

  it("are all that there are", () => {
    expect([...definitions.keys()].filter((name) => !released.includes(name))).toEqual([]);
  });
});

describe("a change of a form", () => {
  const base = {
    id: z.string(),
    amount: z.int().min(0),
    note: z.string().optional(),
    state: z.enum(["open", "closed"]),
    lines: z.array(z.object({ text: z.string() })),
  };
  const form = (shape: z.ZodRawShape) => jsonSchemaOf({ schema: z.object(shape) });
  const breaksOf = (shape: z.ZodRawShape) => breakingChanges(form(base), form(shape));
  const { id, ...withoutId } = base;

  it.each([
    ["a new field that may be missing", { ...base, hint: z.string().optional() }],
    ["another description", { ...base, id: z.string().describe("whose it is") }],
    ["another order of an enum", { ...base, state: z.enum(["closed", "open"]) }],
  ])("breaks no consumer: %s", (_case, shape) => {
    expect(breaksOf(shape)).toEqual([]);
  });

  it.each([
    ["a removed field", withoutId, "data.id: is gone"],
    ["a renamed field", { ...withoutId, key: id }, "data.key: is new and required"],
    ["a new required field", { ...base, hint: z.string() }, "data.hint: is new and required"],
    [
      "a field that may be missing now",
      { ...base, id: z.string().optional() },
      "data.id: may be missing now",
    ],
    ["a field that may not any more", { ...base, note: z.string() }, "data.note: may not be missing"],
    ["another type", { ...base, id: z.number() }, "data.id: type was"],
    ["a narrower range", { ...base, amount: z.int().min(1) }, "data.amount: minimum was 0 and is 1"],
    ["an enum with one more", { ...base, state: z.enum(["open", "closed", "lost"]) }, "data.state: enum was"],
    ["a change within a list", { ...base, lines: z.array(z.object({})) }, "data.lines[].text: is gone"],
  ])("breaks a consumer: %s", (_case, shape, sentence) => {
    expect(breaksOf(shape).join("\n")).toContain(sentence);
  });
});
