import { must } from "@vc/client";
import { register, sendMessage, uniqueWord, until, verifyEmail } from "@vc/testing/journey";
import { ask } from "@vc/testing/people";
import { expect, it } from "vitest";
import { platformLogs } from "./platform-logs.ts";
import { testWorld } from "./test-platform.ts";

const PASSWORD = "correct horse battery";

it("no log contains passwords, tokens, message texts or e-mail addresses", async () => {
  const world = testWorld();
  const person = await register(world, uniqueWord(), "fr");
  const [secret, wrong, said] = [uniqueWord(), uniqueWord(), uniqueWord()];
  await verifyEmail(world, person);
  const verification = (await world.mail.link(person.email, "/verify-email?token=")).searchParams.get(
    "token",
  );
  const { refreshToken = "", accessToken = "" } = person.api.session() ?? {};

  // Everything that goes wrong is logged more than what goes well.
  await person.api.logIn({ email: person.email, password: `${wrong} horse battery` });
  await person.api.POST("/v1/auth/refresh", { body: { refreshToken: `${wrong}-token` } });
  await person.api.POST("/v1/auth/verify-email", { body: { token: `${wrong}-token` } });
  const taken = { email: person.email, password: PASSWORD, displayName: "X", locale: "fr" as const };
  await person.api.POST("/v1/auth/register", { body: taken });
  await ask(person.api, "POST", "/v1/auth/login", {
    body: { email: 1, password: [`${wrong} horse battery`] },
  });
  must(await person.api.POST("/v1/auth/forgot-password", { body: { email: person.email } }));
  const reset = (await world.mail.link(person.email, "/reset-password?token=")).searchParams.get("token");
  const { ticket } = must(await person.api.POST("/v1/notifications/stream-tickets"));
  const stream = await fetch(new URL(`/v1/notifications/stream?ticket=${ticket}`, world.gatewayUrl));
  await stream.body?.cancel();
  const support = must(
    await person.api.POST("/v1/conversations", { body: { kind: "support", text: `Bonjour ${said}` } }),
  );
  must(await sendMessage(person, support.id, { text: `Encore ${said}` }));
  const renewed = { token: reset ?? "", password: `${secret} horse battery` };
  must(await person.api.POST("/v1/auth/reset-password", { body: renewed }));

  const secrets = [PASSWORD, secret, wrong, said, person.email, person.name];
  const tokens = [verification, refreshToken, accessToken, reset, ticket].map((token) => token ?? "");
  expect(tokens.filter((token) => token.length < 20)).toEqual([]);
  await until("the last request to be in the log", async () =>
    platformLogs().some(
      ({ name, text }) => name.startsWith("accounts") && text.includes("/v1/auth/reset-password"),
    ),
  );
  const found = platformLogs().flatMap(({ name, text }) => [
    ...[...secrets, ...tokens].filter((word) => text.includes(word)).map((word) => `${name}: ${word}`),
    // Of all other people in this run.
    ...(text.match(/[\w.+-]+@example\.test/g) ?? []).map((email) => `${name}: ${email}`),
    ...(text.match(/eyJ[\w-]{10,}\.eyJ[\w-]{10,}/g) ?? []).map((token) => `${name}: ${token.slice(0, 20)}…`),
  ]);
  expect([...new Set(found)]).toEqual([]);
});
