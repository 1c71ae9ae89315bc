/** `docs/generated/stripe-conformance.md`: what of Stripe is simulated, where Stripe says so, and where it is tested. */
export async function renderStripeConformance(): Promise<string> {
  const { behaviours } = await import("../../stripe-simulator/src/conformance/behaviours.ts");
  const rows = behaviours.map(
    ({ id, title, source, where }) =>
      `| \`${id}\` | ${title} | ${source} | ${where === "anywhere" ? "simulator, Stripe" : "simulator"} |`,
  );
  return [
    "# Conformance with Stripe",
    "",
    "Generated from `tools/stripe-simulator/src/conformance/behaviours`. Do not edit.",
    "",
    "Each row is a test of the same name: it talks to Stripe's API by the `stripe` package. `npm test` runs them against the",
    "simulator at its hardest. `npm run stripe:sandbox` runs those that the API alone can cause against a test account at",
    "Stripe, and prints what differs. Sources are declarations of the `stripe` package and pages of Stripe.",
    "",
    "| behaviour | what happens | source | tested with |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
