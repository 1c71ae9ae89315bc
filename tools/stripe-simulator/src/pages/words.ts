export type Language = "en" | "fr";

const words = {
  badge: { en: "Simulated – no real money", fr: "Simulation – pas d’argent réel" },
  pay: { en: "Pay", fr: "Payer" },
  payTitle: { en: "Payment", fr: "Paiement" },
  cardNumber: { en: "Card number", fr: "Numéro de carte" },
  expiry: { en: "Expiry (MM / YY)", fr: "Expiration (MM / AA)" },
  cvc: { en: "Security code", fr: "Code de sécurité" },
  cardName: { en: "Name on the card", fr: "Nom sur la carte" },
  payByDebit: { en: "Pay by SEPA debit", fr: "Payer par prélèvement SEPA" },
  accountHolder: { en: "Account holder", fr: "Titulaire du compte" },
  orderDebit: { en: "Authorise the debit", fr: "Autoriser le prélèvement" },
  back: { en: "Back without paying", fr: "Revenir sans payer" },
  testCards: { en: "Test cards", fr: "Cartes de test" },
  testCardsHint: {
    en: "Any expiry in the future and any 3 digits as the code.",
    fr: "Date d’expiration future et code à 3 chiffres au choix.",
  },
  pays: { en: "pays", fr: "paie" },
  declined: { en: "is declined", fr: "est refusée" },
  noFunds: { en: "has insufficient funds", fr: "n’a pas assez de fonds" },
  asksFirst: { en: "asks for 3-D Secure", fr: "demande 3-D Secure" },
  chargedBack: { en: "pays, is charged back later", fr: "paie, puis conteste le paiement" },
  expiredTitle: { en: "This payment page has expired", fr: "Cette page de paiement a expiré" },
  expiredText: {
    en: "Nothing was charged. Start the payment again from the shop.",
    fr: "Rien n’a été débité. Recommencez le paiement depuis la boutique.",
  },
  paidTitle: { en: "This has been paid", fr: "Ce paiement a été effectué" },
  continue: { en: "Continue", fr: "Continuer" },
  unknownTitle: { en: "No such page", fr: "Page introuvable" },
  unknownText: {
    en: "The address is incomplete or too old.",
    fr: "L’adresse est incomplète ou trop ancienne.",
  },
  confirmTitle: { en: "Your bank asks you to confirm", fr: "Votre banque vous demande de confirmer" },
  confirmText: {
    en: "3-D Secure check for the card ending in",
    fr: "Vérification 3-D Secure pour la carte se terminant par",
  },
  authorize: { en: "Confirm the payment", fr: "Confirmer le paiement" },
  refuse: { en: "Refuse", fr: "Refuser" },
  setupTitle: { en: "Receive your payouts", fr: "Recevoir vos virements" },
  setupText: {
    en: "Tell us who you are and which bank account your earnings go to.",
    fr: "Indiquez qui vous êtes et le compte bancaire qui recevra vos gains.",
  },
  setupName: { en: "First and last name", fr: "Prénom et nom" },
  iban: { en: "IBAN", fr: "IBAN" },
  submit: { en: "Save and continue", fr: "Enregistrer et continuer" },
  setupDone: { en: "Your details are saved", fr: "Vos informations sont enregistrées" },
  wrongIban: { en: "This IBAN is not valid.", fr: "Cet IBAN n’est pas valide." },
  wrongName: { en: "Please give your name.", fr: "Indiquez votre nom." },
  testIbans: { en: "Test IBANs", fr: "IBAN de test" },
  ibanWorks: { en: "the account works", fr: "le compte fonctionne" },
  ibanFails: { en: "payouts fail later", fr: "les virements échouent" },
  ibanRestricts: { en: "the account is restricted", fr: "le compte est restreint" },
} as const satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof words;

export function say(language: Language, word: Word): string {
  return words[word][language];
}

/** The language that a browser likes better: French or English, English where it says neither. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const ranked = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.trim().split(";q=");
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((a, b) => b.quality - a.quality);
  const known = ranked.find(({ tag }) => tag.startsWith("fr") || tag.startsWith("en"));
  return known?.tag.startsWith("fr") ? "fr" : "en";
}

export function euros(language: Language, cents: number): string {
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-IE", {
    style: "currency",
    currency: "EUR",
  }).format(cents / 100);
}
