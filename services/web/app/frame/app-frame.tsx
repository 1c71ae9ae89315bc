import { QueryClientProvider } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { duration } from "../format/dates.ts";
import { useLanguage } from "../state/language.tsx";
import { POLL_MS, useLive } from "../state/live.ts";
import { createQueryClient } from "../state/queries.ts";
import { useAppWords } from "../words/app-words.ts";
import { AppHeader } from "./app-header.tsx";
import { AppNav } from "./app-nav.tsx";

/** What surrounds every page of a signed-in person. It stays while pages change, with everything that they have read. */
export function AppFrame() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <AppHeader />
      <div className="app-shell">
        <AppNav />
        <main id="main" className="app-main">
          <ConnectionBanner />
          <Outlet />
        </main>
      </div>
    </QueryClientProvider>
  );
}

function ConnectionBanner() {
  const { frame } = useAppWords();
  const { isLost } = useLive();
  const every = duration(POLL_MS, useLanguage());
  return <div role="status">{isLost && <p className="app-banner">{frame.connectionLost({ every })}</p>}</div>;
}
