import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Order } from "@vc/client";
import type { PanelName } from "../app/guide/panels.ts";

/** The moment at which samples are looked at. */
export const SAMPLE_NOW = new Date("2026-03-17T17:40:00+01:00");

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms: number) => new Date(SAMPLE_NOW.getTime() + ms).toISOString();
const euros = (amount: number) => ({ amount, currency: "EUR" as const });

const files = [
  { id: "file_1", name: "brume-logo-final.zip", size: 4_404_019, mediaType: "application/zip", sha256: "0" },
  {
    id: "file_2",
    name: "brume-carte-de-visite.pdf",
    size: 389_120,
    mediaType: "application/pdf",
    sha256: "0",
  },
];

const paid: Order = {
  id: "order_01h8p91fmde8mtkj7t4xrbnx8f",
  state: "pending",
  buyer: { id: "account_01h8p91fmde8mtkj7t4xrbnx8a", displayName: "Bertille", closed: false },
  seller: { id: "account_01h8p91fmde8mtkj7t4xrbnx8b", displayName: "Sélim", closed: false },
  listing: {
    id: "listing_01h8p91fmde8mtkj7t4xrbnx8c",
    title: "Je crée votre logo minimaliste",
    description:
      "Un logo simple et durable, dessiné en noir et blanc puis décliné dans une couleur. Deux pistes, la vôtre affinée jusqu’au fichier final.",
    briefInstructions:
      "Votre activité en une phrase.\nCe que le logo doit dire.\nCouleurs, et ce que vous n’aimez pas.",
    basePrice: euros(12_000),
    deliveryDays: 5,
    revisionLimit: 3,
    extras: [
      {
        id: "extra_01h8p91fmde8mtkj7t4xrbnx8d",
        title: "Carte de visite recto verso",
        price: euros(4_000),
        extraDays: 1,
      },
    ],
    hash: "9f3ac21e5b7d4c60a1e2f3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8",
  },
  category: "logo-design",
  total: euros(16_000),
  brief: {
    text: "Savons à froid aux algues, fabriqués à Douarnenez. La marque s’appelle « Brume ».\n\nLe large, le matin, le calme. Rien de pharmaceutique.",
    fileIds: ["file_3"],
    files: [
      {
        id: "file_3",
        name: "inspirations-brume.pdf",
        size: 1_887_436,
        mediaType: "application/pdf",
        sha256: "0",
      },
    ],
    completedAt: at(-7 * DAY),
  },
  placedAt: at(-7 * DAY - 2 * HOUR),
  paidAt: at(-7 * DAY - HOUR),
  acceptedAt: null,
  dueAt: null,
  late: false,
  deliveredAt: null,
  endedAt: null,
  outcome: null,
  deliveries: [],
  revisions: { count: 0, limit: 3, open: null },
  cancellationRequest: null,
  dispute: null,
  deadlines: [
    { kind: "respond", at: at(27 * HOUR) },
    { kind: "end", at: at(68 * DAY) },
  ],
  allowedActions: [],
  sequence: 3,
};

const end = { kind: "end", at: at(68 * DAY) } as const;
const atWork: Order = {
  ...paid,
  state: "in_progress",
  acceptedAt: at(-5 * DAY),
  dueAt: at(4 * DAY),
  deadlines: [{ kind: "deliver", at: at(4 * DAY) }, end],
  sequence: 5,
};
const late: Order = {
  ...atWork,
  dueAt: at(-5 * HOUR),
  late: true,
  deadlines: [{ kind: "deliver", at: at(-5 * HOUR) }, end],
};
const request = {
  explanation: "Notre lancement est reporté à l’an prochain.",
  requestedAt: at(-4 * HOUR),
  answer: "pending" as const,
};
const asked = { kind: "answer_cancellation", at: at(44 * HOUR) } as const;
const delivered: Order = {
  ...atWork,
  state: "delivered",
  deliveredAt: at(-HOUR),
  deliveries: [
    {
      message:
        "Bonjour Bertille, voici la version finale. Le bleu est passé à un ton plus dense : il tient sur le kraft, je l’ai imprimé pour vérifier.",
      files,
      links: ["https://example.com/file/brume-logo"],
      at: at(-HOUR),
    },
  ],
  revisions: { count: 1, limit: 3, open: null },
  deadlines: [{ kind: "complete", at: at(7 * DAY - HOUR) }, end],
  sequence: 9,
};
const revision = {
  explanation: "Le bleu est trop clair à l’impression.",
  beyondLimit: false,
  requestedAt: at(-3 * HOUR),
};
const asksRevision: Order = {
  ...delivered,
  state: "revision_requested",
  revisions: { count: 2, limit: 3, open: revision },
  deadlines: [{ kind: "answer_revision", at: at(45 * HOUR) }, end],
};
const disputed: Order = {
  ...delivered,
  state: "disputed",
  dispute: {
    openedAt: at(-2 * DAY),
    openedBy: "buyer",
    escalatedAt: null,
    statements: [
      { by: "buyer", text: "Le noir et blanc seul ne suffit pas à l’enseigne.", at: at(-2 * DAY) },
    ],
    decision: null,
  },
  deadlines: [{ kind: "escalate", at: at(53 * DAY) }, end],
};
const decided = (decision: "refund" | "split" | "release" | "resume") => ({
  decision,
  buyerAmount: decision === "split" ? euros(6_000) : null,
  dueAt: null,
  findings: null,
  reasons: "Le texte promettait trois fichiers ; deux ont été livrés.",
  at: at(-HOUR),
});

type Outcome = NonNullable<Order["outcome"]>;
function ended(from: Order, outcome: Pick<Outcome, "kind" | "by" | "reason"> & Partial<Outcome>): Order {
  const isReleased = outcome.kind === "completed";
  return {
    ...from,
    state: outcome.kind,
    endedAt: at(-HOUR),
    outcome: {
      explanation: null,
      justified: null,
      countsAgainstSeller: false,
      excuse: null,
      refund: euros(isReleased || outcome.kind === "payment_expired" ? 0 : 16_000),
      released: euros(isReleased ? 16_000 : 0),
      ...outcome,
    },
    deadlines: [],
    sequence: from.sequence + 1,
  };
}
const because = (explanation: string) => ({ explanation });
const cancelled = (
  by: Outcome["by"],
  reason: Outcome["reason"],
  more: Partial<Outcome> = {},
  from = atWork,
) => ended(from, { kind: "cancelled", by, reason, ...more });

const unpaid: Order = {
  ...paid,
  state: "awaiting_payment",
  brief: null,
  paidAt: null,
  deadlines: [{ kind: "pay", at: at(24 * 60_000) }],
  sequence: 1,
};
const shared = ended(disputed, {
  kind: "completed",
  by: "mediator",
  reason: "split",
  refund: euros(6_000),
  released: euros(10_000),
  ...because("Deux des trois fichiers promis sont là."),
});
const given = ended(disputed, {
  kind: "completed",
  by: "mediator",
  reason: "release",
  ...because("Le travail suit le texte et les demandes."),
});
const beyond: Order = {
  ...asksRevision,
  revisions: { count: 4, limit: 3, open: { ...revision, beyondLimit: true } },
};
const resumed: Order = { ...atWork, dispute: { ...disputedOf(disputed), decision: decided("resume") } };
const rework: Order = { ...atWork, deliveries: delivered.deliveries, revisions: delivered.revisions };
const escalated: Order = { ...disputed, dispute: { ...disputedOf(disputed), escalatedAt: at(-DAY) } };
const refused = ended(paid, {
  kind: "refused",
  by: "seller",
  reason: "unclear_brief",
  ...because("Il me faut vos textes définitifs pour commencer."),
});
const illness = because("Je suis souffrant et ne pourrai pas livrer.");

function disputedOf({ dispute }: Order): NonNullable<Order["dispute"]> {
  if (dispute === null) throw new Error("the sample is not disputed");
  return dispute;
}

/** An order for every panel. Each is as the API would show it, but for `allowedActions`, which is the caller's. */
export const sampleOrders: Readonly<Record<PanelName, Order>> = {
  buyerToPay: unpaid,
  buyerConfirming: unpaid,
  buyerNotPaid: unpaid,
  buyerUnpaid: ended(unpaid, { kind: "payment_expired", by: "clock", reason: "unpaid" }),
  buyerPendingNoBrief: { ...paid, brief: null },
  sellerPendingNoBrief: { ...paid, brief: null },
  buyerPending: paid,
  sellerPending: paid,
  buyerInProgress: atWork,
  sellerInProgress: atWork,
  buyerRework: rework,
  sellerRework: rework,
  buyerResumed: resumed,
  sellerResumed: resumed,
  buyerAsked: { ...atWork, cancellationRequest: request, deadlines: [...atWork.deadlines, asked] },
  sellerAsked: { ...atWork, cancellationRequest: request, deadlines: [...atWork.deadlines, asked] },
  buyerDenied: { ...atWork, cancellationRequest: { ...request, answer: "refused" } },
  sellerDenied: { ...atWork, cancellationRequest: { ...request, answer: "unanswered" } },
  buyerLate: late,
  sellerLate: late,
  buyerLateAsked: { ...late, cancellationRequest: request, deadlines: [...late.deadlines, asked] },
  sellerLateAsked: { ...late, cancellationRequest: request, deadlines: [...late.deadlines, asked] },
  buyerDelivered: delivered,
  sellerDelivered: delivered,
  buyerRevision: asksRevision,
  sellerRevision: asksRevision,
  buyerRevisionBeyond: beyond,
  sellerRevisionBeyond: beyond,
  buyerRevisionRefused: { ...delivered, state: "revision_refused" },
  sellerRevisionRefused: { ...delivered, state: "revision_refused" },
  buyerDisputed: disputed,
  sellerDisputed: disputed,
  buyerEscalated: escalated,
  sellerEscalated: escalated,
  buyerCompleted: ended(delivered, { kind: "completed", by: "buyer", reason: "approved" }),
  sellerCompleted: ended(delivered, { kind: "completed", by: "clock", reason: "silence" }),
  buyerDivided: shared,
  sellerDivided: shared,
  buyerReleased: given,
  sellerReleased: given,
  buyerRefused: refused,
  sellerRefused: refused,
  buyerExpired: ended(paid, { kind: "expired", by: "clock", reason: "unanswered" }),
  sellerExpired: ended(paid, {
    kind: "expired",
    by: "clock",
    reason: "unanswered",
    countsAgainstSeller: true,
  }),
  sellerExpiredUncounted: ended(
    { ...paid, brief: null },
    { kind: "expired", by: "clock", reason: "unanswered" },
  ),
  buyerCancelledOwn: cancelled("buyer", null, because("Je me suis trompée de microservice."), paid),
  sellerCancelledByBuyer: cancelled("buyer", null, because("Je me suis trompée de microservice."), paid),
  buyerCancelledLate: cancelled("buyer", "late", because("Le lancement est passé."), late),
  sellerCancelledLate: cancelled("buyer", "late", because("Le lancement est passé."), late),
  buyerCancelledAgreed: cancelled("seller", "agreed"),
  sellerCancelledAgreed: cancelled("seller", "agreed", { justified: true }),
  buyerCancelledBySeller: cancelled("seller", null, { ...illness, justified: false }),
  sellerCancelledOwn: cancelled("seller", null, { ...illness, justified: false, countsAgainstSeller: true }),
  sellerCancelledJustified: cancelled("seller", null, { ...illness, justified: true }),
  sellerCancelledExcused: cancelled("seller", null, {
    ...illness,
    justified: true,
    excuse: { reasons: "Un certificat a été présenté.", at: at(-HOUR) },
  }),
  buyerRefunded: cancelled("mediator", "refund", because("Rien d’utilisable n’a été livré."), disputed),
  sellerRefunded: cancelled("mediator", "refund", because("Rien d’utilisable n’a été livré."), disputed),
  buyerConceded: cancelled("seller", "conceded", {}, disputed),
  sellerConceded: cancelled("seller", "conceded", {}, disputed),
  buyerTimeLimit: cancelled("clock", "time_limit"),
  sellerTimeLimit: cancelled("clock", "time_limit"),
  buyerChargedBack: cancelled("payment", "charged_back"),
  sellerChargedBack: cancelled("payment", "charged_back"),
};

/** `docs/generated/order-lifecycle.json`, made from the table that the orders service runs on. */
export interface GeneratedLifecycle {
  readonly states: readonly Order["state"][];
  readonly finalStates: readonly Order["state"][];
  readonly deadlines: readonly Order["deadlines"][number]["kind"][];
  readonly rows: readonly {
    readonly on: string;
    readonly by: string;
    readonly from: readonly Order["state"][];
    readonly guards: readonly string[];
  }[];
}

const file = join(import.meta.dirname, "../../../docs/generated/order-lifecycle.json");
// The generator writes this form.
export const lifecycle: GeneratedLifecycle = JSON.parse(readFileSync(file, "utf8"));

/** Conditions of rows that the API shows on an order. The others bound how often something is done. */
const guards: Readonly<Record<string, (order: Order) => boolean>> = {
  late: ({ late }) => late,
  no_request_open: ({ cancellationRequest }) => cancellationRequest?.answer !== "pending",
  request_open: ({ cancellationRequest }) => cancellationRequest?.answer === "pending",
  request_denied: ({ cancellationRequest }) =>
    cancellationRequest !== null && cancellationRequest.answer !== "pending",
  never_refused: () => true,
  refused_before: () => true,
  statements_left: () => true,
  brief_changeable: () => true,
};

/** What the API would allow a party of an order, by the generated lifecycle. */
export function allowedActionsOf(order: Order, role: "buyer" | "seller"): Order["allowedActions"] {
  const rows = lifecycle.rows.filter(
    ({ by, from, guards: conditions }) =>
      by === role &&
      from.includes(order.state) &&
      conditions.every((name) => {
        const guard = guards[name];
        if (guard === undefined) throw new Error(`the lifecycle has a guard ${name} that this does not know`);
        return guard(order);
      }),
  );
  const notOfTheApi = ["complete_brief", "review"];
  const actions = new Set(rows.map(({ on }) => on).filter((on) => !notOfTheApi.includes(on)));
  // Rows of the two parties are named after the API's actions.
  return [...actions] as Order["allowedActions"];
}
