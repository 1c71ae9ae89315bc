export { hasContacts, maskContacts, PLACEHOLDER } from "./mask-contacts.ts";
