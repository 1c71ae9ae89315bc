import { Link } from "@tanstack/react-router";
import { moment } from "../format/dates.ts";
import { nameIn } from "../format/names.ts";
import { hasDialog } from "../guide/dialogs.ts";
import type { GuideAction } from "../guide/panels.ts";
import { chipIcons } from "../icons/chip-icons.ts";
import { addresses, slugOf } from "../state/addresses.ts";
import { useLanguage } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { saveFile } from "../ui/files.tsx";
import { Icon } from "../ui/icon.tsx";
import { TabFolder } from "../ui/tab-folder.tsx";
import { useAppWords } from "../words/app-words.ts";
import { Clock } from "./clock.tsx";
import { usePay } from "./pay.ts";
import type { OrderScene } from "./use-order.ts";

/** What an order is now, what to do, and what happens next and when: the heart of the order page. */
export function GuidePanel({ scene }: { scene: OrderScene }) {
  const { order: words, panels } = useAppWords();
  const { guide, facts } = scene;
  const panel = panels[guide.name];
  const text = panel.text(facts);
  return (
    <TabFolder
      tone={guide.tone}
      icon={chipIcons[guide.chip]}
      label={words.chips[guide.chip]}
      labelledBy="guide"
      className="guide"
      beside={guide.clock && <Clock clock={guide.clock} />}
      flap={
        <div className="guide-next">
          <p>{words.next}</p>
          <p>{panel.next(facts)}</p>
        </div>
      }
    >
      <Stamp scene={scene} />
      {/* What changes while a person looks is said once. */}
      <div role="status">
        <h2 id="guide">{panel.headline(facts)}</h2>
        {text !== "" && <p className="guide-text">{text}</p>}
      </div>
      <Quote scene={scene} />
      <Actions scene={scene} />
    </TabFolder>
  );
}

/** The seal that closes a folder. */
function Stamp({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  if (scene.guide.chip !== "completed") return null;
  return (
    <svg className="guide-stamp" viewBox="0 0 112 112" aria-hidden="true">
      <circle cx="56" cy="56" r="52" />
      <circle cx="56" cy="56" r="46" />
      <path className="guide-stamp-tick" d="M38 44l13 13 24-25" />
      <text x="56" y="82" textAnchor="middle">
        {words.chips.completed.toUpperCase()}
      </text>
    </svg>
  );
}

function Quote({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const { guide, order } = scene;
  if (guide.quote === null) return null;
  const { by, text, at } = guide.quote;
  const name = by === "mediator" ? words.mediator : nameIn(language, order[by]);
  return (
    <figure className="quote">
      <blockquote>
        <p className="whitespace-pre-line">{text}</p>
      </blockquote>
      <figcaption>
        {name}, <time dateTime={at}>{moment(new Date(at), now, language)}</time>
      </figcaption>
    </figure>
  );
}

function Actions({ scene }: { scene: OrderScene }) {
  const { primary, secondary, quiet } = scene.guide;
  if (primary.length + secondary.length + quiet.length === 0) return null;
  const looks = primary.length > 1 ? "button button-equal" : "button";
  return (
    <div className="guide-actions">
      {primary.length > 0 && (
        <div className="guide-primary">
          {primary.map((action) => (
            <Action key={action} action={action} scene={scene} className={looks} />
          ))}
        </div>
      )}
      <ul className="action-list">
        {secondary.map((action) => (
          <li key={action}>
            <Action action={action} scene={scene} className="action" />
          </li>
        ))}
        {quiet.map((action) => (
          <li key={action}>
            <Action action={action} scene={scene} className="action action-quiet" />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One thing to do: a dialog, a link, or a place on this page. */
export function Action({
  action,
  scene,
  className,
  label,
}: {
  action: GuideAction;
  scene: OrderScene;
  className: string;
  /** Where the usual one has no room. */
  label?: string;
}) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { order, guide, facts } = scene;
  const pay = usePay(order.id);
  const shown = label ?? (words.actionsOn[guide.name]?.[action] ?? words.actions[action])(facts);
  if (hasDialog(action)) {
    return (
      <Link
        className={className}
        to="/orders/$orderId"
        params={{ orderId: order.id }}
        search={{ do: action }}
        resetScroll={false}
        data-action={action}
      >
        {shown}
      </Link>
    );
  }
  switch (action) {
    case "pay":
      return (
        <>
          <button
            className={className}
            type="button"
            aria-disabled={pay.isOpening}
            onClick={() => void pay.open()}
            data-action="pay"
          >
            <span aria-live="polite">{pay.isOpening ? pay.openingLabel : shown}</span>
          </button>
          <div className="w-full" role="alert">
            {pay.problem !== undefined && (
              <p className="form-problem">
                <Icon name="warning" />
                <span>{pay.problem}</span>
              </p>
            )}
          </div>
        </>
      );
    case "write":
      return (
        <a className={className} href="#message" data-action="write">
          {shown}
        </a>
      );
    case "order-again":
      return (
        <Link
          className={className}
          to={addresses[language].listing}
          params={{ slug: slugOf(order.listing.title, order.listing.id) }}
        >
          {shown}
        </Link>
      );
    case "similar":
      return (
        <Link className={className} to={addresses[language].search}>
          {shown}
        </Link>
      );
    case "receipt":
      return (
        <button
          className={className}
          type="button"
          onClick={() => void saveFile(`/v1/payments/receipts/${order.id}`, `${order.id}.pdf`)}
        >
          {shown}
        </button>
      );
    case "balance":
      return (
        <Link className={className} to="/balance" data-action="balance">
          {shown}
        </Link>
      );
  }
}
