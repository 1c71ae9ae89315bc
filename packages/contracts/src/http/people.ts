import { z } from "zod";
import { id } from "../primitives.ts";

/** How others see a person. */
export const PersonName = z.object({
  displayName: z.string().describe("empty where the account is closed"),
  closed: z.boolean().describe("the account is closed: its name and words are erased (R42)"),
});
export type PersonName = z.infer<typeof PersonName>;

/** A person with the id of their account. */
export const Person = PersonName.extend({ id: id("account") });
