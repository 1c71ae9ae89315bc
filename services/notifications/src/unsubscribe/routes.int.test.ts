import { OrderPaid } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  buildTestApp,
  orderFacts,
  PUBLIC_URL,
  paid,
  type TestNotifications,
} from "../../test/build-test-app.ts";

type Person = Awaited<ReturnType<TestNotifications["anAccount"]>>;

let service: TestNotifications;
let seller: Person;

beforeAll(async () => {
  service = await buildTestApp();
  seller = await service.anAccount("Sam");
});
afterAll(() => service.stop());

/** An order is paid: its buyer gets order_confirmed, the seller the mandatory order_paid. */
async function buy(buyer: Person): Promise<void> {
  const order = orderFacts(buyer.accountId, seller.accountId);
  await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
}

const firstMail = ({ email }: Person) => waitFor(() => service.mailServer.to(email)[0], { what: "a mail" });

/** Mail headers as they were sent; the parser of the tests puts the List- ones together. */
const lists = (mail: Awaited<ReturnType<typeof firstMail>>) =>
  mail.headers.get("list") as
    | { unsubscribe?: { url: string }; "unsubscribe-post"?: { name: string } }
    | undefined;

const post = (url: string, payload: string, type: string) =>
  service.app.inject({
    method: "POST",
    url: new URL(url).pathname,
    headers: { "content-type": type },
    payload,
  });

describe("unsubscribing", () => {
  it("R39: an e-mail that can be switched off says how, for one click (RFC 8058), and the click does it", async () => {
    const buyer = await service.anAccount("Béa");
    await buy(buyer);
    const mail = await firstMail(buyer);
    const url = lists(mail)?.unsubscribe?.url ?? "";
    expect(url).toMatch(new RegExp(`^${PUBLIC_URL}/v1/notifications/unsubscribe/[\\w-]{32}$`));
    expect(lists(mail)?.["unsubscribe-post"]?.name).toBe("List-Unsubscribe=One-Click");
    expect(mail.text).toContain(url);

    const page = await service.app.inject({ method: "GET", url: new URL(url).pathname });
    expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    // real-clients 7f: it says which e-mails.
    expect(page.body).toContain("<strong>Order paid</strong>");
    const shown = await service.call(buyer.accountId, "GET", "/v1/notifications/preferences");
    expect(shown.json().order_confirmed).toMatchObject({ app: true, email: true });

    for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      expect((await post(url, "List-Unsubscribe=One-Click", type)).statusCode).toBe(200);
    }
    const after = await service.call(buyer.accountId, "GET", "/v1/notifications/preferences");
    expect(after.json().order_confirmed).toMatchObject({ app: true, email: false });
    expect(after.json().order_accepted).toMatchObject({ app: true, email: true });
  });

  it("hunt F9: is not undone by a choice that is made at the same time", async () => {
    const buyer = await service.anAccount("Béa");
    await buy(buyer);
    const url = lists(await firstMail(buyer))?.unsubscribe?.url ?? "";
    await Promise.all([
      post(url, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
      service.call(buyer.accountId, "PUT", "/v1/notifications/preferences", {
        message_received: { app: false, email: true },
      }),
    ]);
    const after = await service.call(buyer.accountId, "GET", "/v1/notifications/preferences");
    expect(after.json().order_confirmed).toMatchObject({ app: true, email: false });
    expect(after.json().message_received).toMatchObject({ app: false, email: true });
  });

  it("R39: a mandatory one has no such link, and a link that never was is 404", async () => {
    const mail = await firstMail(seller);
    expect(mail.subject).toContain("New order");
    expect(lists(mail)?.unsubscribe).toBeUndefined();
    const unknown = await post(
      `${PUBLIC_URL}/v1/notifications/unsubscribe/nonsense`,
      "",
      "application/x-www-form-urlencoded",
    );
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, "not_found"]);
  });
});
