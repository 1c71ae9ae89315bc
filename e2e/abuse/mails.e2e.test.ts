import { must } from "@vc/client";
import {
  accept,
  approve,
  type Deal,
  deliver,
  draftListing,
  openPayoutAccount,
  orderParams,
  placePaid,
  publish,
  register,
  uniqueWord,
  until,
  verifyEmail,
  visitor,
} from "@vc/testing/journey";
import type { Mail } from "@vc/testing/people";
import { beforeAll, expect, it } from "vitest";
import { testWorld } from "../test-platform.ts";

/** A text that would do something where it were taken for HTML, and a word by which it is found. */
function hostile() {
  const word = uniqueWord();
  return { word, text: `<img src=x onerror=alert('${word}')> <script>${word}</script> </td>&amp;` };
}
const said = {
  title: hostile(),
  refusal: hostile(),
  request: hostile(),
  denial: hostile(),
  dispute: hostile(),
  revision: hostile(),
  noRevision: hostile(),
};

let deal: Deal;
let mails: Mail[];

/** Mails about everything in which people's own words and names stand. */
beforeAll(async () => {
  const world = testWorld();
  const [seller, buyer] = await Promise.all([
    register(world, '"Eve" <eve>, <b>Sel</b>', "fr"),
    register(world, "<img src=x onerror=alert(1)>", "en"),
  ]);
  const [draft] = await Promise.all([
    draftListing(world, seller),
    verifyEmail(world, seller),
    openPayoutAccount(world, seller),
    verifyEmail(world, buyer),
  ]);
  must(
    await seller.api.PATCH("/v1/listings/{listingId}", {
      params: { path: { listingId: draft.listing.id } },
      body: { title: said.title.text },
    }),
  );
  deal = { world, seller, buyer, offer: await publish(world, seller, draft) };
  await Promise.all([refused(), disputed(), revised()]);
  const everything = async () =>
    (await Promise.all([seller, buyer].map(({ email }) => world.mail.find({ to: email })))).flat();
  mails = await until("a mail with each of the words", async () => {
    const all = await everything();
    const unsaid = Object.entries(said).filter(
      ([, { word }]) => !all.some(({ subject, text }) => `${subject} ${text}`.includes(word)),
    );
    if (unsaid.length > 0) throw new Error(`no mail has the words of ${unsaid.map(([what]) => what)}`);
    return all;
  });
});

async function refused() {
  const { id } = await placePaid(deal);
  const body = { reason: "other" as const, explanation: said.refusal.text };
  must(await deal.seller.api.POST("/v1/orders/{orderId}/refuse", { params: orderParams(id), body }));
}

async function disputed() {
  const { buyer, seller } = deal;
  const { id } = await accept(deal, await placePaid(deal));
  const params = orderParams(id);
  const request = { params, body: { explanation: said.request.text } };
  must(await buyer.api.POST("/v1/orders/{orderId}/request-cancellation", request));
  const denial = { params, body: { explanation: said.denial.text } };
  must(await seller.api.POST("/v1/orders/{orderId}/refuse-cancellation", denial));
  const dispute = { params, body: { statement: said.dispute.text } };
  must(await buyer.api.POST("/v1/orders/{orderId}/open-dispute", dispute));
}

async function revised() {
  const { buyer, seller } = deal;
  const order = await deliver(deal, await accept(deal, await placePaid(deal)));
  const params = orderParams(order.id);
  const revision = { params, body: { explanation: said.revision.text } };
  must(await buyer.api.POST("/v1/orders/{orderId}/request-revision", revision));
  const no = { params, body: { explanation: said.noRevision.text } };
  must(await seller.api.POST("/v1/orders/{orderId}/refuse-revision", no));
  await approve(deal, order);
}

it("shows people's texts in e-mails as written, and never as HTML", () => {
  for (const { html, text, subject } of mails) {
    expect(html).not.toMatch(/<img src=x|<script|<\/td>&amp;amp;|<b>Sel/i);
    expect(html.replaceAll(/<!--[\s\S]*?-->/g, "")).not.toMatch(/\son\w+\s*=\s*["']?alert/i);
    expect(subject).not.toMatch(/[\r\n]/);
    if (html.includes(said.title.word)) expect(html).toContain("&lt;img src");
    expect(text).not.toContain("&lt;");
  }
});

it("sends no e-mail to another address because of a display name", async () => {
  const addresses = new Set(mails.flatMap(({ to }) => to));
  expect([...addresses].sort()).toEqual([deal.buyer.email, deal.seller.email].sort());
  expect(await deal.world.mail.find({ to: "eve@example.test" })).toEqual([]);
});

it.each([
  ["the name", { displayName: "Eve\r\nBcc: all@example.test" }],
  ["the name, by an address", { displayName: '"Eve" <eve@example.test>' }],
  ["the address", { email: "eve@example.test\r\nBcc: all@example.test" }],
  ["the address, as two", { email: "eve@example.test, all@example.test" }],
  ["the address, with a name", { email: "Eve <eve@example.test>" }],
  ["the name, by a separator of lines", { displayName: "Eve\u2028Bcc: all@example.test" }],
  ["the name, by what turns round the words after it", { displayName: "Eve\u202e si siht" }],
  ["the name, by a control character", { displayName: "Eve\u0085Bcc: all@example.test" }],
])("a line break or a second recipient in %s opens no account", async (_, wrong) => {
  const body = {
    email: `${uniqueWord()}@example.test`,
    password: "correct horse battery",
    displayName: "Eve",
  };
  const { error } = await visitor(deal.world).POST("/v1/auth/register", {
    body: { ...body, locale: "en", ...wrong },
  });
  expect(error).toMatchObject({ status: 400, code: "invalid_request" });
});

it("a listing's public page shows its words as they are, and is no HTML of its seller's", async () => {
  const params = { path: { listingId: deal.offer.listing.id } };
  const page = await until("the page to have the new title", async () => {
    const answer = await visitor(deal.world).GET("/v1/listings/{listingId}/page", {
      params,
      parseAs: "text",
    });
    const html = must(answer);
    return html.includes(said.title.word) && html;
  });
  expect(page).not.toMatch(/<img src=x|<b>Sel|<script>/i);
  expect(page).toContain("&lt;img src");
});
