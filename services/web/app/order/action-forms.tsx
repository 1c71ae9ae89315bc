import { type FormEvent, type ReactNode, useState } from "react";
import { nameIn } from "../format/names.ts";
import type { DialogForm } from "../guide/dialogs.ts";
import { useLanguage } from "../state/language.tsx";
import type { Upload, Uploads } from "../state/uploads.ts";
import { Icon } from "../ui/icon.tsx";
import { Text } from "../ui/text.tsx";
import { type AppWords, useAppWords } from "../words/app-words.ts";
import { UploadField } from "./upload-field.tsx";
import type { OrderScene } from "./use-order.ts";

/** What a person has given in a dialog so far. */
export interface Given {
  readonly text: string;
  readonly reason: "unclear_brief" | "outside_scope" | "other";
  /** 0: none yet. */
  readonly stars: number;
  readonly links: readonly string[];
  /** Files of an earlier brief that stay. */
  readonly keptFileIds: readonly string[];
}

/** What a dialog holds when it opens. */
export const nothingGiven: Given = {
  text: "",
  reason: "unclear_brief",
  stars: 0,
  links: [],
  keptFileIds: [],
};

/** What is given in a dialog, and the sending of it. */
export interface Sending {
  readonly given: Given;
  readonly change: (part: Partial<Given>) => void;
  readonly isSending: boolean;
  readonly problem: string | undefined;
  readonly submit: (event: FormEvent) => Promise<void>;
}

interface FieldsProps {
  /** Over the field of words. */
  readonly label: string;
  readonly scene: OrderScene;
  readonly sending: Sending;
  readonly uploads: Uploads;
}

/** What a form has to send: `text` without blanks around it. */
interface Sent extends Given {
  readonly orderId: string;
  readonly fileIds: readonly string[];
}

/** What can be missing, by the name of its words. */
type Missing = Extract<keyof AppWords["order"]["dialog"], `${string}Missing` | "nothingToDeliver">;

/** One form of a dialog: its fields, what it needs before it can be sent, and the body of the call. */
interface Form {
  readonly fields: (props: FieldsProps) => ReactNode;
  readonly missing: (given: Sent) => Missing | undefined;
  readonly body: (given: Sent) => object;
}

const words = ({ label, sending }: FieldsProps) => <WordsField label={label} sending={sending} />;
const explained = ({ text }: Sent) => (text === "" ? "explanationMissing" : undefined);
const written = ({ text }: Sent) => (text === "" ? "messageMissing" : undefined);

/** What each form of a dialog asks for, and the body that the API takes (R9, R10, R14, R18, R21, R24, R32). */
export const forms: Readonly<Record<DialogForm, Form>> = {
  nothing: { fields: () => null, missing: () => undefined, body: () => ({}) },
  explanation: { fields: words, missing: explained, body: ({ text }) => ({ explanation: text }) },
  opening: { fields: words, missing: explained, body: ({ text }) => ({ statement: text }) },
  statement: { fields: words, missing: explained, body: ({ text }) => ({ text }) },
  refusal: {
    fields: ({ label, sending }) => (
      <>
        <ReasonField sending={sending} />
        <WordsField label={label} sending={sending} />
      </>
    ),
    missing: explained,
    body: ({ reason, text }) => ({ reason, explanation: text }),
  },
  review: {
    fields: ({ label, sending }) => (
      <>
        <StarField sending={sending} />
        <WordsField label={label} sending={sending} />
      </>
    ),
    missing: (given) => (given.stars === 0 ? "starsMissing" : written(given)),
    body: ({ orderId, stars, text }) => ({ orderId, stars, text }),
  },
  delivery: {
    fields: DeliveryFields,
    missing: (given) =>
      written(given) ?? (given.fileIds.length + given.links.length === 0 ? "nothingToDeliver" : undefined),
    body: ({ text, fileIds, links }) => ({ message: text, fileIds, links }),
  },
  brief: {
    fields: BriefFields,
    missing: written,
    body: ({ text, fileIds, keptFileIds }) => ({ text, fileIds: [...keptFileIds, ...fileIds] }),
  },
};

/** What is missing before a dialog can be sent, by the name of its words; undefined: nothing. Pure. */
export function problemOf(form: DialogForm, given: Given, uploads: readonly Upload[]) {
  if (form === "nothing") return undefined;
  if (uploads.some(({ state }) => state.kind === "sending")) return "filesUnderWay" as const;
  return forms[form].missing(sentOf("", given, uploads));
}

/** The body of the call that a form makes. Pure. */
export function bodyOf(form: DialogForm, orderId: string, given: Given, uploads: readonly Upload[]): object {
  return forms[form].body(sentOf(orderId, given, uploads));
}

function sentOf(orderId: string, given: Given, uploads: readonly Upload[]): Sent {
  const fileIds = uploads.flatMap(({ state }) => (state.kind === "sent" ? [state.info.id] : []));
  return { ...given, text: given.text.trim(), orderId, fileIds };
}

/** Words of a person, of any length the API takes. */
function WordsField({
  label,
  hint,
  sending,
  rows = 4,
}: {
  label: string;
  hint?: string;
  sending: Sending;
  rows?: number;
}) {
  return (
    <div className="field">
      <label htmlFor="words">{label}</label>
      <textarea
        className="input text-area"
        id="words"
        name="words"
        rows={rows}
        value={sending.given.text}
        onChange={(event) => sending.change({ text: event.target.value })}
        {...(hint !== undefined && { "aria-describedby": "words-hint" })}
      />
      {hint !== undefined && (
        <p className="hint" id="words-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

/** R10: a refusal has a reason. */
function ReasonField({ sending }: { sending: Sending }) {
  const { dialog } = useAppWords().order;
  const reasons = ["unclear_brief", "outside_scope", "other"] as const;
  return (
    <fieldset className="field">
      <legend className="label">{dialog.reason}</legend>
      {reasons.map((reason) => (
        <label className="choice-line" key={reason}>
          <input
            className="check"
            type="radio"
            name="reason"
            value={reason}
            checked={sending.given.reason === reason}
            onChange={() => sending.change({ reason })}
          />
          {dialog.reasons[reason]}
        </label>
      ))}
    </fieldset>
  );
}

/** R32: one to five stars. */
function StarField({ sending }: { sending: Sending }) {
  const { dialog } = useAppWords().order;
  const { stars } = sending.given;
  return (
    <fieldset className="field">
      <legend className="label">{dialog.stars}</legend>
      <div className="star-field">
        {[1, 2, 3, 4, 5].map((value) => (
          <label key={value}>
            <input
              className="sr-only"
              type="radio"
              name="stars"
              value={value}
              checked={stars === value}
              onChange={() => sending.change({ stars: value })}
            />
            <Icon name={value <= stars ? "star" : "star-empty"} />
            <span className="sr-only">{dialog.starsOf({ stars: value })}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** R14: a message with at least one file or link. */
function DeliveryFields({ label, sending, uploads }: { label: string; sending: Sending; uploads: Uploads }) {
  const { order } = useAppWords();
  return (
    <>
      <WordsField label={label} hint={order.dialog.deliveryHint} sending={sending} />
      <UploadField uploads={uploads} label={order.files.andLinks} />
      <LinkField sending={sending} />
    </>
  );
}

function LinkField({ sending }: { sending: Sending }) {
  const { order } = useAppWords();
  const [link, setLink] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const { links } = sending.given;
  function add(): void {
    const text = link.trim();
    const isRight = /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
    setIsWrong(!isRight);
    if (!isRight) return;
    sending.change({ links: [...links.filter((known) => known !== text), text] });
    setLink("");
  }
  return (
    <div className="field">
      <label htmlFor="link">{order.files.addLink}</label>
      <div className="link-field">
        <input
          className="input"
          id="link"
          type="url"
          inputMode="url"
          placeholder={order.files.linkExample}
          value={link}
          aria-invalid={isWrong}
          {...(isWrong && { "aria-describedby": "link-problem" })}
          onChange={(event) => {
            setIsWrong(false);
            setLink(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <button className="button button-plain" type="button" onClick={add}>
          {order.files.add}
        </button>
      </div>
      {isWrong && (
        <p className="field-error" id="link-problem" role="alert">
          <Icon name="warning" />
          {order.dialog.linkWrong}
        </p>
      )}
      {links.length > 0 && (
        <ul className="files">
          {links.map((each) => (
            <li className="file" key={each}>
              <span className="file-kind">
                <Icon name="link" />
              </span>
              <span className="file-name">
                <b>{each}</b>
              </span>
              <button
                className="icon-button"
                type="button"
                onClick={() => sending.change({ links: links.filter((other) => other !== each) })}
                aria-label={order.files.remove({ name: each })}
              >
                <Icon name="trash" className="icon-large" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** R9: what the seller asks for stands over the answer. */
function BriefFields({ label, scene, sending, uploads }: FieldsProps) {
  const { order } = useAppWords();
  const language = useLanguage();
  const { brief, listing } = scene.order;
  const kept = (brief?.files ?? []).filter(({ id }) => sending.given.keptFileIds.includes(id));
  return (
    <>
      {listing.briefInstructions !== "" && (
        <div className="quote">
          <p className="type-small mb-4 text-ink-soft">
            {order.asksFor({ seller: nameIn(language, scene.order.seller) })}
          </p>
          <Text text={listing.briefInstructions} />
        </div>
      )}
      <WordsField label={label} hint={order.dialog.briefHint} sending={sending} rows={8} />
      {kept.length > 0 && (
        <ul className="files">
          {kept.map(({ id, name }) => (
            <li className="file" key={id}>
              <span className="file-kind">
                <Icon name="file" />
              </span>
              <span className="file-name">
                <b>{name}</b>
              </span>
              <button
                className="icon-button"
                type="button"
                onClick={() =>
                  sending.change({ keptFileIds: sending.given.keptFileIds.filter((other) => other !== id) })
                }
                aria-label={order.files.remove({ name })}
              >
                <Icon name="trash" className="icon-large" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <UploadField uploads={uploads} label={order.files.title} />
    </>
  );
}
