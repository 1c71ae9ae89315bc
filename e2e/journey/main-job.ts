import type { Order } from "@vc/client";
import type { EventStream } from "@vc/testing/people";
import {
  accept,
  approve,
  type Deal,
  deliver,
  fillInBrief,
  pay,
  payWithDeclinedCard,
  placeOrder,
} from "./deal.ts";
import { balanceOf, mustBeReleased, paymentOf, withdraw } from "./money.ts";
import { type Person, register, verifyEmail } from "./people.ts";
import {
  draftListing,
  findBySearch,
  mustNotPublishYet,
  type Offer,
  openPayoutAccount,
  openShop,
  publish,
} from "./shop.ts";
import { listen, talk, toldByMail, toldLive } from "./talk.ts";
import { mustBe, mustHold, type World } from "./world.ts";

/** R5, R6: from nothing to a listing that the public finds. */
export async function openForBusiness(world: World): Promise<{ seller: Person; offer: Offer }> {
  const seller = await register(world, "Sélim", "fr");
  const draft = await draftListing(world, seller);
  await mustNotPublishYet(world, seller, draft, "email_not_verified");
  await verifyEmail(world, seller);
  await mustNotPublishYet(world, seller, draft, "payout_account_missing");
  await openPayoutAccount(world, seller);
  const offer = await publish(world, seller, draft);
  await findBySearch(world, offer);
  return { seller, offer };
}

/** From ordering to money in the bank, with everything on the way that must be refused. */
export async function mainJob(deal: Deal): Promise<void> {
  const { world, buyer, seller } = deal;
  const live = await listen(seller);
  try {
    const order = await placeOrder(deal);
    await payWithDeclinedCard(deal, order);
    await workOnOrder(deal, await pay(deal, order), live);
  } finally {
    live.close();
  }
  mustBe("what the buyer has earned by buying", (await balanceOf(buyer)).available.amount, 0);
  world.say(seller.name, "has sold, and has the money");
}

/** The rest of the main job once an order is paid: the seller is told, both talk, work, approval, money. */
async function workOnOrder(deal: Deal, order: Order, live: EventStream): Promise<void> {
  const { world, buyer, seller } = deal;
  const blocked = await paymentOf(buyer, order.id);
  mustBe("the money of a pending order", [blocked.state, blocked.paid], ["blocked", order.total]);
  mustHold(
    "the money to be blocked",
    (await balanceOf(seller)).blocked.amount >= order.total.amount,
    blocked,
  );
  await Promise.all([
    toldLive(world, seller, live, order),
    toldByMail(world, seller, order),
    talk(deal, order),
    fillInBrief(deal, order),
  ]);
  await approve(deal, await deliver(deal, await accept(deal, order)));
  await withdraw(world, seller, await mustBeReleased(deal, order));
}

/** The shortest way from two people who register to money in the bank: how long does it take? */
export async function happyPath(world: World): Promise<void> {
  const [seller, buyer] = await Promise.all([
    register(world, "Sélim", "fr"),
    register(world, "Bertille", "en"),
  ]);
  const [offer] = await Promise.all([openShop(world, seller), verifyEmail(world, buyer)]);
  await findBySearch(world, offer);
  const deal = { world, buyer, seller, offer };
  const live = await listen(seller);
  try {
    await workOnOrder(deal, await pay(deal, await placeOrder(deal)), live);
  } finally {
    live.close();
  }
}
