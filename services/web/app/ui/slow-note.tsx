import { useEffect, useState } from "react";
import { useWords } from "../state/language.tsx";

/** How long an answer takes before it is worth a word. A service that was restarted is back by then, most often. */
const SLOW_MS = 4_000;

/** Beside a button that is sending: that it takes long, that the attempt goes on, and that nothing is done twice. */
export function SlowNote({ isBusy }: { isBusy: boolean }) {
  const { states } = useWords();
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    setIsSlow(false);
    if (!isBusy) return;
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [isBusy]);
  return <div role="status">{isSlow && <p className="slow-note">{states.slow}</p>}</div>;
}
