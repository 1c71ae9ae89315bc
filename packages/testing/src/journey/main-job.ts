import type { Order } from "@vc/client";
import type { EventStream } from "../people/index.ts";
import { createDeal, type Deal } from "./deal.ts";
import { accept, approve, deliver, fillInBrief } from "./fulfilment.ts";
import { balanceOf, mustBeReleased, paymentOf, withdraw } from "./money.ts";
import { pay, payWithDeclinedCard, placeOrder } from "./ordering.ts";
import { type Person, register, verifyEmail } from "./people.ts";
import {
  draftListing,
  findBySearch,
  mustNotPublishYet,
  type Offer,
  openPayoutAccount,
  publish,
} from "./shop.ts";
import { exchangeMessages, mustHearLive, mustReceiveMail, openLiveStream } from "./talk.ts";
import { mustBe, mustHold, type World } from "./world.ts";

/** R5, R6: from the registration to a published listing that the search finds, with the refusals on the way. */
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

/** From the order to the payout, with the refusals on the way. */
export async function mainJob(deal: Deal): Promise<void> {
  const { world, buyer, seller } = deal;
  const live = await openLiveStream(seller);
  try {
    const order = await placeOrder(deal);
    await payWithDeclinedCard(deal, order);
    await workOnOrder(deal, await pay(deal, order), live);
  } finally {
    live.close();
  }
  mustBe("the buyer's earnings", (await balanceOf(buyer)).available.amount, 0);
  world.say(seller.name, "has sold, and has received the payout");
}

/** The main job after the payment: notification, conversation, work, approval, payout. */
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
    mustHearLive(world, seller, live, order),
    mustReceiveMail(world, seller, order),
    exchangeMessages(deal, order),
    fillInBrief(deal, order),
  ]);
  await approve(deal, await deliver(deal, await accept(deal, order)));
  await withdraw(world, seller, await mustBeReleased(deal, order));
}

/** The shortest way from two registrations to the payout; the demo measures it. */
export async function happyPath(world: World): Promise<void> {
  const deal = await createDeal(world);
  const { seller, offer } = deal;
  await findBySearch(world, offer);
  const live = await openLiveStream(seller);
  try {
    await workOnOrder(deal, await pay(deal, await placeOrder(deal)), live);
  } finally {
    live.close();
  }
}
