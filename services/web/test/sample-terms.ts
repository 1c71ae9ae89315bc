/** How long the windows of the samples are, what a score is made of, and what of a sale is the platform's. */
export const sampleWindows = {
  paymentMs: 1_800_000,
  acceptanceMs: 172_800_000,
  deliveryDayMs: 86_400_000,
  completionMs: 604_800_000,
  revisionAnswerMs: 172_800_000,
  cancellationAnswerMs: 172_800_000,
  escalationMs: 5_184_000_000,
  capMs: 6_480_000_000,
};
export const sampleReviewWindows = {
  reviewMonths: 6,
  replyEditMs: 172_800_000,
  standing: {
    priorReviews: 5,
    priorStars: 4,
    refusalMonths: 6,
    refusalMinOrders: 5,
    refusalTolerance: 0.1,
    refusalWeight: 2,
    cancellationMonths: 12,
    cancellationPoints: 0.25,
    cancellationMost: 1.5,
    latenessMonths: 12,
    latenessMinDeliveries: 5,
    latenessWeight: 1,
  },
};
export const sampleTerms = { commissionShare: 0.2, vatRate: 0.2 };
/** What the API takes in. */
export const sampleLimits = {
  listing: {
    minTitleLength: 5,
    maxTitleLength: 120,
    minDescriptionLength: 20,
    maxDescriptionLength: 10_000,
    maxBriefInstructionsLength: 4_000,
    minPriceCents: 50,
    maxPriceCents: 1_000_000,
    minDeliveryDays: 1,
    maxDeliveryDays: 45,
    maxExtras: 10,
    maxRevisions: 50,
  },
  order: { maxBriefLength: 20_000, maxFileBytes: 52_428_800 },
  conversation: { openAfterOrderMs: 2_592_000_000, maxMessageLength: 10_000, maxFileBytes: 52_428_800 },
};

export const samplePolicy = { ...sampleWindows, ...sampleReviewWindows, ...sampleTerms };
