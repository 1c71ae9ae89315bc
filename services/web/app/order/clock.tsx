import { fullMoment, span } from "../format/dates.ts";
import type { Guide } from "../guide/guide.ts";
import { useLanguage } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { Icon } from "../ui/icon.tsx";
import { useAppWords } from "../words/app-words.ts";

const HOUR = 3_600_000;

type Urgency = "calm" | "soon" | "now";

/** How a clock looks: it never alarms about what the other side has to do. Pure. */
export function urgencyOf(clock: NonNullable<Guide["clock"]>, now: Date): Urgency {
  const leftMs = new Date(clock.at).getTime() - now.getTime();
  if (leftMs <= 0 && clock.kind === "deliver") return "now";
  if (!clock.isYours || leftMs > 24 * HOUR) return "calm";
  return leftMs > 4 * HOUR ? "soon" : "now";
}

const tones = { calm: "", soon: "tone-ambre", now: "tone-brique" } as const satisfies Record<Urgency, string>;

/** How much time is left, or since when it is over, with the moment itself beside it. It is silent for screen readers. */
export function Clock({ clock, isShort = false }: { clock: NonNullable<Guide["clock"]>; isShort?: boolean }) {
  const { order } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const at = new Date(clock.at);
  const leftMs = at.getTime() - now.getTime();
  const isOver = leftMs <= 0;
  const isLate = isOver && clock.kind === "deliver";
  const text = isLate
    ? order.since({ span: span(-leftMs, language) })
    : isOver
      ? order.itIsTime
      : order.left({ span: span(leftMs, language) });
  return (
    <p className={`clock ${tones[urgencyOf(clock, now)]}`}>
      <Icon name={isLate ? "late" : "clock"} />
      <time dateTime={clock.at}>
        <b>{text}</b>
        {!isShort && !isOver && <span> {order.until({ moment: fullMoment(at, language) })}</span>}
      </time>
    </p>
  );
}
