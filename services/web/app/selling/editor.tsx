import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Listing, ListingLimits } from "@vc/client";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { timeOfDay } from "../format/dates.ts";
import { centsOf, euros, money } from "../format/money.ts";
import { PageHeading } from "../layout/page.tsx";
import { topCategoryOf } from "../market/card.ts";
import { ListingCard } from "../market/listing-card.tsx";
import { useLanguage, useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { shareOf } from "../state/policy.ts";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";
import {
  emptyForm,
  type FieldName,
  formOf,
  type ListingForm,
  listingBody,
  wrongFields,
} from "./listing-form.ts";

/** R4, R5, R7: writes a listing. Orders under way keep the text that they have. */
export function Editor({ listingId }: { listingId: string | undefined }) {
  const limits = useQuery(queries.listingLimits());
  return (
    <QueryView query={limits} shape={<EditorShape />}>
      {(known) =>
        listingId === undefined ? (
          <EditorForm initial={emptyForm} listing={null} readVersion={null} limits={known} />
        ) : (
          <StoredEditor listingId={listingId} limits={known} />
        )
      }
    </QueryView>
  );
}

function EditorShape() {
  return <div className="shape shape-panel" aria-hidden="true" />;
}

function StoredEditor({ listingId, limits }: { listingId: string; limits: ListingLimits }) {
  const language = useLanguage();
  const stored = useQuery(queries.editedListing(listingId));
  return (
    <QueryView query={stored} shape={<EditorShape />}>
      {({ listing, version }) => (
        <EditorForm
          key={listing.id}
          initial={formOf(listing, language)}
          listing={listing}
          readVersion={version}
          limits={limits}
        />
      )}
    </QueryView>
  );
}

function EditorForm({
  initial,
  listing,
  readVersion,
  limits,
}: {
  initial: ListingForm;
  listing: Listing | null;
  readVersion: string | null;
  limits: ListingLimits;
}) {
  const { selling } = useAppWords();
  const { common } = useWords();
  const [form, setForm] = useState(initial);
  const saving = useSaving(form, { listing, readVersion, limits });
  const title = listing === null ? selling.editorNew : selling.editorEdit;
  const change = (part: Partial<ListingForm>) => setForm((before) => ({ ...before, ...part }));
  return (
    <form onSubmit={(event) => void saving.submit(event, true)} noValidate>
      <title>{common.pageTitle({ title })}</title>
      <header className="page-head">
        <Link className="back-link" to="/listings">
          <Icon name="caret-left" />
          {selling.listingsTitle}
        </Link>
        <PageHeading>{title}</PageHeading>
        {listing !== null && <p className="text-ink-soft">{selling.runningKeep}</p>}
      </header>
      <div className="editor-columns">
        <div className="editor-parts">
          <Offer form={form} change={change} wrong={saving.wrong} limits={limits} />
          <PriceAndTime form={form} change={change} wrong={saving.wrong} limits={limits} />
          <ExtrasPart form={form} change={change} wrong={saving.wrong} limits={limits} />
          <Revisions form={form} change={change} wrong={saving.wrong} limits={limits} />
          <Part title={selling.needsTitle}>
            <Area
              name="brief"
              label={selling.needsLabel}
              hint={selling.needsHint}
              value={form.brief}
              onChange={(brief) => change({ brief })}
              rows={5}
            />
          </Part>
        </div>
        <Preview form={form} />
      </div>
      <SaveBar listing={listing} saving={saving} />
    </form>
  );
}

interface PartProps {
  readonly form: ListingForm;
  readonly change: (part: Partial<ListingForm>) => void;
  readonly wrong: readonly FieldName[];
  readonly limits: ListingLimits;
}

function Part({ title, beside, children }: { title: string; beside?: string; children: ReactNode }) {
  return (
    <section className="editor-part">
      <header className="section-head">
        <h2>{title}</h2>
        {beside !== undefined && <p>{beside}</p>}
      </header>
      {children}
    </section>
  );
}

/** What is said under a field: what is wrong with it, or else a hint. */
function FieldNote({ name, problem, hint }: { name: string; problem: string | undefined; hint: string }) {
  if (problem !== undefined) {
    return (
      <p className="field-error" id={`${name}-note`}>
        <Icon name="warning" />
        {problem}
      </p>
    );
  }
  return (
    <p className="hint" id={`${name}-note`}>
      {hint}
    </p>
  );
}

function Line({
  name,
  label,
  hint,
  problem,
  value,
  onChange,
  unit,
  isNumber = false,
}: {
  name: string;
  label: string;
  hint: string;
  problem?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  unit?: string;
  isNumber?: boolean;
}) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <span className="unit-field">
        <input
          className="input"
          id={name}
          name={name}
          value={value}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={problem !== undefined}
          aria-describedby={`${name}-note`}
          {...(isNumber && { inputMode: "decimal" as const })}
        />
        {unit !== undefined && <span aria-hidden="true">{unit}</span>}
      </span>
      <FieldNote name={name} problem={problem} hint={hint} />
    </div>
  );
}

function Area({
  name,
  label,
  hint,
  problem,
  value,
  onChange,
  rows,
}: {
  name: string;
  label: string;
  hint: string;
  problem?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  rows: number;
}) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <textarea
        className="input text-area"
        id={name}
        name={name}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={problem !== undefined}
        aria-describedby={`${name}-note`}
      />
      <FieldNote name={name} problem={problem} hint={hint} />
    </div>
  );
}

function Offer({ form, change, wrong, limits }: PartProps) {
  const { selling } = useAppWords();
  const language = useLanguage();
  const categories = useQuery(queries.categories()).data?.items ?? [];
  const problem = (name: FieldName, text: string) => (wrong.includes(name) ? text : undefined);
  const inWords = (count: number) => count.toLocaleString(language === "fr" ? "fr-FR" : "en-GB");
  const isChoiceMissing = wrong.includes("category");
  return (
    <Part title={selling.offerTitle}>
      <Line
        name="title"
        label={selling.titleLabel}
        hint={selling.titleHint({ count: form.title.length, most: limits.maxTitleLength })}
        problem={problem("title", selling.problems.title({ least: limits.minTitleLength }))}
        value={form.title}
        onChange={(title) => change({ title: title.slice(0, limits.maxTitleLength) })}
      />
      <div className="field">
        <label htmlFor="category">{selling.categoryLabel}</label>
        <span className="inset inset-end">
          <select
            className="input"
            id="category"
            name="category"
            value={form.category}
            onChange={(event) => change({ category: event.target.value })}
            aria-invalid={isChoiceMissing}
            aria-describedby="category-note"
          >
            <option value="">{selling.choose}</option>
            {categories.map(({ id, name, children }) => (
              <optgroup key={id} label={name[language]}>
                {children.map((child) => (
                  <option key={child.id} value={child.id}>
                    {child.name[language]}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <Icon name="caret-down" />
        </span>
        <FieldNote
          name="category"
          problem={problem("category", selling.problems.category)}
          hint={selling.categoryHint}
        />
      </div>
      <Area
        name="description"
        label={selling.descriptionLabel}
        hint={selling.descriptionHint({
          count: inWords(form.description.length),
          most: inWords(limits.maxDescriptionLength),
        })}
        problem={problem("description", selling.problems.description({ least: limits.minDescriptionLength }))}
        value={form.description}
        onChange={(description) => change({ description: description.slice(0, limits.maxDescriptionLength) })}
        rows={7}
      />
    </Part>
  );
}

function PriceAndTime({ form, change, wrong, limits }: PartProps) {
  const { selling } = useAppWords();
  const language = useLanguage();
  const policy = useQuery(queries.policy()).data;
  const cents = centsOf(form.price) ?? 0;
  const inWords = (amount: number) => money(euros(amount), language);
  return (
    <Part title={selling.priceTitle}>
      <div className="editor-pair">
        <Line
          name="price"
          label={selling.priceLabel}
          hint={selling.priceHint}
          problem={
            wrong.includes("price")
              ? selling.problems.price({
                  least: inWords(limits.minPriceCents),
                  most: inWords(limits.maxPriceCents),
                })
              : undefined
          }
          value={form.price}
          onChange={(price) => change({ price })}
          unit="€"
          isNumber
        />
        <Line
          name="days"
          label={selling.daysLabel}
          hint={selling.daysHint({ least: limits.minDeliveryDays, most: limits.maxDeliveryDays })}
          problem={
            wrong.includes("days")
              ? selling.problems.days({ least: limits.minDeliveryDays, most: limits.maxDeliveryDays })
              : undefined
          }
          value={form.days}
          onChange={(days) => change({ days })}
          unit={selling.daysUnit}
          isNumber
        />
      </div>
      {policy !== undefined && (
        <dl className="sums receive">
          <div>
            <dt>{selling.buyerPays}</dt>
            <dd>{inWords(cents)}</dd>
          </div>
          <div>
            <dt>{selling.commission}</dt>
            <dd>{inWords(-shareOf(cents, policy))}</dd>
          </div>
          <div className="sums-total">
            <dt>{selling.youReceive}</dt>
            <dd>{inWords(cents - shareOf(cents, policy))}</dd>
          </div>
        </dl>
      )}
    </Part>
  );
}

function ExtrasPart({ form, change, wrong, limits }: PartProps) {
  const { selling } = useAppWords();
  const lastKey = useRef(form.extras.length);
  const { extras } = form;
  const set = (key: number, part: object) =>
    change({ extras: extras.map((extra) => (extra.key === key ? { ...extra, ...part } : extra)) });
  return (
    <Part
      title={selling.extrasTitle}
      beside={selling.extrasCount({ count: extras.length, most: limits.maxExtras })}
    >
      {extras.map(({ key, title, price, days }, index) => {
        const number = index + 1;
        const isWrong = wrong.includes(`extras.${index}`);
        return (
          <fieldset className="extra-row" key={key}>
            <legend className="sr-only">{selling.extraLabel({ number })}</legend>
            <div className="field">
              <label htmlFor={`extra-${key}`}>{selling.extraLabel({ number })}</label>
              <input
                className="input"
                id={`extra-${key}`}
                value={title}
                maxLength={120}
                aria-invalid={isWrong}
                onChange={(event) => set(key, { title: event.target.value })}
              />
            </div>
            <div className="field">
              <label htmlFor={`extra-price-${key}`}>{selling.priceLabel}</label>
              <span className="unit-field">
                <input
                  className="input"
                  id={`extra-price-${key}`}
                  inputMode="decimal"
                  value={price}
                  aria-invalid={isWrong}
                  onChange={(event) => set(key, { price: event.target.value })}
                />
                <span aria-hidden="true">€</span>
              </span>
            </div>
            <div className="field">
              <label htmlFor={`extra-days-${key}`}>{selling.extraDaysLabel}</label>
              <input
                className="input"
                id={`extra-days-${key}`}
                inputMode="numeric"
                value={days}
                aria-invalid={isWrong}
                onChange={(event) => set(key, { days: event.target.value })}
              />
            </div>
            <button
              className="icon-button"
              type="button"
              onClick={() => change({ extras: extras.filter((extra) => extra.key !== key) })}
              aria-label={selling.removeExtra({ number })}
            >
              <Icon name="trash" className="icon-large" />
            </button>
            {isWrong && (
              <p className="field-error">
                <Icon name="warning" />
                {selling.problems.extra}
              </p>
            )}
          </fieldset>
        );
      })}
      {extras.length < limits.maxExtras && (
        <p className="flex">
          <button
            className="button button-plain"
            type="button"
            onClick={() => {
              lastKey.current += 1;
              change({ extras: [...extras, { key: lastKey.current, title: "", price: "", days: "0" }] });
            }}
          >
            <Icon name="plus" />
            {selling.addExtra}
          </button>
        </p>
      )}
    </Part>
  );
}

function Revisions({ form, change, wrong, limits }: PartProps) {
  const { selling } = useAppWords();
  const problem = wrong.includes("revisions")
    ? selling.problems.revisions({ most: limits.maxRevisions })
    : undefined;
  return (
    <Part title={selling.revisionsTitle}>
      <div className="choices">
        <div className="choice-box">
          <label className="choice-line">
            <input
              className="check"
              type="radio"
              name="limit"
              checked={form.hasLimit}
              onChange={() => change({ hasLimit: true })}
            />
            {selling.revisionsSome}
          </label>
          <input
            className="input"
            aria-label={selling.revisionsCount}
            inputMode="numeric"
            value={form.revisions}
            disabled={!form.hasLimit}
            aria-invalid={problem !== undefined}
            onChange={(event) => change({ revisions: event.target.value })}
          />
          <FieldNote name="revisions" problem={problem} hint={selling.revisionsSomeHint} />
        </div>
        <div className="choice-box">
          <label className="choice-line">
            <input
              className="check"
              type="radio"
              name="limit"
              checked={!form.hasLimit}
              onChange={() => change({ hasLimit: false })}
            />
            {selling.revisionsAll}
          </label>
          <p className="hint">{selling.revisionsAllHint}</p>
        </div>
      </div>
    </Part>
  );
}

function Preview({ form }: { form: ListingForm }) {
  const { selling } = useAppWords();
  const me = useQuery(queries.me()).data;
  const categories = useQuery(queries.categories()).data?.items ?? [];
  const days = /^\d{1,2}$/.test(form.days) ? Number(form.days) : 1;
  return (
    <aside className="editor-preview" aria-label={selling.preview} inert>
      <p className="type-h3">{selling.preview}</p>
      <ul>
        <ListingCard
          heading="h3"
          card={{
            id: "preview",
            title: form.title.trim() === "" ? selling.untitled : form.title,
            sellerName: me?.displayName ?? "",
            rating: null,
            reviewCount: 0,
            priceCents: centsOf(form.price) ?? 0,
            deliveryDays: days,
            topCategory: topCategoryOf(form.category, categories)?.id ?? "",
          }}
        />
      </ul>
    </aside>
  );
}

interface Saving {
  readonly wrong: readonly FieldName[];
  readonly isSaving: boolean;
  readonly savedAt: Date | undefined;
  readonly problem: string | undefined;
  readonly submit: (event: FormEvent, publishes: boolean) => Promise<void>;
}

function SaveBar({ listing, saving }: { listing: Listing | null; saving: Saving }) {
  const { selling } = useAppWords();
  const language = useLanguage();
  const isPublished = listing?.state === "published";
  const { isSaving, savedAt, problem } = saving;
  return (
    <footer className="save-bar">
      <div role="status">
        {savedAt !== undefined && problem === undefined && (
          <p className="text-feuille">
            <Icon name="check" /> {selling.saved({ time: timeOfDay(savedAt, language) })}
          </p>
        )}
        {problem !== undefined && <p className="text-brique">{problem}</p>}
      </div>
      <div>
        {!isPublished && (
          <button
            className="button button-plain"
            type="button"
            aria-disabled={isSaving}
            onClick={(event) => void saving.submit(event, false)}
          >
            {selling.saveDraft}
          </button>
        )}
        <button className="button" type="submit" aria-disabled={isSaving}>
          <span aria-live="polite">
            {isSaving ? selling.saving : isPublished ? selling.save : selling.savePublish}
          </span>
        </button>
      </div>
    </footer>
  );
}

/** Saves what is typed, and publishes it where that is wanted; what stands in the way of publishing is said. */
function useSaving(
  form: ListingForm,
  {
    listing,
    readVersion,
    limits,
  }: { listing: Listing | null; readVersion: string | null; limits: ListingLimits },
): Saving {
  const { selling } = useAppWords();
  const { problems, states } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [wrong, setWrong] = useState<readonly FieldName[]>([]);
  const [isSaving, setIsSaving] = useState(false);
  const [savedAt, setSavedAt] = useState<Date>();
  const [problem, setProblem] = useState<string>();
  // The version that was read or saved last: a change by another tab is found by it.
  const version = useRef(readVersion);

  async function save(): Promise<Listing | undefined> {
    const { api } = pageContext();
    const body = listingBody(form);
    const answer = await (listing === null
      ? api.POST("/v1/listings", { body })
      : api.PATCH("/v1/listings/{listingId}", {
          params: {
            path: { listingId: listing.id },
            ...(version.current === null ? {} : { header: { "if-match": version.current } }),
          },
          body,
        })
    ).catch(() => undefined);
    if (answer?.data !== undefined) {
      version.current = answer.response.headers.get("etag") ?? version.current;
      setSavedAt(pageContext().now());
      return answer.data;
    }
    const isOther = answer?.error.code === "precondition_failed";
    setProblem(
      answer === undefined
        ? states.noAnswer
        : isOther
          ? `${selling.changedTitle}. ${selling.changedText}`
          : problems[answer.error.code],
    );
    return undefined;
  }

  async function publish(listingId: string): Promise<boolean> {
    const answer = await pageContext()
      .api.POST("/v1/listings/{listingId}/publish", { params: { path: { listingId } } })
      .catch(() => undefined);
    if (answer?.data !== undefined) return true;
    setProblem(answer === undefined ? states.noAnswer : problems[answer.error.code]);
    return false;
  }

  async function submit(event: FormEvent, publishes: boolean): Promise<void> {
    event.preventDefault();
    if (isSaving) return;
    const found = wrongFields(form, limits);
    setWrong(found);
    setProblem(undefined);
    if (found.length > 0) return focusFirstInvalid();
    setIsSaving(true);
    const saved = await save();
    const isPublished =
      saved !== undefined && (!publishes || saved.state === "published" || (await publish(saved.id)));
    setIsSaving(false);
    if (saved === undefined) return;
    await client.invalidateQueries({ queryKey: queries.ownListings().queryKey });
    if (isPublished && publishes) await navigate({ to: "/listings" });
    else if (listing === null) {
      await navigate({ to: "/listings/$listingId/edit", params: { listingId: saved.id }, replace: true });
    }
  }

  return { wrong, isSaving, savedAt, problem, submit };
}

/** After the problems are drawn. */
function focusFirstInvalid(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus());
}
