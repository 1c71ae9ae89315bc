import type { Locale } from "@vc/contracts";
import { type AccountProjection, createAccountProjection, type Database } from "@vc/service";
import { personModel } from "./model.ts";

/** As much of a person as money needs: Stripe wants the address of a payee, invoices and receipts name people. */
export interface Person {
  readonly email: string;
  readonly displayName: string;
  readonly locale: Locale;
}

export type People = AccountProjection<Person>;

export function createPeople(database: Database): People {
  return createAccountProjection<Person>(database.model(personModel), ({ email, displayName, locale }) => ({
    email,
    displayName,
    locale,
  }));
}

/** The recipient that a document names; empty for an account that is closed or not known yet. */
export function recipientOf(person: Person | null): { name: string; email: string } {
  return { name: person?.displayName ?? "", email: person?.email ?? "" };
}
