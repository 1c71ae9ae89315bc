import type { Endpoint } from "@vc/contracts";
import fastify from "fastify";
import { expect, it } from "vitest";
import { guardWords } from "./guard-words.ts";

/** An app with one endpoint, which answers with the body that its handler gets. */
function anApp(words: Pick<Endpoint, "publicWords" | "partyWords">) {
  const app = fastify();
  guardWords(app);
  // As much of an endpoint as the guard reads.
  const endpoint = words as Endpoint;
  app.post("/things", { config: { endpoint } }, async ({ body }) => body);
  return async (payload: object) => (await app.inject({ method: "POST", url: "/things", payload })).json();
}

it("R3: refuses contact details in public words, with the path of each", async () => {
  const post = anApp({ publicWords: ["title", "tags", "extras"] });
  const clean = { title: "A logo", tags: ["logo"], extras: [{ title: "Vector file" }], note: "a@b.fr" };
  expect(await post(clean)).toEqual(clean);
  const refused = await post({
    title: "Logo, 06 12 34 56 78",
    tags: ["logo", "t.me/jean"],
    extras: [{ title: "j e a n @ x y z . f r" }],
  });
  expect(refused.message).toContain("Contact details");
});

it("R3: masks contact details that one party writes to the other, and nothing else", async () => {
  const post = anApp({ partyWords: ["explanation", "brief"] });
  expect(await post({ explanation: "call 06 12 34 56 78", link: "https://example.fr/a@b.fr" })).toEqual({
    explanation: "call [•••]",
    link: "https://example.fr/a@b.fr",
  });
  expect(await post({ brief: { text: "t.me/jean", fileIds: ["file_1"] } })).toEqual({
    brief: { text: "[•••]", fileIds: ["file_1"] },
  });
  expect(await post({})).toEqual({});
});
