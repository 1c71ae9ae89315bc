import { AccountChanged, AccountClosing, AccountReopened, SessionEnded } from "@vc/contracts";
import type { CallerCheck } from "@vc/http";
import { testPlatform, waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../ids.ts";
import { watchAccounts } from "./watch-accounts.ts";

let surroundings: Awaited<ReturnType<typeof testPlatform>>;
let check: CallerCheck;
beforeAll(async () => {
  surroundings = await testPlatform({ service: "orders" });
  check = watchAccounts(surroundings.platform);
  await surroundings.start();
});
afterAll(() => surroundings.stop());

const aMediator = (accountSequence = 2) => ({
  accountId: newId("account"),
  roles: ["user", "mediator"] as const,
  emailVerified: true,
  sessionId: `session-${newId("account")}`,
  accountSequence,
});
type Person = ReturnType<typeof aMediator>;
const snapshot = ({ accountId }: Person, roles: ("user" | "mediator")[]) => ({
  accountId,
  email: "m@example.test",
  emailVerified: true,
  displayName: "Mia",
  bio: "",
  locale: "fr" as const,
  roles,
  createdAt: "2026-01-01T00:00:00.000Z",
});
const becomes = (person: Person, roles: readonly string[] | null) =>
  waitFor(async () => JSON.stringify((await check(person))?.roles ?? null) === JSON.stringify(roles), {
    what: `${person.accountId} to be left with ${JSON.stringify(roles)}`,
  });

it("hunt U10: takes a role from tokens of before it ended, and from no later one", async () => {
  const mediator = aMediator();
  expect(await check(mediator)).toEqual(mediator);
  await surroundings.neighbours.tell(AccountChanged, mediator.accountId, snapshot(mediator, ["user"]), 3);
  await becomes(mediator, ["user"]);
  const again = snapshot(mediator, ["user", "mediator"]);
  await surroundings.neighbours.tell(AccountChanged, mediator.accountId, again, 4);
  await becomes({ ...mediator, accountSequence: 4 }, ["user", "mediator"]);
});

it("hunt U10: leaves nothing to a closing account, until it is opened again", async () => {
  const person = aMediator();
  const closing = { accountId: person.accountId, closingId: newId("closing") };
  await surroundings.neighbours.tell(AccountClosing, person.accountId, closing, 3);
  await becomes(person, null);
  // A token that was issued after event 4 is good, and all are once the service hears that the account stays.
  expect((await check({ ...person, accountSequence: 4 }))?.roles).toEqual(person.roles);
  await surroundings.neighbours.tell(
    AccountReopened,
    person.accountId,
    { ...closing, wasPromised: false },
    4,
  );
  await becomes(person, person.roles);
});

it("hunt U2: leaves nothing to the tokens of a session that has ended", async () => {
  const person = aMediator();
  const { accountId, sessionId } = person;
  const endedAt = "2026-01-01T00:00:00.000Z";
  await surroundings.neighbours.tell(SessionEnded, sessionId, { accountId, sessionId, endedAt });
  await becomes(person, null);
  expect(await check({ ...person, sessionId: "another" })).not.toBeNull();
});
