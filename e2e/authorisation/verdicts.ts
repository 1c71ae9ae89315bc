/** Who calls. `buyer` and `seller` are those of the order, listing or conversation that is asked for. */
export const PERSONAS = ["stranger", "buyer", "seller", "other", "mediator", "admin"] as const;
export type Persona = (typeof PERSONAS)[number];

/**
 * What a caller gets: through, or refused as not signed in (401), lacking a role (403), asking for what does not exist
 * for them (404, R41), or in the wrong part of their own order (409 `action_not_allowed`).
 */
export const VERDICTS = ["yes", "401", "403", "404", "409"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What each rule gives to whom, in the order of PERSONAS. */
export const RULES = {
  anyone: "yes yes yes yes yes yes",
  "the holder of the link": "yes yes yes yes yes yes",
  "the payment provider, by its signature": "yes yes yes yes yes yes",
  "any signed-in account": "401 yes yes yes yes yes",
  mediator: "401 403 403 403 yes 403",
  "mediator or admin": "401 403 403 403 yes yes",
  admin: "401 403 403 403 403 yes",
  "the account itself": "401 yes 404 404 404 404",
  "the listing's seller": "401 404 yes 404 404 404",
  "anyone; a draft, its seller": "404 404 yes 404 404 404",
  "the buyer": "401 yes 404 404 404 404",
  "the seller": "401 404 yes 404 404 404",
  "buyer and seller": "401 yes yes 404 404 404",
  "buyer and seller; once disputed, a mediator": "401 yes yes 404 yes 404",
  "the buyer, of the two": "401 yes 409 404 404 404",
  "the seller, of the two": "401 409 yes 404 404 404",
  "the buyer, in a dispute": "401 yes 409 404 409 404",
  "the seller, in a dispute": "401 409 yes 404 409 404",
  "the participants": "401 yes yes 404 404 404",
  "the author of a support request, and staff": "401 yes 404 404 yes yes",
} as const satisfies Record<string, string>;
export type Rule = keyof typeof RULES;

export const STAFF_RULES = ["mediator", "mediator or admin", "admin"] as const satisfies readonly Rule[];

/** The verdict of a rule for a persona. */
export function verdictOf(rule: Rule, persona: Persona): Verdict {
  const given = RULES[rule].split(" ")[PERSONAS.indexOf(persona)];
  const verdict = VERDICTS.find((each) => each === given);
  if (verdict === undefined) throw new Error(`the rule “${rule}” says nothing of ${persona}`);
  return verdict;
}
