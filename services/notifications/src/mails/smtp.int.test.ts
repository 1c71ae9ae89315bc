import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startMailServer } from "../../test/mail-server.ts";
import { createSmtpSender } from "./smtp.ts";

let server: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());

it("R39: line breaks in the fields of a mail make no header and no recipient", async () => {
  const send = createSmtpSender({ url: server.url, from: "Marketplace <no-reply@marketplace.example>" });
  const sent = await send({
    id: "a1",
    createdAt: new Date("2026-01-05T09:00:00Z"),
    message: {
      to: "sam@example.test",
      subject: "Logo\r\nBcc: all@example.test\r\n\r\n<script>",
      text: "Hello",
      html: "<p>Hello</p>",
      unsubscribeUrl: "https://api.example.test/u/1\r\nX-Injected: yes",
    },
  });
  expect(sent).toEqual({ kind: "sent" });
  const [mail] = await waitFor(() => (server.received.length > 0 ? server.received : null), {
    what: "the mail",
  });
  expect(mail?.bcc).toBeUndefined();
  expect(mail?.headers.has("x-injected")).toBe(false);
  expect(server.to("all@example.test")).toEqual([]);
  expect(mail?.text?.trim()).toBe("Hello");
});
