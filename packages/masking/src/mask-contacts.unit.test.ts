import { describe, expect, it } from "vitest";
import { maskContacts, PLACEHOLDER } from "./mask-contacts.ts";

const contacts = {
  email: [
    "jean.dupont@example.fr",
    "JEAN+pro@mail.example.co.uk",
    "jean @ example.fr",
    "jean (at) example.fr",
    "jean[at]example[dot]fr",
    "jean arobase example point fr",
    "jean at example dot com",
    "zoé@société.fr",
  ],
  phone: [
    "0612345678",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "06/12/34/56/78",
    "06\u00a012\u00a034\u00a056\u00a078",
    "01 . 23 . 45 . 67 . 89",
    "+33612345678",
    "+33 6 12 34 56 78",
    "+33 (0)6 12 34 56 78",
    "0033 6 12 34 56 78",
    "+44 20 7946 0958",
    "+1 (415) 555-2671",
    "(415) 555-2671",
    "415-555-2671",
    "+49 30 901820",
    "+32 2 555 12 12",
  ],
  iban: [
    "FR7630006000011234567890189",
    "FR76 3000 6000 0112 3456 7890 189",
    "fr76 3000 6000 0112 3456 7890 189",
    "DE89 3704 0044 0532 0130 00",
    "GB29 NWBK 6016 1331 9268 19",
    "BE68-5390-0754-7034",
    "FR76 3000 6000 0112 3456 7890 188",
  ],
  messenger: [
    "https://wa.me/33612345678",
    "wa.me/33612345678",
    "https://api.whatsapp.com/send?phone=33612345678",
    "https://chat.whatsapp.com/AbCdEf123",
    "https://t.me/jeandupont",
    "t.me/+AbCdEf",
    "telegram.me/jean",
    "https://signal.me/#p/+33612345678",
    "https://signal.group/#CjQKIA",
    "https://discord.gg/abcdef",
    "discord.com/invite/abcdef",
    "https://m.me/jean.dupont",
    "https://www.messenger.com/t/jean",
    "https://www.facebook.com/messages/t/jean",
    "https://join.skype.com/invite/abc",
    "skype:jean.dupont?chat",
    "tg://resolve?domain=jean",
    "whatsapp://send?phone=33612345678",
    "Telegram : @jeandupont",
    "discord jean#1234",
    "skype live:jean.dupont",
  ],
} as const;

const innocent = [
  "Le total est de 1 234 567,00 € TTC.",
  "Comptez 15 000 € + 2 000 € d'extras.",
  "+ 10 000 000 € de chiffre d'affaires",
  "It costs 1,250.50 EUR or $99.",
  "Livraison le 06/05/2026 à 10:30.",
  "Du 01.02.2026 au 05.02.2026, puis 2026-05-06T10:30:00Z.",
  "le 01 02 2026 à 10 h 15",
  "commande order_01h455vb4pex5vsknk084sn02q",
  "550e8400-e29b-41d4-a716-446655440000",
  "version 10.0.19045.3324, puis 1.2.3 et 0.6.12.34",
  "Le logo fait 1920 x 1080 px, 300 dpi, #00ff88.",
  "Je crée des bots Telegram et Discord avec discord.js et WhatsApp Business.",
  "Mon portfolio : https://example.com/about.me/work et https://about.me/jean",
  "La documentation : https://discord.com/developers/docs",
  "signal: le rendu est parfait",
  "On se retrouve @ 15 h, à 3.50 l'unité",
  "look at example.com",
  "facture FA-2026-00012345, SIRET 732 829 320 00074",
  "de12 est presque fini",
  "Réponse sous 24h/48h, 7j/7",
  "12 34 56",
];

describe("R3: masking of contact details", () => {
  for (const [kind, examples] of Object.entries(contacts)) {
    it.each(examples)(`masks the ${kind} in a sentence: %s`, (contact) => {
      expect(maskContacts(`Bonjour, voici : ${contact} merci !`)).toEqual({
        text: `Bonjour, voici : ${PLACEHOLDER} merci !`,
        masked: [{ kind }],
      });
      expect(maskContacts(contact)).toEqual({ text: PLACEHOLDER, masked: [{ kind }] });
      expect(maskContacts(`(${contact}), ok`).masked).toEqual([{ kind }]);
    });
  }

  it.each(innocent)("leaves alone: %s", (text) => {
    expect(maskContacts(text)).toEqual({ text, masked: [] });
  });

  it("names every masked part in the order of the text", () => {
    expect(maskContacts("Tél. 06 12 34 56 78\nmail a@b.fr, t.me/jean et a@b.fr")).toEqual({
      text: `Tél. ${PLACEHOLDER}\nmail ${PLACEHOLDER}, ${PLACEHOLDER} et ${PLACEHOLDER}`,
      masked: [{ kind: "phone" }, { kind: "email" }, { kind: "messenger" }, { kind: "email" }],
    });
  });

  it("finds nothing in what it has masked already", () => {
    const once = maskContacts("a@b.fr +33612345678 FR7630006000011234567890189 wa.me/1");
    expect(maskContacts(once.text)).toEqual({ text: once.text, masked: [] });
  });

  it("leaves what stands around a hidden detail as it was typed", () => {
    expect(maskContacts("Voilà\u00a0: ０６ ４５\u200b １２ ７８ ９３, à d\u0065\u0301jà !")).toEqual({
      text: `Voilà\u00a0: ${PLACEHOLDER}, à d\u0065\u0301jà !`,
      masked: [{ kind: "phone" }],
    });
  });
});
