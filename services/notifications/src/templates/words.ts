import type { Kind, KindData } from "../kinds.ts";

/** What a notification says: the title is also the subject of the e-mail, the lines are its paragraphs. */
export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
  /** Label of the button that leads to the thing. */
  readonly action: string;
}

/** The words of one language. `actor` is the name of the person who acted; "" where none is named. */
export type Vocabulary = { readonly [K in Kind]: (data: KindData[K], actor: string) => Words };
