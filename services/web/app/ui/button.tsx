import type { ReactNode } from "react";
import { SlowNote } from "./slow-note.tsx";

/**
 * The button that sends a form. While it sends it says so and keeps the focus; the form itself takes no second press.
 *
 * @param busyLabel what it says while it sends
 */
export function SubmitButton({
  isBusy,
  busyLabel,
  children,
}: {
  isBusy: boolean;
  busyLabel: string;
  children: ReactNode;
}) {
  return (
    <>
      <button className="button mt-24 w-full" type="submit" aria-disabled={isBusy}>
        <span aria-live="polite">{isBusy ? busyLabel : children}</span>
      </button>
      <SlowNote isBusy={isBusy} />
    </>
  );
}
