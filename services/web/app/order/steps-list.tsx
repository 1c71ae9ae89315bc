import { duration, moment, shortDay, timeOfDay } from "../format/dates.ts";
import { useLanguage } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { Icon } from "../ui/icon.tsx";
import { useAppWords } from "../words/app-words.ts";
import { type Step, stepsOf } from "./steps.ts";
import type { OrderScene } from "./use-order.ts";

/** The thread of an order: what happened when, and what comes by when. */
export function StepsList({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  return (
    <section aria-labelledby="steps">
      <h2 className="sr-only" id="steps">
        {words.steps.title}
      </h2>
      <ol className="steps">
        {stepsOf(scene.order).map((step, index) => (
          <StepItem key={`${step.kind} ${String(index)}`} step={step} scene={scene} />
        ))}
      </ol>
    </section>
  );
}

function StepItem({ step, scene }: { step: Step; scene: OrderScene }) {
  const { order: words } = useAppWords();
  const { kind, state, number } = step;
  const { guide, order } = scene;
  const label = {
    pay: state === "done" ? words.steps.paid : words.steps.toPay,
    accept: state === "done" ? words.steps.accepted : words.steps.toAccept,
    deliver: words.steps.delivered,
    revision: words.steps.revision,
    dispute: words.steps.dispute,
    complete: words.steps.completed,
    ended: order.outcome === null ? "" : endedLabel(words.steps.ended, order.outcome.kind),
  }[kind];
  const tone = state === "now" ? `step-now tone-${guide.tone}` : `step-${state}`;
  return (
    <li
      className={`step ${tone} ${kind === "revision" ? "step-loop" : ""}`}
      {...(state === "now" && { "aria-current": "step" as const })}
    >
      <span className="step-node">
        {state === "done" && <Icon name="check" />}
        {state === "now" && <Icon name="hand" />}
      </span>
      <span className="step-what">{label}</span>
      <span className="step-at">
        {kind === "revision" && number !== undefined ? (
          words.steps.revisionCount({ count: number, limit: order.revisions.limit })
        ) : (
          <StepTime step={step} scene={scene} />
        )}
      </span>
    </li>
  );
}

function endedLabel(words: Record<string, string>, kind: string): string {
  return words[kind] ?? "";
}

function StepTime({ step, scene }: { step: Step; scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const { order, policy } = scene;
  const { at, kind, state } = step;
  if (at === null) {
    if (kind === "deliver") return words.steps.afterAgreement({ days: order.listing.deliveryDays });
    if (kind === "complete")
      return words.steps.afterDelivery({ window: duration(policy.completionMs, language) });
    return null;
  }
  const date = new Date(at);
  if (state === "done") {
    return (
      <time dateTime={at}>
        {shortDay(date, now, language)} <span>{timeOfDay(date, language)}</span>
      </time>
    );
  }
  return (
    <>
      {kind === "complete" ? words.steps.by : kind === "dispute" ? words.steps.since : words.steps.before}{" "}
      <time dateTime={at}>{moment(date, now, language)}</time>
    </>
  );
}
