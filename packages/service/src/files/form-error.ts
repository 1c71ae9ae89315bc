import { invalidRequest } from "@vc/http";
import { MongoError } from "mongodb";

/**
 * What to answer where a form could not be read. The parser gives an error of its bounds a code and a status; of a form
 * that is broken it throws an error like any other, which would look like a failure of ours. What the database says of
 * a file on its way there ends the form's stream with the same error, and is no fault of the form.
 */
export function formError(error: unknown): unknown {
  if (error instanceof MongoError) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "FST_FILES_LIMIT") return invalidRequest("file", "one file at a time is taken");
  const isBroken = code === undefined || code === "FST_MP_PREMATURE_CLOSE";
  return isBroken ? invalidRequest("file", "is not in a well-formed multipart/form-data") : error;
}
