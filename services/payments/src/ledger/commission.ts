/** What the platform keeps of a seller's part, in hundredths of a percent so that the arithmetic stays in integers. */
export interface CommissionTerms {
  readonly commissionBasisPoints: number;
  /** The rate of the VAT that the commission contains. */
  readonly vatBasisPoints: number;
}

export interface Release {
  readonly grossCents: number;
  readonly netCents: number;
  readonly commissionCents: number;
  readonly vatCents: number;
}

/** Whole percents or with up to two digits behind the point, as settings give them. */
export function commissionTerms(commissionPercent: number, vatPercent: number): CommissionTerms {
  return {
    commissionBasisPoints: Math.round(commissionPercent * 100),
    vatBasisPoints: Math.round(vatPercent * 100),
  };
}

/** numerator / denominator, halves up; both are integers, and so is every step. */
function roundHalfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/**
 * R28: divides the seller's part of an order. The deduction is rounded once; VAT is contained in it, and commission
 * and the seller's share are what is left, so that `net + commission + vat` is the gross amount to the cent.
 */
export function divideRelease(grossCents: number, terms: CommissionTerms): Release {
  const deductionCents = roundHalfUp(grossCents * terms.commissionBasisPoints, 10_000);
  const vatCents = roundHalfUp(deductionCents * terms.vatBasisPoints, 10_000 + terms.vatBasisPoints);
  return {
    grossCents,
    netCents: grossCents - deductionCents,
    commissionCents: deductionCents - vatCents,
    vatCents,
  };
}

/**
 * A part of what was released, divided as all of it was: what a chargeback takes of it is claimed from the seller, the
 * platform and the state alike. All of it is exactly what was released, and no cent is over in a part.
 */
export function partOfRelease(
  grossCents: number,
  released: Pick<Release, "commissionCents" | "vatCents"> & { readonly releasedCents: number },
): Release {
  const { releasedCents, commissionCents, vatCents } = released;
  if (grossCents === 0) return { grossCents: 0, netCents: 0, commissionCents: 0, vatCents: 0 };
  const deductionCents = roundHalfUp(grossCents * (commissionCents + vatCents), releasedCents);
  const partVatCents = Math.min(deductionCents, roundHalfUp(grossCents * vatCents, releasedCents));
  return {
    grossCents,
    netCents: grossCents - deductionCents,
    commissionCents: deductionCents - partVatCents,
    vatCents: partVatCents,
  };
}
