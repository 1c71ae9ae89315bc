import type { ReactNode } from "react";

/** A list without entries: a picture, what could be here, and the link that leads on. */
export function EmptyState({ text, link }: { text: string; link: ReactNode }) {
  return (
    <div className="empty">
      <EmptyFolder />
      <p className="type-lead">{text}</p>
      <p className="flex">{link}</p>
    </div>
  );
}

/** The folder, with nothing in it yet. */
function EmptyFolder() {
  return (
    <svg className="empty-folder" viewBox="0 0 160 110" aria-hidden="true">
      <path
        className="empty-folder-back"
        d="M8 20a8 8 0 0 1 8-8h40l10 12h78a8 8 0 0 1 8 8v62a8 8 0 0 1-8 8H16a8 8 0 0 1-8-8z"
      />
      <path className="empty-folder-sheet" d="M30 38h90M30 52h70M30 66h80" />
    </svg>
  );
}
