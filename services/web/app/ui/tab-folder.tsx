import type { ReactNode } from "react";
import type { IconName } from "../icons/list.ts";
import { Icon } from "./icon.tsx";

export type Tone = "ambre" | "pine" | "brique" | "prune" | "feuille" | "stone" | "ardoise";

/** A folder with its tab: what it is about, beside it a clock, inside a sheet, and below it a flap on the folder's colour. */
export function TabFolder({
  tone,
  icon,
  label,
  beside,
  flap,
  labelledBy,
  className = "",
  id,
  children,
}: {
  tone: Tone;
  icon: IconName;
  label: string;
  beside?: ReactNode;
  flap?: ReactNode;
  labelledBy: string;
  className?: string;
  id?: string;
  children: ReactNode;
}) {
  return (
    <section
      className={`tab-folder tone-${tone} ${className}`}
      aria-labelledby={labelledBy}
      {...(id && { id })}
    >
      <div className="tab-folder-top">
        <p className="tab-folder-label">
          <Icon name={icon} />
          <span>{label}</span>
          <svg className="tab-folder-end" viewBox="0 0 36 40" aria-hidden="true">
            <path
              className="tab-folder-fill"
              d="M-1 .5H4C9.5.5 11.6 2.4 13.8 7L26 32.4C28.6 37.8 30.8 39.5 36 39.5V41H-1Z"
            />
            <path
              className="tab-folder-edge"
              d="M-1 .5H4C9.5.5 11.6 2.4 13.8 7L26 32.4C28.6 37.8 30.8 39.5 36 39.5"
            />
          </svg>
        </p>
        {beside}
      </div>
      <div className="tab-folder-body">
        <div className="tab-folder-sheet">{children}</div>
        {flap}
      </div>
    </section>
  );
}
