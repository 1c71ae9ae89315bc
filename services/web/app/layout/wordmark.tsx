import { useWords } from "../state/language.tsx";

/** The name, with its first letter cut like a folder. Styles cut a letter of its own, so screen readers get the whole. */
export function Wordmark() {
  const { common } = useWords();
  return (
    <>
      <b>{common.siteName.slice(0, 1)}</b>
      {common.siteName.slice(1)}
    </>
  );
}
