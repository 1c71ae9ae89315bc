import { MongoNetworkError } from "mongodb";
import { expect, it } from "vitest";
import { formError } from "./form-error.ts";

it("answers 400 for a form that the parser cannot read", () => {
  const early = Object.assign(new Error("closed"), { code: "FST_MP_PREMATURE_CLOSE" });
  for (const error of [new Error("Unexpected end of form"), early])
    expect(formError(error)).toMatchObject({ status: 400, code: "invalid_request" });
});

it("passes on what is no fault of the form: its bounds, the database, the connection to it", () => {
  const errors = [
    Object.assign(new Error("too large"), { code: "FST_REQ_FILE_TOO_LARGE" }),
    new MongoNetworkError("connection to db-1:27017 closed"),
    Object.assign(new Error("This socket has been ended by the other party"), { code: "EPIPE" }),
  ];
  for (const error of errors) expect(formError(error)).toBe(error);
});
