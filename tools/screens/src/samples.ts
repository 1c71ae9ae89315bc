import type { Order } from "@vc/client";
import { allowedActionsOf } from "../../../services/web/test/allowed-actions.ts";
import { SAMPLE_NOW, sampleOrders } from "../../../services/web/test/sample-orders.ts";
import type { View } from "./view.ts";

const HOUR = 3_600_000;
const at = (hours: number) => new Date(SAMPLE_NOW.getTime() + hours * HOUR).toISOString();
const euros = (amount: number) => ({ amount, currency: "EUR" });

const { buyer, seller } = sampleOrders.buyerPending;

export function accountOf({ role, locale }: View) {
  const { id, displayName } = role === "buyer" ? buyer : seller;
  return {
    id,
    displayName,
    email: `${role}@example.test`,
    emailVerified: true,
    pendingEmail: null,
    bio: "",
    locale,
    roles: ["user"],
    createdAt: at(-9_000),
  };
}

export const windows = {
  paymentMs: HOUR / 2,
  acceptanceMs: 48 * HOUR,
  deliveryDayMs: 24 * HOUR,
  completionMs: 168 * HOUR,
  revisionAnswerMs: 48 * HOUR,
  cancellationAnswerMs: 48 * HOUR,
  escalationMs: 1_440 * HOUR,
  capMs: 1_800 * HOUR,
};

const name = (fr: string, en: string) => ({ fr, en });
export const categories = [
  {
    id: "graphic-design",
    name: name("Graphisme", "Graphic design"),
    children: [{ id: "logo-design", name: name("Logos", "Logos") }],
  },
];

const { listing: frozen } = sampleOrders.buyerPending;
export const listing = {
  ...frozen,
  sellerId: seller.id,
  seller: { displayName: seller.displayName, rating: 4.6, reviewCount: 23 },
  category: "logo-design",
  tags: [],
  state: "published",
  createdAt: at(-2_000),
  updatedAt: at(-900),
};

export function ownListings({ role }: View): readonly object[] {
  if (role === "buyer") return [];
  const draft = {
    ...listing,
    id: "listing_01h8p91fmde8mtkj7t4xrbnx8g",
    title: "Je conçois une affiche A3 prête à imprimer",
    basePrice: euros(20_000),
    state: "draft",
  };
  return [listing, draft];
}

/** One order of each kind that a list shows, in the order of their deadlines. */
export function ordersOf(role: "buyer" | "seller"): readonly Order[] {
  const names =
    role === "buyer"
      ? ([
          "buyerDelivered",
          "buyerLate",
          "buyerPending",
          "buyerInProgress",
          "buyerCompleted",
          "buyerRefused",
        ] as const)
      : ([
          "sellerPending",
          "sellerInProgress",
          "sellerRevision",
          "sellerDelivered",
          "sellerCompleted",
        ] as const);
  const titles = [
    "Je crée votre logo minimaliste",
    "Je monte une vidéo de 30 secondes",
    "J’écris trois articles pour votre blog",
    "Je conçois une affiche A3",
    "Je traduis votre site en anglais",
    "Je prépare votre charte de couleurs",
  ];
  return names.map((each, index) => {
    const order = sampleOrders[each];
    return {
      ...order,
      id: `order_01h8p91fmde8mtkj7t4xrbnx8${String(index)}`,
      listing: {
        ...order.listing,
        id: `listing_01h8p91fmde8mtkj7t4xrbnx${String(index)}c`,
        title: titles[index] ?? order.listing.title,
      },
      allowedActions: allowedActionsOf(order, role),
    };
  });
}

export function timelineOf({ acceptedAt, deliveries, paidAt, placedAt, brief, endedAt, outcome }: Order) {
  const entries = [
    { by: "buyer", action: "place", at: placedAt, data: {} },
    ...(paidAt === null ? [] : [{ by: "payment", action: "pay", at: paidAt, data: {} }]),
    ...(brief === null
      ? []
      : [{ by: "buyer", action: "complete_brief", at: brief.completedAt, data: { fileIds: brief.fileIds } }]),
    ...(acceptedAt === null ? [] : [{ by: "seller", action: "accept", at: acceptedAt, data: {} }]),
    ...deliveries.map(({ at: deliveredAt, files, links }) => ({
      by: "seller",
      action: "deliver",
      at: deliveredAt,
      data: { fileIds: files.map(({ id }) => id), links },
    })),
    ...(endedAt === null || outcome === null
      ? []
      : [
          {
            by: outcome.by,
            action: outcome.kind === "completed" ? "approve" : "cancel",
            at: endedAt,
            data: {},
          },
        ]),
  ];
  return entries.map((entry, index) => ({ sequence: index + 1, ...entry }));
}

export function paymentOf({ total, outcome }: Order) {
  return {
    state: outcome === null ? "blocked" : "settled",
    paid: total,
    refunded: outcome?.refund ?? euros(0),
    chargedBack: euros(0),
    released: outcome?.released ?? euros(0),
    commission: euros(2_667),
    vat: euros(533),
    movements: [],
  };
}

export const review = {
  review: null,
  canReview: true,
  reviewUntil: at(4_400),
  canReply: false,
  replyUntil: null,
};

export const conversation = {
  id: "conversation_01h8p91fmde8mtkj7t4xrbnx8h",
  kind: "order",
  participants: [buyer, seller],
  listingId: null,
  orderId: sampleOrders.buyerPending.id,
  lastMessage: null,
  unreadCount: 0,
  open: true,
  support: null,
};

const message = (
  number: number,
  sender: { id: string },
  text: string,
  hours: number,
  masked: object[] = [],
) => ({
  id: `message_01h8p91fmde8mtkj7t4xrbnx8${String(number)}`,
  senderId: sender.id,
  text,
  masked,
  files: [],
  at: at(hours),
});
/** Newest first, as the API lists them. */
export const messages = [
  message(
    3,
    seller,
    "C’est livré. J’ai glissé un essai sur kraft, pour que vous jugiez du bleu en vrai.",
    -1,
  ),
  message(2, seller, "C’est noté. Si vous préférez en parler de vive voix : ▒▒▒▒▒▒▒▒", -50, [
    { kind: "phone" },
  ]),
  message(1, buyer, "Je vous ai envoyé les textes de la carte, tout le reste me plaît beaucoup.", -51),
];

export const balance = {
  blocked: euros(51_200),
  available: euros(25_600),
  payable: euros(25_600),
  pendingPayouts: euros(12_800),
  receivable: euros(0),
};
export const noBalance = Object.fromEntries(Object.keys(balance).map((key) => [key, euros(0)]));

const line = (
  entryId: string,
  kind: string,
  amount: number,
  hours: number,
  orderId: string | null = null,
) => ({
  entryId,
  kind,
  account: "SELLER",
  amount: euros(amount),
  orderId,
  at: at(hours),
});
export const ledger = [
  line("1", "earnings_released", 12_800, -3, sampleOrders.sellerCompleted.id),
  line("2", "withdrawal_requested", -12_800, -30),
  line("3", "earnings_released", 12_800, -80, sampleOrders.sellerCompleted.id),
  line("4", "earnings_released", 12_800, -200, sampleOrders.sellerCompleted.id),
];
export const withdrawals = [
  { id: "withdrawal_1", state: "pending", amount: euros(12_800), createdAt: at(-30) },
  { id: "withdrawal_2", state: "paid", amount: euros(9_600), createdAt: at(-400) },
];
