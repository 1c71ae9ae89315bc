import { useEffect, useState } from "react";
import { dialogOf, hasDialog } from "../guide/dialogs.ts";
import type { GuideAction } from "../guide/panels.ts";
import { useNow } from "../state/now.ts";
import { Icon } from "../ui/icon.tsx";
import { useAppWords } from "../words/app-words.ts";
import { Action } from "./guide-panel.tsx";
import type { OrderScene } from "./use-order.ts";

/** On a phone: what there is to do, at the bottom of the window once the panel with its buttons has left it. */
export function ActionBar({ scene }: { scene: OrderScene }) {
  const { order: words, dialogs } = useAppWords();
  const now = useNow();
  const { guide, order, role, facts } = scene;
  const isGone = useIsAbove(".guide-primary", guide.name);
  if (guide.primary.length === 0 || !isGone) return null;
  // Where the choice is real, both have the same weight here too.
  const looks = guide.primary.length > 1 ? "button button-equal" : "button";
  const labelOf = (action: GuideAction) =>
    words.actionsOn[guide.name]?.[action] === undefined && hasDialog(action)
      ? { label: dialogs[dialogOf(action, order, role, now)].title(facts) }
      : {};
  return (
    <div className="action-bar">
      {guide.primary.map((action) => (
        <Action key={action} action={action} scene={scene} className={looks} {...labelOf(action)} />
      ))}
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
