import { useEffect, useState } from "react";

/** Keeps what a person writes in this tab, so that a closed dialog, a reload or a new sign-in loses nothing. */
export function useDraft(key: string): [text: string, setText: (text: string) => void] {
  const name = `draft.${key}`;
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? "");
  useEffect(() => {
    if (text === "") sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  }, [name, text]);
  return [text, setText];
}
