import { useEffect, useState } from "react";
import { useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";

/** R6: hands the address of the page on, by the device's own way or else by its clipboard. It needs a script. */
export function ShareButton({ title }: { title: string }) {
  const words = useWords().listing;
  const [canShare, setCanShare] = useState(false);
  const [isCopied, setIsCopied] = useState(false);
  // Neither is there on a page that came without TLS.
  useEffect(() => setCanShare(hasShare() || navigator.clipboard !== undefined), []);
  if (!canShare) return null;
  const share = async () => {
    const url = location.origin + location.pathname;
    if (hasShare()) return navigator.share({ title, url });
    await navigator.clipboard.writeText(url);
    setIsCopied(true);
  };
  return (
    // A person who thinks better of it has lost nothing.
    <button className="quiet-link" type="button" onClick={() => void share().catch(() => undefined)}>
      <Icon name={isCopied ? "check" : "share"} />
      <span role="status">{isCopied ? words.copied : words.share}</span>
    </button>
  );
}

/** Whether the device has its own way to hand something on. */
function hasShare(): boolean {
  return typeof navigator.share === "function";
}
