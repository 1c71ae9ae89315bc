import type { Account } from "@vc/client";
import { useEffect, useState } from "react";
import { pageContext } from "./page-context.ts";

/** Who is signed in, as far as the browser knows: `unknown` until it has looked, and on the server. */
export type SignedIn = { kind: "unknown" } | { kind: "signed-out" } | { kind: "signed-in"; account: Account };

const CHANGED = "vc-session-changed";

const KNOWN = "vc.known";

/** Notes that a person has signed in with this browser: not who. */
export function rememberPerson(): void {
  localStorage.setItem(KNOWN, "1");
}

/** Whether a person has ever signed in with this browser. */
export function isKnownHere(): boolean {
  return localStorage.getItem(KNOWN) !== null;
}

/** Lets every part of this document know that a person has signed in. */
export function announceSession(): void {
  window.dispatchEvent(new Event(CHANGED));
}

/** The session of this browser. It is read after the page is shown, so that HTML holds nothing personal. */
export function useSignedIn(): SignedIn {
  const [signedIn, setSignedIn] = useState<SignedIn>({ kind: "unknown" });
  useEffect(() => {
    const { api } = pageContext();
    let isCurrent = true;
    async function look() {
      const answer = api.session() === undefined ? undefined : await api.GET("/v1/me").catch(() => undefined);
      if (!isCurrent) return;
      setSignedIn(answer?.data ? { kind: "signed-in", account: answer.data } : { kind: "signed-out" });
    }
    void look();
    const onChange = () => void look();
    window.addEventListener(CHANGED, onChange);
    // Another tab signed in or out.
    window.addEventListener("storage", onChange);
    return () => {
      isCurrent = false;
      window.removeEventListener(CHANGED, onChange);
      window.removeEventListener("storage", onChange);
    };
  }, []);
  return signedIn;
}
