import { AccountClosed } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestMessaging } from "../../test/build-test-app.ts";

const STAFF = ["user", "mediator"];
let service: TestMessaging;
beforeAll(async () => {
  service = await buildTestApp();
});
afterAll(() => service.stop());

const closeAccount = (accountId: string) =>
  service.neighbours.tell(AccountClosed, accountId, {
    accountId,
    closedAt: service.clock.now().toISOString(),
  });

const asked = async (accountId: string, request: object): Promise<{ id: string; url: string }> => {
  const { id } = (await service.call(accountId, "POST", "/v1/conversations", request)).json();
  return { id, url: `/v1/conversations/${id}` };
};

it("R42: empties what a closed account wrote and sent, closes its inquiries, and leaves what others wrote", async () => {
  const [leaver, other] = [await service.anAccount("Léa Martin"), await service.anAccount("Sam")];
  const inquiry = await asked(leaver, { kind: "inquiry", sellerId: other, text: "Un mot de Léa" });
  const sent = await service.upload(leaver, inquiry.id, "Un fichier de Léa");
  await service.call(leaver, "POST", `${inquiry.url}/messages`, { text: "Voici", fileIds: [sent.json().id] });
  await service.call(other, "POST", `${inquiry.url}/messages`, { text: "Bien reçu" });
  await service.call(leaver, "POST", `${inquiry.url}/messages`, { text: "Le dernier mot" });
  const support = await asked(leaver, { kind: "support", text: "Aidez-moi" });

  await closeAccount(leaver);
  const shown = await waitFor(
    async () => {
      const { items } = (await service.call(other, "GET", `${inquiry.url}/messages`)).json();
      return (
        items.every(
          ({ senderId, text }: { senderId: string; text: string }) => (senderId === leaver) === (text === ""),
        ) && items
      );
    },
    { what: "the leaver's messages to be empty" },
  );
  expect(shown).toHaveLength(4);
  expect(shown.flatMap(({ files }: { files: unknown[] }) => files)).toEqual([]);
  const seen = (await service.call(other, "GET", inquiry.url)).json();
  expect(seen).toMatchObject({ open: false, lastMessage: { text: "" } });
  expect(seen.participants).toContainEqual({
    id: leaver,
    displayName: "",
    closed: true,
    isStaff: false,
    readUpTo: 4,
  });
  expect((await service.call(other, "GET", `${inquiry.url}/files/${sent.json().id}`)).statusCode).toBe(404);
  const request = (await service.call(other, "GET", support.url, undefined, STAFF)).json();
  expect(request).toMatchObject({ open: false, support: { state: "closed", takenBy: null } });
});

it("R42: a request that a member of the staff had taken waits for another one after their account is closed", async () => {
  const [asker, leaver] = [await service.anAccount("Béa"), await service.anAccount("Mia")];
  const { id, url } = await asked(asker, { kind: "support", text: "Aidez-moi" });
  await service.call(leaver, "POST", `/v1/conversations/${id}/take`, undefined, STAFF);
  await closeAccount(leaver);
  await waitFor(async () => (await service.call(asker, "GET", url)).json().support.state === "waiting", {
    what: "the request to wait again",
  });
});
