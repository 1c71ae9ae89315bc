import { useEffect, useState } from "react";
import { Icon } from "../ui/icon.tsx";
import { useAppWords } from "../words/app-words.ts";
import { Action } from "./guide-panel.tsx";
import type { OrderScene } from "./use-order.ts";

/** On a phone: what there is to do, at the bottom of the window once the panel with its buttons has left it. */
export function ActionBar({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const [first] = scene.guide.primary;
  const isGone = useIsAbove(".guide-primary", scene.guide.name);
  if (first === undefined || !isGone) return null;
  return (
    <div className="action-bar">
      <Action action={first} scene={scene} className="button" />
      <a className="icon-button" href="#guide" aria-label={words.allActions}>
        <Icon name="more" className="icon-large" />
      </a>
    </div>
  );
}

/** Whether a part of the page has been scrolled out at the top. */
function useIsAbove(selector: string, version: string): boolean {
  const [isAbove, setIsAbove] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the page has another such part.
  useEffect(() => {
    setIsAbove(false);
    const part = document.querySelector(selector);
    if (part === null) return;
    const observer = new IntersectionObserver(([entry]) => {
      setIsAbove(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.top < 0);
    });
    observer.observe(part);
    return () => observer.disconnect();
  }, [selector, version]);
  return isAbove;
}
