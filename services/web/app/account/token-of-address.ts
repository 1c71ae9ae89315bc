import { useEffect, useState } from "react";

/** The token of a link from an e-mail. It leaves the address at once, so that no history and no screenshot keeps it. */
export function useTokenOfAddress(given: string | undefined): string | undefined {
  const [token] = useState(given);
  useEffect(() => {
    if (new URLSearchParams(location.search).has("token")) {
      history.replaceState(history.state, "", location.pathname);
    }
  }, []);
  return token;
}
