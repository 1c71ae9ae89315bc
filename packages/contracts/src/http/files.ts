import { z } from "zod";
import { id } from "../primitives.ts";

/** Largest file on an order or in a conversation, in bytes. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** The metadata of a stored file; its bytes are at `…/files/{id}`. */
export const FileInfo = z
  .object({
    id: id("file"),
    name: z.string(),
    size: z.int().describe("bytes"),
    mediaType: z.string().describe("found from the content, not from what the sender claimed"),
    sha256: z.string(),
  })
  .meta({ id: "FileInfo" });
export type FileInfo = z.infer<typeof FileInfo>;
