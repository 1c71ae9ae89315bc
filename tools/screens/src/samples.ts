import type { Order } from "@vc/client";
import { allowedActionsOf, SAMPLE_NOW, sampleOrders } from "../../../services/web/test/sample-orders.ts";
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
    bio: "Savonnière à Douarnenez. Savons à froid aux algues, sans parfum ajouté.",
    locale,
    roles: ["user"],
    createdAt: at(-9_000),
  };
}

const name = (fr: string, en: string) => ({ fr, en });
const category = (id: string, fr: string, en: string, children: object[] = []) => ({
  id,
  name: name(fr, en),
  children,
});
export const categories = [
  category("graphic-design", "Graphisme", "Graphic design", [
    category("logo-design", "Logos et identité visuelle", "Logos and visual identity"),
    category("print-design", "Flyers, affiches et brochures", "Flyers, posters and brochures"),
  ]),
  category("websites", "Sites internet", "Websites"),
  category("search-and-writing", "Référencement et rédaction", "Search engines and writing"),
  category("social-media", "Réseaux sociaux", "Social media"),
  category("video-and-audio", "Vidéo et audio", "Video and audio"),
  category("advertising", "Publicité", "Advertising"),
  category("translation", "Traduction", "Translation"),
  category("advice", "Conseil", "Advice"),
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

/** The timeline's own word for each end of an order. */
const endings = {
  clock: {
    payment_expired: "expire_payment",
    expired: "expire",
    completed: "complete",
    cancelled: "end",
    refused: "end",
  },
  person: {
    payment_expired: "expire_payment",
    expired: "expire",
    completed: "approve",
    cancelled: "cancel",
    refused: "refuse",
  },
} as const;

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
            action: endings[outcome.by === "clock" ? "clock" : "person"][outcome.kind],
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

const message = (
  number: number,
  sender: { id: string },
  text: string,
  hours: number,
  { masked = [], files = [] }: { masked?: object[]; files?: object[] } = {},
) => ({
  id: `message_01h8p91fmde8mtkj7t4xrbnx8${String(number)}`,
  number,
  senderId: sender.id,
  text,
  masked,
  files,
  at: at(hours),
});
/** Newest first, as the API lists them. */
export const messages = [
  message(6, seller, "essai-kraft.jpg", -0.9, {
    files: [{ id: "file_5", name: "essai-kraft.jpg", size: 1_153_433, mediaType: "image/jpeg", sha256: "0" }],
  }),
  message(
    5,
    seller,
    "C’est livré. J’ai glissé un essai sur kraft photographié ce midi, pour que vous jugiez du bleu en vrai.",
    -1,
  ),
  message(4, buyer, "Ici c’est parfait, merci.", -55),
  message(3, seller, "C’est noté et accepté. Si vous préférez en parler de vive voix : [•••]", -55.2, {
    masked: [{ kind: "phone" }],
  }),
  message(
    2,
    buyer,
    "Je vous ai envoyé une demande de retouche pour le bleu, tout le reste me plaît beaucoup.",
    -56,
  ),
  message(1, seller, "Bonjour Bertille, c’est accepté. Je vous montre deux pistes samedi.", -127),
];

/** What a person has talked of, most recent first, as either party sees it. */
export function conversationsOf({ role }: View) {
  const [me, other] = role === "buyer" ? [buyer, seller] : [seller, buyer];
  const talk = (
    letter: string,
    kind: "order" | "inquiry" | "support",
    name: string,
    title: string,
    last: ReturnType<typeof message> | undefined,
    unreadCount = 0,
  ) => ({
    id: `conversation_01h8p91fmde8mtkj7t4xrbnx8${letter}`,
    kind,
    participants: [
      { ...me, isStaff: false, readUpTo: 4 },
      { id: other.id, displayName: name, isStaff: kind === "support", readUpTo: 4 },
    ],
    subject: title === "" ? null : { kind: kind === "order" ? "order" : "listing", id: "", title },
    listingId: kind === "inquiry" ? listing.id : null,
    orderId: kind === "order" ? sampleOrders.buyerPending.id : null,
    lastMessage: last ?? null,
    unreadCount,
    open: true,
    support: kind === "support" ? { state: "taken", takenBy: null, waitingSince: at(-140) } : null,
  });
  return [
    talk("h", "order", other.displayName, "Je crée votre logo minimaliste", messages[0], 2),
    talk(
      "j",
      "order",
      "Maud",
      "J’écris cinq fiches produit",
      message(1, other, "J’ai besoin des cinq noms de produits et de leurs prix.", -8),
    ),
    talk(
      "k",
      "inquiry",
      "Jeanne",
      "Packshots sur fond blanc",
      message(1, me, "Oui, douze savons tiennent dans une seule commande.", -52),
    ),
    talk(
      "m",
      "support",
      "Nadia",
      "",
      message(1, other, "C’est fait, vous le trouverez dans la commande.", -140),
    ),
  ];
}

const notice = (
  number: number,
  kind: string,
  title: string,
  text: string,
  hours: number,
  isNew: boolean,
  link = `/orders/${sampleOrders.buyerPending.id}`,
) => ({
  id: `notification_01h8p91fmde8mtkj7t4xrbnx8${String(number)}`,
  kind,
  title,
  text,
  link,
  orderId: null,
  readAt: isNew ? null : at(hours),
  createdAt: at(hours),
});

export const notifications = [
  notice(
    1,
    "order_delivered",
    "Sélim a livré « Logo minimaliste »",
    "Vérifiez avant le 24 mars, 16:40.",
    -1,
    true,
  ),
  notice(
    2,
    "deadline_reminder",
    "Karim a du retard sur « Vidéo de 30 secondes »",
    "Vous pouvez attendre, ou annuler et récupérer 240,00 €.",
    -5,
    true,
  ),
  notice(3, "message_received", "Maud vous a écrit", "« J’ai besoin des cinq noms de produits… »", -8, true),
  notice(
    4,
    "order_completed",
    "« Charte de couleurs » est terminée",
    "Votre avis aidera les prochains clients.",
    -31,
    false,
  ),
  notice(
    5,
    "payment_refunded",
    "60,00 € sont en route vers votre carte",
    "« Bannière de salon » n’a pas reçu de réponse.",
    -33,
    false,
  ),
];

const CHOICES = [
  "order_confirmed",
  "order_accepted",
  "order_completed",
  "brief_completed",
  "earnings_released",
  "withdrawal_paid",
  "message_received",
  "review_received",
  "review_replied",
];
const MANDATORY = [
  "order_paid",
  "order_delivered",
  "revision_requested",
  "dispute_opened",
  "deadline_reminder",
  "payment_refunded",
  "withdrawal_failed",
];
export const preferences = Object.fromEntries(
  [...CHOICES, ...MANDATORY].map((kind) => [
    kind,
    {
      email: kind !== "order_completed",
      app: true,
      mandatory: MANDATORY.includes(kind),
      channels: ["app", "email"],
    },
  ]),
);

export const profile = {
  id: seller.id,
  displayName: seller.displayName,
  bio: "Je dessine des logos simples, pour des métiers de bouche et des artisans.",
  memberSince: at(-9_000),
  rating: { mean: 4.6, count: 23, distribution: { 1: 0, 2: 1, 3: 1, 4: 4, 5: 17 } },
  standing: {
    score: 4.36,
    contributions: [
      { kind: "reviews", effect: 4.5 },
      { kind: "refusals", effect: -0.09 },
      { kind: "cancellations", effect: 0 },
      { kind: "lateness", effect: -0.05 },
    ],
  },
  completedSales: 41,
  refusalRate: 0.14,
  onTimeRate: 0.95,
  unjustifiedCancellations: 0,
  replyRate: 0.39,
};

const reviewBy = (author: string, stars: number, text: string, hours: number, reply?: string) => ({
  id: `review_${author}`,
  author: { displayName: author, closed: false },
  stars,
  text,
  removed: null,
  reply: reply === undefined ? null : { text: reply, at: at(hours + 20) },
  createdAt: at(hours),
});
export const reviews = [
  reviewBy(
    "Bertille",
    5,
    "Deux pistes vraiment différentes, et une écoute rare au moment de choisir. Le logo tient même brodé en trois centimètres sur nos tabliers.",
    -500,
  ),
  reviewBy(
    "Marc-Antoine",
    3,
    "Le résultat me plaît, mais j’ai attendu deux jours de plus que prévu et sans nouvelles.",
    -1_300,
    "Vous avez raison, Marc-Antoine. Depuis, mon délai est de cinq jours et je donne des nouvelles à mi-parcours.",
  ),
  reviewBy("Yasmina", 5, "Tout est rangé, nommé, prêt pour l’imprimeur.", -2_300),
];

const offer = (
  letter: string,
  title: string,
  of: string,
  by: string,
  price: number,
  deliveryDays: number,
  rating: number | null,
) => ({
  ...listing,
  id: `listing_01h8p91fmde8mtkj7t4xrbnx9${letter}`,
  sellerId: `account_01h8p91fmde8mtkj7t4xrbnx9${letter}`,
  seller: { displayName: by, rating, reviewCount: rating === null ? 0 : 12 },
  title,
  category: of,
  basePrice: euros(price * 100),
  deliveryDays,
});
/** What a visitor finds: one of each seller, of many categories. */
export const market = [
  offer("a", "Je crée votre logo minimaliste", "logo-design", "Sélim", 120, 5, 4.6),
  offer("b", "Je monte votre site vitrine de cinq pages", "websites", "Maëlle", 480, 12, 4.9),
  offer(
    "c",
    "J’écris un article de blog de 1 200 mots, sources comprises",
    "search-and-writing",
    "Aurore",
    75,
    4,
    4.8,
  ),
  offer("d", "J’enregistre la voix off de votre film", "video-and-audio", "Théo", 90, 2, null),
  offer("e", "I will translate your website into English", "translation", "Ingrid", 160, 6, 5),
  offer("f", "J’audite votre site et vous rends dix actions à mener", "advice", "Nour", 190, 7, 4.9),
];

const balance = {
  blocked: euros(64_000),
  blockedNet: euros(51_200),
  available: euros(25_600),
  payable: euros(9_600),
  nextAvailable: [
    { amount: euros(6_400), at: at(48) },
    { amount: euros(9_600), at: at(96) },
  ],
  pendingPayouts: euros(12_800),
  receivable: euros(0),
  minimumWithdrawal: euros(100),
};
const noBalance = {
  blocked: euros(0),
  blockedNet: euros(0),
  available: euros(0),
  payable: euros(0),
  nextAvailable: [],
  pendingPayouts: euros(0),
  receivable: euros(0),
  minimumWithdrawal: euros(100),
};

/** R29, R30: what a seller has, when all is well and when it is not. */
export function balanceOf({ isEmpty, trouble }: View) {
  if (isEmpty) return noBalance;
  if (trouble === "payouts-paused") return { ...balance, payable: euros(0), nextAvailable: [] };
  if (trouble === "too-little") {
    return { ...balance, available: euros(60), payable: euros(60), nextAvailable: [] };
  }
  return trouble === "owed" ? { ...balance, receivable: euros(4_000) } : balance;
}

export function payoutAccountOf({ isEmpty, trouble }: View) {
  if (isEmpty) return { state: "missing", requirements: [] };
  return trouble === "payouts-paused"
    ? { state: "restricted", requirements: ["individual.verification.document", "external_account"] }
    : { state: "active", requirements: [] };
}

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
