/** Numbers of the product rules that pages speak of. Words take them as parameters and never contain them. */
export interface Policy {
  readonly acceptHours: number;
  readonly completionDays: number;
  /** Between 0 and 1, VAT included. */
  readonly commissionShare: number;
}

/** The rules' own values (R10, R16, R28). */
export const policy: Policy = { acceptHours: 48, completionDays: 7, commissionShare: 0.2 };
