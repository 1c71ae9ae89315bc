import type Stripe from "stripe";
import { z } from "zod";
import { createdFilter, expand, flag, integer, metadata, paging, params, text } from "../http/params.ts";

type Create = Stripe.Checkout.SessionCreateParams;
type LineItem = Stripe.Checkout.SessionCreateParams.LineItem;

const productData = params<Stripe.Checkout.SessionCreateParams.LineItem.PriceData.ProductData>()({
  name: text(),
  description: text().exactOptional(),
  images: z.array(text(2048)).max(8).exactOptional(),
  metadata: metadata().exactOptional(),
  tax_code: text().exactOptional(),
});

const priceData = params<NonNullable<LineItem["price_data"]>>()({
  currency: z.literal("eur"),
  product_data: productData,
  unit_amount: integer(),
  tax_behavior: z.enum(["exclusive", "inclusive", "unspecified"]).exactOptional(),
});

const lineItem = params<LineItem>()({
  price_data: priceData,
  quantity: integer().exactOptional(),
  metadata: metadata().exactOptional(),
});

const paymentIntentData = params<NonNullable<Create["payment_intent_data"]>>()({
  description: text(1000).exactOptional(),
  metadata: metadata().exactOptional(),
  receipt_email: text(800).exactOptional(),
  statement_descriptor: text(22).exactOptional(),
  statement_descriptor_suffix: text(22).exactOptional(),
  transfer_group: text().exactOptional(),
});

/** One-time payments on the hosted page: what the simulator takes of the many parameters of a session. */
export const createSessionParams = params<Create>()({
  allowed_payment_method_types: z
    .array(z.enum(["card", "sepa_debit"]))
    .min(1)
    .exactOptional(),
  billing_address_collection: z.enum(["auto", "required"]).exactOptional(),
  cancel_url: text().exactOptional(),
  client_reference_id: text(200).exactOptional(),
  currency: z.literal("eur").exactOptional(),
  customer_creation: z.enum(["always", "if_required"]).exactOptional(),
  customer_email: text(800).exactOptional(),
  expand: expand(),
  expires_at: integer().exactOptional(),
  line_items: z.array(lineItem).min(1).max(100),
  locale: z.enum(["auto", "en", "fr"]).exactOptional(),
  metadata: metadata().exactOptional(),
  mode: z.literal("payment"),
  payment_intent_data: paymentIntentData.exactOptional(),
  submit_type: z.enum(["auto", "book", "pay"]).exactOptional(),
  success_url: text(),
  allow_promotion_codes: flag().exactOptional(),
  ui_mode: z.literal("hosted_page").exactOptional(),
});

export type CreateSessionParams = z.output<typeof createSessionParams>;

export const listSessionsParams = params<Stripe.Checkout.SessionListParams>()({
  ...paging,
  created: createdFilter(),
  payment_intent: text().exactOptional(),
  status: z.enum(["complete", "expired", "open"]).exactOptional(),
  customer_details: params<Stripe.Checkout.SessionListParams.CustomerDetails>()({
    email: text(800),
  }).exactOptional(),
});

export const retrieveSessionParams = params<Stripe.Checkout.SessionRetrieveParams>()({ expand: expand() });
export const expireSessionParams = params<Stripe.Checkout.SessionExpireParams>()({ expand: expand() });
export const listLineItemsParams = params<Stripe.Checkout.SessionListLineItemsParams>()({ ...paging });
