import { z } from "zod";
import type { DetailedAnswer } from "./define-endpoints.ts";

const CONTENT_DISPOSITION = "an attachment with the file's name";

/** A stored file as a download, of the media type that its content was found to have. */
export const Download = {
  schema: z.unknown().describe("the file's bytes, as a download"),
  mediaType: "*/*",
  sendsParts: true,
  headers: {
    "content-disposition": CONTENT_DISPOSITION,
    "accept-ranges": "`bytes`: a part can be asked for with `Range`",
    etag: "the version, for If-Range and If-None-Match",
  },
} as const satisfies DetailedAnswer;

/** A document that is drawn on request. */
export const Pdf = {
  schema: z.unknown().describe("the document, as a PDF"),
  mediaType: "application/pdf",
  headers: { "content-disposition": CONTENT_DISPOSITION },
} as const satisfies DetailedAnswer;
