import type { CorpusListing } from "@vc/catalog/relevance/corpus.ts";
import type { ListingDocument } from "@vc/catalog/src/listings/model.ts";
import { searchTermsOf } from "@vc/catalog/src/listings/store.ts";
import { ratingBandOf } from "@vc/catalog/src/ranking/rating-bands.ts";

/** What tells the many listings of one kind apart: the trade or the town that they are for. */
const trades =
  "boulangerie,coiffeur,plombier,fleuriste,ostéopathe,avocat,garage,hôtel,camping,vigneron,école,menuisier,architecte,dentiste,bijoutier,agence immobilière,salle de sport,librairie,pharmacie,traiteur,bakery,barber,plumber,florist,yoga studio,law firm,garage,hotel,winery,school,carpenter,dentist,jeweller,estate agent,gym,bookshop,pharmacy,caterer,brewery,museum".split(
    ",",
  );
const towns =
  "Lyon,Paris,Marseille,Lille,Nantes,Bordeaux,Toulouse,Nice,Rennes,Strasbourg,Grenoble,Dijon,Angers,Brest,Tours,London,Dublin,Bristol,Leeds,Glasgow,Cardiff,Toronto,Montréal,Bruxelles,Genève".split(
    ",",
  );
const styles =
  "moderne,élégant,coloré,sobre,rapide,premium,sur mesure,écologique,vintage,ludique,modern,elegant,bold,simple,fast,premium,bespoke,green,retro,playful".split(
    ",",
  );
const SELLERS = 5_000;

/**
 * So many listings, always the same ones but for their age: the corpus repeated, each time for another seller,
 * one a minute until now.
 */
export function* madeListings(corpus: readonly CorpusListing[], count: number): Generator<ListingDocument> {
  const now = Date.now();
  const pick = <T>(all: readonly T[], by: number): T => {
    const one = all[by % all.length];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  for (let index = 0; index < count; index++) {
    const base = pick(corpus, index);
    const turn = Math.floor(index / corpus.length);
    const [trade, town, style] = [
      pick(trades, turn * 7 + index),
      pick(towns, turn * 3 + index),
      pick(styles, turn),
    ];
    const seller = (index * 7919) % SELLERS;
    const rating = seller % 9 === 0 ? 0 : Math.round((3.6 + ((seller * 31) % 15) / 10) * 100) / 100;
    const terms = {
      title: `${base.title} · ${trade}`,
      description: `${base.description} ${style}, ${town}. ${base.description}`,
      category: base.category,
      tags: [...base.tags, style],
      basePriceCents: base.basePriceCents + (turn % 40) * 100,
      deliveryDays: base.deliveryDays,
      briefInstructions: "",
      extras: [],
      revisionLimit: null,
    };
    const createdAt = new Date(now - (count - index) * 60_000);
    yield {
      _id: `listing_${String(index).padStart(26, "0")}`,
      sellerId: `account_${String(seller).padStart(26, "0")}`,
      ...terms,
      state: "published",
      createdAt,
      updatedAt: createdAt,
      version: 2,
      sequence: 1,
      search: searchTermsOf(terms),
      sellerRating: rating,
      sellerReviewCount: rating === 0 ? 0 : seller % 60,
      ratingBand: ratingBandOf(rating),
    };
  }
}
