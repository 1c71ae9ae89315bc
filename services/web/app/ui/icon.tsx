import sprite from "virtual:icon-sprite";
import type { IconName } from "../icons/list.ts";

/** A drawing beside words, which say the same: screen readers skip it. */
export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
  return (
    <svg className={`icon ${className}`} aria-hidden="true" focusable="false">
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
