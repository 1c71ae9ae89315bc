import { type DialogName, dialogOf, hasDialog } from "../../../services/web/app/guide/dialogs.ts";
import { guide } from "../../../services/web/app/guide/guide.ts";
import { type PanelName, panels } from "../../../services/web/app/guide/panels.ts";
import { allowedActionsOf, SAMPLE_NOW, sampleOrders } from "../../../services/web/test/sample-orders.ts";
import type { Trouble } from "./view.ts";

/** One page in one state, as the gallery shows it. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly role: "buyer" | "seller";
  /** The order that is looked at. */
  readonly sample: PanelName;
  /** Lists and balances have nothing in them. */
  readonly isEmpty?: true;
  readonly trouble?: Trouble;
  /** What is pressed before the picture is taken: the name of the button is another in each language. */
  readonly press?: string;
  /** What is there once that was answered. */
  readonly until?: string;
  /** Nothing of it is for a person who is signed in. */
  readonly isPublic?: true;
  /** The one language that it is drawn in; by default both. */
  readonly language?: "fr" | "en";
}

const { id } = sampleOrders.buyerPending;
const LISTING = "listing_01h8p91fmde8mtkj7t4xrbnx8c";
// The keys of the record are the names of panels.
const names = Object.keys(panels) as PanelName[];
const roleOf = (name: PanelName) => (name.startsWith("buyer") ? "buyer" : "seller");
const returns: Partial<Record<PanelName, string>> = {
  buyerConfirming: "?payment=done",
  buyerNotPaid: "?payment=cancelled",
};

const page = (name: string, path: string, role: Screen["role"], isEmpty = false): Screen => ({
  name,
  path,
  role,
  sample: role === "buyer" ? "buyerDelivered" : "sellerPending",
  ...(isEmpty ? { isEmpty: true } : {}),
});

/** A public page has an address in each language, and is drawn in its own. */
const both = (name: string, fr: string, en: string): Screen[] => [
  { ...page(name, fr, "buyer"), language: "fr", isPublic: true },
  { ...page(name, en, "buyer"), language: "en", isPublic: true },
];

/** A page of a visitor that speaks their language without naming it. */
const door = (name: string, path: string): Screen => ({ ...page(name, path, "buyer"), isPublic: true });

const BARE_ID = "01h8p91fmde8mtkj7t4xrbnx8";

/** For each dialog the first panel that offers its action and opens it. */
const DIALOG_PANELS: readonly (readonly [action: string, sample: PanelName])[] = [
  ...new Map(names.flatMap((sample) => dialogsOn(sample)).toReversed()).values(),
].toReversed();

/** The dialogs that a panel opens, by their names. */
function dialogsOn(sample: PanelName): [DialogName, readonly [action: string, sample: PanelName]][] {
  const role = roleOf(sample);
  const order = { ...sampleOrders[sample], allowedActions: allowedActionsOf(sampleOrders[sample], role) };
  const { primary, secondary, quiet } = guide(order, role, SAMPLE_NOW, { canReview: true });
  return [...primary, ...secondary, ...quiet]
    .filter(hasDialog)
    .map((action) => [dialogOf(action, order, role, SAMPLE_NOW), [action, sample]]);
}

/** Every page of a visitor and of a signed-in person, every panel of the order page, every dialog, and the pages of help. */
export const screens: readonly Screen[] = [
  ...both("home", "/", "/en"),
  ...both("search", "/microservices?q=logo&maxPrice=150", "/en/services?q=logo&maxPrice=150"),
  ...both("category", "/microservices/graphic-design", "/en/services/graphic-design"),
  ...both(
    "listing",
    `/microservice/je-cree-votre-logo-minimaliste-${BARE_ID}c`,
    `/en/service/je-cree-votre-logo-minimaliste-${BARE_ID}c`,
  ),
  ...both("seller", `/vendeur/selim-${BARE_ID}b`, `/en/seller/selim-${BARE_ID}b`),
  ...both("not-found", "/nulle-part", "/en/nowhere"),
  door("register", "/register?next=/sell"),
  door("log-in", "/login?next=/purchases"),
  door("forgot-password", "/forgot-password"),
  door("reset-password", "/reset-password?token=x"),
  door("verify-email", "/verify-email?token=x"),
  page("purchases", "/purchases", "buyer"),
  page("purchases-empty", "/purchases", "buyer", true),
  page("sales", "/sales", "seller"),
  page("sales-empty", "/sales", "seller", true),
  page("place-order", `/order?listing=${LISTING}`, "buyer"),
  page("balance", "/balance", "seller"),
  page("balance-empty", "/balance", "seller", true),
  { ...page("balance-payouts-paused", "/balance", "seller"), trouble: "payouts-paused" },
  { ...page("balance-too-little", "/balance", "seller"), trouble: "too-little" },
  { ...page("balance-owed", "/balance", "seller"), trouble: "owed" },
  { ...page("balance-withdraw", "/balance", "seller"), press: ".money-box button", until: "dialog[open]" },
  { ...page("payout-account-paused", "/payout-account", "seller"), trouble: "payouts-paused" },
  {
    ...page("payout-account-stripe-away", "/payout-account", "seller", true),
    trouble: "stripe-away",
    press: ".guide-primary button",
    until: ".form-problem",
  },
  {
    ...page("order-stripe-away", `/orders/${id}`, "buyer"),
    sample: "buyerToPay",
    trouble: "stripe-away",
    press: ".guide-primary button",
    until: ".form-problem",
  },
  page("sell", "/sell", "seller"),
  page("sell-empty", "/sell", "seller", true),
  page("payout-account", "/payout-account", "seller"),
  page("payout-account-empty", "/payout-account", "seller", true),
  page("listings", "/listings", "seller"),
  page("listings-empty", "/listings", "seller", true),
  page("editor-new", "/listings/new", "seller"),
  page("editor", "/listings/listing_01h8p91fmde8mtkj7t4xrbnx8c/edit", "seller"),
  page("missing", "/listings/nothing", "seller"),
  page("conversations", "/conversations", "buyer"),
  page("conversations-empty", "/conversations", "buyer", true),
  page("conversation", "/conversations/conversation_01h8p91fmde8mtkj7t4xrbnx8h", "buyer"),
  page("conversation-question", "/conversations/conversation_01h8p91fmde8mtkj7t4xrbnx8k", "seller"),
  page("conversation-support", "/conversations/conversation_01h8p91fmde8mtkj7t4xrbnx8m", "buyer"),
  page("ask", `/ask?listing=${LISTING}`, "buyer"),
  page("support", `/support?order=${id}`, "buyer"),
  page("report", "/support?seller=account_01h8p91fmde8mtkj7t4xrbnx8m", "buyer"),
  page("support-empty", "/support", "buyer", true),
  page("notifications", "/notifications", "buyer"),
  page("notifications-empty", "/notifications", "buyer", true),
  page("account-profile", "/account", "buyer"),
  page("account-security", "/account/security", "buyer"),
  page("account-notifications", "/account/notifications", "buyer"),
  page("account-data", "/account/data", "buyer"),
  ...both("help", "/aide", "/en/help"),
  ...both("help-search", "/aide?q=retard", "/en/help?q=late"),
  ...both("help-state", "/aide/verifier-une-livraison", "/en/help/checking-a-delivery"),
  ...both("help-topic", "/aide/fonds-bloques", "/en/help/held-money"),
  ...both("help-how", "/comment-ca-marche", "/en/how-it-works"),
  ...both("help-fees", "/tarifs", "/en/fees"),
  ...names.map(
    (sample): Screen => ({
      name: `order-${sample}`,
      path: `/orders/${id}${returns[sample] ?? ""}`,
      role: roleOf(sample),
      sample,
    }),
  ),
  ...DIALOG_PANELS.map(
    ([action, sample]): Screen => ({
      name: `dialog-${action}-${sample}`,
      path: `/orders/${id}?do=${action}`,
      role: roleOf(sample),
      sample,
    }),
  ),
];
