import { useAppWords } from "../words/app-words.ts";

/** Reads the next page of a list, where there is one. It keeps its place and the focus while it reads. */
export function MoreButton({
  list,
  label,
  className = "more",
}: {
  list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  label?: string;
  className?: string;
}) {
  const { frame } = useAppWords();
  if (!list.hasNextPage) return null;
  return (
    <p className={className}>
      <button
        className="button button-plain"
        type="button"
        aria-disabled={list.isFetchingNextPage}
        onClick={() => {
          if (!list.isFetchingNextPage) void list.fetchNextPage();
        }}
      >
        <span aria-live="polite">{list.isFetchingNextPage ? frame.loading : (label ?? frame.more)}</span>
      </button>
    </p>
  );
}
