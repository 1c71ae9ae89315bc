import type { Language } from "../state/page-context.ts";

const unitsByLanguage = {
  fr: { byte: "octets", kilo: "Ko", mega: "Mo" },
  en: { byte: "bytes", kilo: "KB", mega: "MB" },
} as const satisfies Record<Language, Record<string, string>>;

/** The size of a file: « 4,2 Mo », "380 KB". */
export function fileSize(bytes: number, language: Language): string {
  const units = unitsByLanguage[language];
  const mega = bytes / 1_048_576;
  if (bytes < 1_024) return `${bytes}\u00a0${units.byte}`;
  if (mega < 1) return `${Math.round(bytes / 1_024)}\u00a0${units.kilo}`;
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const digits = mega < 10 ? 1 : 0;
  return `${mega.toLocaleString(locale, { maximumFractionDigits: digits })}\u00a0${units.mega}`;
}
