import type { Language } from "../state/page-context.ts";

/** The plural categories that each language has, so that a missing form does not compile. */
interface Forms {
  readonly fr: Readonly<Record<"one" | "many" | "other", string>>;
  readonly en: Readonly<Record<"one" | "other", string>>;
}

const rules = { fr: new Intl.PluralRules("fr"), en: new Intl.PluralRules("en") } as const;

/** The form of a French noun phrase for a number. */
export function pluralFr(count: number, forms: Forms["fr"]): string {
  return choose("fr", count, forms);
}

/** The form of an English noun phrase for a number. */
export function pluralEn(count: number, forms: Forms["en"]): string {
  return choose("en", count, forms);
}

/** A number with its French noun, of the two forms that almost every noun has. */
export function countedFr(count: number, one: string, more: string): string {
  return pluralFr(count, { one: `${count} ${one}`, many: `${count} ${more}`, other: `${count} ${more}` });
}

/** A number with its English noun. */
export function countedEn(count: number, one: string, more: string): string {
  return pluralEn(count, { one: `${count} ${one}`, other: `${count} ${more}` });
}

function choose(language: Language, count: number, forms: Readonly<Record<string, string>>): string {
  return forms[rules[language].select(count)] ?? forms.other ?? "";
}
