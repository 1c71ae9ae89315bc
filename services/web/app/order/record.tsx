import { useQuery } from "@tanstack/react-query";
import type { Order } from "@vc/client";
import { fullMoment, moment, timeOfDay, tinyDay } from "../format/dates.ts";
import { nameIn } from "../format/names.ts";
import type { TimelineEntry } from "../guide/labels.ts";
import { useLanguage } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import type { Language } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { FileList, type ListedFile } from "../ui/files.tsx";
import { Icon } from "../ui/icon.tsx";
import { Text } from "../ui/text.tsx";
import { useAppWords } from "../words/app-words.ts";
import type { OrderScene } from "./use-order.ts";

const fileAddress = (orderId: string) => (file: ListedFile) => `/v1/orders/${orderId}/files/${file.id}`;

/** R14: what was delivered, the last one open and the earlier ones behind it. */
export function Deliveries({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { deliveries, id } = scene.order;
  const last = deliveries.at(-1);
  if (last === undefined) return null;
  const earlier = deliveries.slice(0, -1).map((delivery, index) => ({ delivery, number: index + 1 }));
  return (
    <section aria-labelledby="delivery" id="deliveries">
      <header className="section-head">
        <h2 id="delivery">
          {deliveries.length > 1 ? words.delivery({ number: deliveries.length }) : words.deliveries}
        </h2>
        <p>
          <time dateTime={last.at}>{fullMoment(new Date(last.at), language)}</time>
        </p>
      </header>
      <DeliveryCard delivery={last} orderId={id} />
      {earlier.toReversed().map(({ delivery, number }) => (
        <details className="earlier" key={number}>
          <summary>
            <Icon name="caret-down" />
            {words.delivery({ number })}
            <span>
              <time dateTime={delivery.at}>{fullMoment(new Date(delivery.at), language)}</time>
            </span>
          </summary>
          <DeliveryCard delivery={delivery} orderId={id} />
        </details>
      ))}
    </section>
  );
}

function DeliveryCard({ delivery, orderId }: { delivery: Order["deliveries"][number]; orderId: string }) {
  const { message, files, links } = delivery;
  return (
    <article className="card-notch">
      <Text text={message} />
      <FileList files={files} links={links} addressOf={fileAddress(orderId)} />
    </article>
  );
}

/** R9: what the seller asks for, and what the buyer answered. */
export function Brief({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const { order, role, facts } = scene;
  const { brief, listing, id } = order;
  return (
    <section aria-labelledby="brief">
      <header className="section-head">
        <h2 id="brief">{words.brief}</h2>
        {brief !== null && (
          <p>{words.briefSent({ moment: moment(new Date(brief.completedAt), now, language) })}</p>
        )}
      </header>
      {listing.briefInstructions !== "" && (
        <details className="asked" open={brief === null}>
          <summary>
            <Icon name="caret-down" />
            {role === "seller" ? words.asksForOwn : words.asksFor({ seller: nameIn(language, order.seller) })}
          </summary>
          <Text text={listing.briefInstructions} />
        </details>
      )}
      {brief === null ? (
        <p className="text-ink-soft">
          {role === "buyer" ? words.noBriefBuyer : words.noBriefSeller({ other: facts.other })}
        </p>
      ) : (
        <div className="grid gap-16">
          <Text text={brief.text} />
          {brief.files.length > 0 && <FileList files={brief.files} addressOf={fileAddress(id)} />}
        </div>
      )}
    </section>
  );
}

/** R24, R25: what both sides stated, and what the mediator decided. */
export function Dispute({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const { order } = scene;
  if (order.dispute === null) return null;
  const { statements, decision } = order.dispute;
  return (
    <section aria-labelledby="statements">
      <header className="section-head">
        <h2 id="statements">{words.statements}</h2>
      </header>
      {statements.map(({ by, text, at }) => (
        <figure className="quote" key={at}>
          <blockquote>
            <Text text={text} />
          </blockquote>
          <figcaption>
            {by === "buyer" || by === "seller" ? nameIn(language, order[by]) : words.mediator},{" "}
            <time dateTime={at}>{moment(new Date(at), now, language)}</time>
          </figcaption>
        </figure>
      ))}
      {decision !== null && (
        <figure className="quote tone-prune">
          <figcaption>
            <b>{words.decision}</b>,{" "}
            <time dateTime={decision.at}>{moment(new Date(decision.at), now, language)}</time>
          </figcaption>
          <blockquote>
            <Text text={decision.reasons} />
          </blockquote>
        </figure>
      )}
    </section>
  );
}

/** Everything that happened to an order, newest first. Reminders are left out: they changed nothing. */
export function Journal({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const { data } = useQuery(queries.timeline(scene.order.id));
  const entries = (data?.items ?? []).filter(({ action }) => action !== "remind").toReversed();
  return (
    <section aria-labelledby="journal">
      <header className="section-head">
        <h2 id="journal">{words.journal}</h2>
        <p>{words.journalNote}</p>
      </header>
      <ol className="journal">
        {entries.map((entry) => {
          const date = new Date(entry.at);
          return (
            <li key={entry.sequence}>
              <time dateTime={entry.at}>
                <span>{tinyDay(date, now, language)}</span> <span>{timeOfDay(date, language)}</span>
              </time>
              <p>
                <b>{actorOf(entry, scene, words, language)}</b> ·{" "}
                {words.timeline[entry.action](givenWith(entry))}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function actorOf(
  { by }: TimelineEntry,
  { order, role }: OrderScene,
  words: ReturnType<typeof useAppWords>["order"],
  language: Language,
): string {
  if (by === role) return words.you;
  return by === "buyer" || by === "seller" ? nameIn(language, order[by]) : words.actors[by];
}

/** The timeline keeps what was given as it was given. */
function givenWith({ data }: TimelineEntry): { files: number; links: number } {
  const count = (value: unknown) => (Array.isArray(value) ? value.length : 0);
  return { files: count(data.fileIds), links: count(data.links) };
}

/** R7: the text that was ordered, which no later change of the listing reaches. */
export function FrozenListing({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const { listing, id } = scene.order;
  const short = listing.description.length > 220 ? `${listing.description.slice(0, 200).trimEnd()}…` : null;
  return (
    <section className="frozen" aria-labelledby="frozen">
      <h2 id="frozen">{words.frozen.title}</h2>
      {short === null ? (
        <Text text={listing.description} />
      ) : (
        <details className="why">
          <summary>
            <span>{short}</span> <span className="action">{words.frozen.whole}</span>
          </summary>
          <Text text={listing.description} />
        </details>
      )}
      <dl className="frozen-facts">
        <div>
          <dt>{words.frozen.number}</dt>
          <dd>{numberOf(id)}</dd>
        </div>
        {listing.extras.length > 0 && (
          <div>
            <dt>{words.frozen.extras}</dt>
            <dd>{listing.extras.map(({ title }) => title).join(", ")}</dd>
          </div>
        )}
        <div>
          <dt>{words.frozen.revisions}</dt>
          <dd>{words.frozen.included({ limit: listing.revisionLimit })}</dd>
        </div>
        <div>
          <dt>{words.frozen.time}</dt>
          <dd>{words.frozen.days({ days: listing.deliveryDays, hasExtras: listing.extras.length > 0 })}</dd>
        </div>
      </dl>
      <details className="why">
        <summary>
          <Icon name="fingerprint" />
          <span>
            {words.frozen.hash} <code>{`${listing.hash.slice(0, 4)} ${listing.hash.slice(4, 8)}`}</code>{" "}
            <span className="action">{words.frozen.why}</span>
          </span>
        </summary>
        <p>{words.frozen.whyText}</p>
      </details>
    </section>
  );
}

/** The end of an id, as a person can read it out: « 4F7K 2Q9D ». */
function numberOf(id: string): string {
  const end = id.slice(-8).toUpperCase();
  return `${end.slice(0, 4)} ${end.slice(4)}`;
}
