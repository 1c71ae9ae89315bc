import { createStartHandler, defaultRenderHandler } from "@tanstack/react-start/server";
import { providePageContext } from "./state/page-context.ts";
import { words as english } from "./words/en/words-en.ts";
import { words as french } from "./words/fr/words-fr.ts";
import { provideWords } from "./words/words.ts";

export { drawCover } from "./market/share-cover.tsx";
export { providePageContext };

provideWords("fr", french);
provideWords("en", english);

/** Renders the page of an address. The answer is whole, not streamed (the gateway passes short answers as a whole). */
export const renderPage: (request: Request) => Response | Promise<Response> =
  createStartHandler(defaultRenderHandler);

// The plugin of the framework wants its entry's default export to be a handler; the host uses the names above.
export default { fetch: renderPage };
