import { type ReactNode, useState } from "react";
import { nameIn } from "../format/names.ts";
import type { DialogForm } from "../guide/dialogs.ts";
import { useLanguage } from "../state/language.tsx";
import type { Uploads } from "../state/uploads.ts";
import { Icon } from "../ui/icon.tsx";
import { Text } from "../ui/text.tsx";
import { useAppWords } from "../words/app-words.ts";
import type { Sending } from "./action-body.ts";
import { UploadField } from "./upload-field.tsx";
import type { OrderScene } from "./use-order.ts";

interface FieldsProps {
  /** Over the field of words. */
  readonly label: string;
  readonly scene: OrderScene;
  readonly sending: Sending;
  readonly uploads: Uploads;
}

const words = ({ label, sending }: FieldsProps) => <WordsField label={label} sending={sending} />;

/** What each form of a dialog asks for. */
export const fields: Readonly<Record<DialogForm, (props: FieldsProps) => ReactNode>> = {
  nothing: () => null,
  explanation: words,
  statement: words,
  refusal: ({ label, sending }) => (
    <>
      <ReasonField sending={sending} />
      <WordsField label={label} sending={sending} />
    </>
  ),
  review: ({ label, sending }) => (
    <>
      <StarField sending={sending} />
      <WordsField label={label} sending={sending} />
    </>
  ),
  delivery: DeliveryFields,
  brief: BriefFields,
};

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
