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

/** An address at which a file can be read without a token, for some minutes. */
export const DownloadLink = z
  .object({
    url: z.string().describe("the file's path with a ticket, relative to the API"),
    expiresIn: z.int().describe("seconds; until then it is good as often as it is needed"),
  })
  .meta({ id: "DownloadLink" });
export type DownloadLink = z.infer<typeof DownloadLink>;

/** How a file is asked for without a token. */
export const DownloadQuery = z.object({
  ticket: z.string().max(200).optional().describe("of a link, in the place of a token"),
});
