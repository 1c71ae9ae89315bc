import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { PageContext, providePageContext } from "../app/state/page-context.ts";

/** Draws the cover of a listing as SVG, 320 wide and 240 high, with its words in a font. */
export type DrawCover = (
  listing: { readonly id: string; readonly title: string; readonly topCategory: string },
  fontFamily: string,
) => string;

/** The pages as the host of them needs them. */
export interface Pages {
  /** Folder of files that browsers load, with `assets/` for those whose names change with their content. */
  readonly clientDir: string;
  readonly render: (request: Request, context: PageContext) => Promise<Response>;
  readonly drawCover: DrawCover;
}

/** What `app/server.ts` exports. */
interface ServerEntry {
  readonly renderPage: (request: Request) => Response | Promise<Response>;
  readonly providePageContext: typeof providePageContext;
  readonly drawCover: DrawCover;
}

/**
 * Loads the pages that Vite has built.
 *
 * @param dir absolute, or from the folder of this service
 * @throws Error that says how to build them when they are not there
 */
export async function loadPages(dir: string): Promise<Pages> {
  const buildDir = resolve(import.meta.dirname, "..", dir);
  const entryFile = join(buildDir, "server/server.js");
  if (!existsSync(entryFile)) {
    throw new Error(`no pages in ${buildDir}: build them with services/web/build/main.ts`);
  }
  // Built from app/server.ts, whose exports these are.
  const entry = (await import(pathToFileURL(entryFile).href)) as ServerEntry;
  const contexts = new AsyncLocalStorage<PageContext>();
  entry.providePageContext(() => {
    const context = contexts.getStore();
    if (context === undefined) throw new Error("a page was rendered outside of a request");
    return context;
  });
  return {
    clientDir: join(buildDir, "client"),
    render: (request, context) => contexts.run(context, async () => entry.renderPage(request)),
    drawCover: entry.drawCover,
  };
}
