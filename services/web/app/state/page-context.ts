import type { Client } from "@vc/client";

/** The languages of the app. French is the first one: it stands at the root of the public addresses. */
export const LANGUAGES = ["fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What one rendering gets from its surroundings: from the server for each request, in a browser once. */
export interface PageContext {
  readonly api: Client;
  readonly now: () => Date;
  /** The language of pages whose address names none. */
  readonly language: Language;
  /** Where visitors reach the platform, for canonical addresses; without a slash at its end. */
  readonly publicUrl: string;
  /** Allows the page's own inline script under the Content-Security-Policy. A browser hides it, so it is server only. */
  readonly nonce?: string;
  /** Quoted to support where a page fails. */
  readonly requestId?: string;
  /** Sets the status of the answer where a page is shown in spite of a failure. Server only. */
  readonly setStatus?: (status: number) => void;
}

let read: () => PageContext = () => {
  throw new Error("no page context was provided");
};

/** Says where `pageContext` reads: the server's storage of the request at hand, or a browser's one context. */
export function providePageContext(reader: () => PageContext): void {
  read = reader;
}

export function pageContext(): PageContext {
  return read();
}
