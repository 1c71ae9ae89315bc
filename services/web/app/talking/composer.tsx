import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useRef } from "react";
import { useDraft } from "../state/drafts.ts";
import type { Outbox } from "../state/outbox.ts";
import { queries } from "../state/queries.ts";
import { useUploads } from "../state/uploads.ts";
import { Icon } from "../ui/icon.tsx";
import { UploadList } from "../ui/upload-list.tsx";
import { useAppWords } from "../words/app-words.ts";
import { looksLikeContact } from "./masked.ts";

/** R37: writes a message, with files. What is typed is kept in this tab until it is sent. */
export function Composer({
  conversationId,
  other,
  outbox,
}: {
  conversationId: string;
  other: string;
  outbox: Outbox;
}) {
  const { talking: words } = useAppWords();
  const [text, setText] = useDraft(`message.${conversationId}`);
  const limits = useQuery(queries.conversationLimits()).data;
  const uploads = useUploads(`/v1/conversations/${conversationId}/files`, limits?.maxFileBytes);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const sent = uploads.all.flatMap(({ state }) => (state.kind === "sent" ? [state.info] : []));
  const isUploading = uploads.all.some(({ state }) => state.kind === "sending");

  function send(event: FormEvent): void {
    event.preventDefault();
    if (isUploading || (text.trim() === "" && sent.length === 0)) return;
    // A message has words: files alone are called by their names.
    outbox.send(text.trim() === "" ? sent.map(({ name }) => name).join(", ") : text.trim(), sent);
    setText("");
    for (const { key, state } of uploads.all) if (state.kind === "sent") uploads.remove(key);
  }

  return (
    <form className="composer" onSubmit={send}>
      <label htmlFor="message">{words.label({ other })}</label>
      <div className="composer-box">
        <textarea
          id="message"
          rows={2}
          maxLength={limits?.maxMessageLength}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-describedby={hint}
        />
        <UploadList uploads={uploads} />
        <div>
          <input
            ref={input}
            className="hidden"
            type="file"
            multiple
            tabIndex={-1}
            aria-label={words.attach}
            onChange={(event) => {
              uploads.add(event.target.files ?? []);
              // The same file can be chosen again.
              event.target.value = "";
            }}
          />
          <button
            className="icon-button"
            type="button"
            onClick={() => input.current?.click()}
            aria-label={words.attach}
          >
            <Icon name="attach" className="icon-large" />
          </button>
          <button className="button" type="submit" aria-disabled={isUploading}>
            {words.send}
          </button>
        </div>
      </div>
      <p className={looksLikeContact(text) ? "hint hint-warning" : "hint"} id={hint} role="status">
        {isUploading ? words.filesUnderWay : looksLikeContact(text) ? words.wouldMask : words.hint}
      </p>
    </form>
  );
}
