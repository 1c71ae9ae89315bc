import { ignoresTokens, ROUTES } from "../../../e2e/authorisation/rules.ts";
import { PERSONAS, verdictOf } from "../../../e2e/authorisation/verdicts.ts";

/** `docs/generated/authorisation.md`: who may call what, from the table that e2e/authorisation.e2e.test.ts proves. */
export function renderAuthorisation(): string {
  const rows = Object.entries(ROUTES).map(([route, rule]) => {
    const verdicts = PERSONAS.map((persona) => verdictOf(rule, persona));
    return `| \`${route}\` | ${[rule, ...verdicts, ignoresTokens(route) ? "yes" : "401"].join(" | ")} |`;
  });
  return [
    "# Who may call what",
    "",
    "Generated from `e2e/authorisation` by `npm run generate`. Do not edit.",
    "`e2e/authorisation.e2e.test.ts` proves every cell against the running platform.",
    "",
    "Yes: allowed. 401: not signed in. 403: the role is missing. 404: does not exist for the caller (R41).",
    "409: the caller is the other party of the order. A bad token is expired, signed by a foreign key, unsigned",
    "(`alg: none`), signed with the public key as a secret, altered, issued for another audience, or not an access token.",
    "",
    `| route | who | ${PERSONAS.join(" | ")} | bad token |`,
    `|---|---|${PERSONAS.map(() => "---|").join("")}---|`,
    ...rows,
    "",
  ].join("\n");
}
