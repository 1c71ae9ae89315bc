import { expect, it } from "vitest";
import { defineModel } from "./define-model.ts";
import { describeModel } from "./describe-model.ts";
import {
  absentMeans,
  code,
  decimal,
  flag,
  id,
  json,
  list,
  moment,
  nullable,
  object,
  oneOf,
  optional,
  record,
  text,
  variants,
  whole,
} from "./fields.ts";

it("describes every field of a model with its bounds, its parts and what R42 does with it", () => {
  const model = defineModel({
    collection: "works",
    holds: "A piece of work.",
    fields: {
      _id: id("work"),
      state: oneOf(["open", "done"]),
      cents: whole({ min: 0, max: 9 }),
      share: decimal(),
      note: text({ max: 10, personal: "emptied" }),
      reply: nullable(object({ text: text({ max: 10, personal: "kept" }), at: moment() })),
      ending: variants("kind", { at: moment() }, { completed: { isLate: flag() }, refused: {} }),
      tags: list(text({ max: 5, personal: "removed" }), { max: 3 }),
      steps: list(object({ by: code(), data: json({ personal: "not personal" }) })),
      choices: record(flag()),
      place: optional(code({ max: 7 })),
      tries: absentMeans(0, whole()),
    },
    indexes: [],
    shardKey: "_id",
    erasure: "",
  });
  expect(describeModel(model).map(({ name, holds, erasure }) => [name, holds, erasure])).toEqual([
    ["_id", "id (work)", null],
    ["state", "one of `open`, `done`", null],
    ["cents", "whole number, 0 to 9", null],
    ["share", "number", null],
    ["note", "text, at most 10 characters", "emptied"],
    ["reply", "object or `null`", null],
    ["reply.text", "text, at most 10 characters", "kept"],
    ["reply.at", "time", null],
    ["ending", "object", null],
    ["ending.kind", "one of `completed`, `refused`", null],
    ["ending.at", "time", null],
    ["ending (completed).isLate", "yes or no", null],
    ["tags", "list of: text, at most 5 characters, at most 3", "removed"],
    ["steps", "list of: object", null],
    ["steps[].by", "code, at most 500 characters", null],
    ["steps[].data", "JSON", null],
    ["choices", "record of: yes or no", null],
    ["place", "code, at most 7 characters (may be missing)", null],
    ["tries", "whole number (missing in old documents: read as `0`)", null],
  ]);
});
