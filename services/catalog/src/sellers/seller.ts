/** R5: what publishing asks of the seller. */
export interface SellerStatus {
  readonly emailVerified: boolean;
  readonly canReceiveMoney: boolean;
}

/** What the reviews of a seller say; 0 without reviews. */
export interface SellerFigures {
  readonly rating: number;
  readonly reviewCount: number;
}
