import { ignoresTokens, PERSONAS, ROUTES, verdictOf } from "../../../e2e/authorisation/rules.ts";

/** `docs/generated/authorisation.md`: who may call what, from the table that e2e/authorisation.e2e.test.ts proves. */
export function renderAuthorisation(): string {
  const rows = Object.entries(ROUTES).map(([route, rule]) => {
    const verdicts = PERSONAS.map((persona) => verdictOf(rule, persona));
    return `| \`${route}\` | ${[rule, ...verdicts, ignoresTokens(route) ? "yes" : "401"].join(" | ")} |`;
  });
  return [
    "# Who may call what",
    "",
    "Generated from `e2e/authorisation/rules.ts` by `npm run generate`. Do not edit.",
    "`e2e/authorisation.e2e.test.ts` asks the running platform for every cell of it.",
    "",
    "Yes: gets through. 401: not signed in. 403: lacks the role. 404: does not exist for them (R41).",
    "409: is the other side of the order. A bad token is one that has run out, is signed by a foreign key, by none",
    "(`alg: none`) or with the public key as a secret, has been changed, is for another audience, or is no access token.",
    "",
    `| route | who | ${PERSONAS.join(" | ")} | bad token |`,
    `|---|---|${PERSONAS.map(() => "---|").join("")}---|`,
    ...rows,
    "",
  ].join("\n");
}
