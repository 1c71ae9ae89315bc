import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { id } from "../primitives.ts";

export const StreamAppended = defineEvent(
  "notifications.stream.appended.v1",
  "A new entry for a person's live stream; every instance pushes it to the streams that it serves (R39).",
  z.object({ accountId: id("account"), position: z.int().min(1) }),
);
