import { span } from "../format/dates.ts";
import { fileSize } from "../format/sizes.ts";
import { useLanguage } from "../state/language.tsx";
import type { Upload, Uploads } from "../state/uploads.ts";
import { useAppWords } from "../words/app-words.ts";
import { iconOf } from "./files.tsx";
import { Icon } from "./icon.tsx";

/** Files that were chosen, each on its way: how much, how long, what went wrong. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  if (uploads.all.length === 0) return null;
  return (
    <ul className="files">
      {uploads.all.map((upload) => (
        <UploadRow key={upload.key} upload={upload} uploads={uploads} />
      ))}
    </ul>
  );
}

function UploadRow({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const { order: words } = useAppWords();
  const { key, file, state } = upload;
  const { name } = file;
  return (
    <li className="file">
      <span className="file-kind">
        <Icon name={iconOf({ name, mediaType: file.type })} />
      </span>
      <span className="file-name">
        <b>{name}</b>
        <UploadState upload={upload} maxFileBytes={uploads.maxFileBytes} />
      </span>
      {state.kind === "failed" && state.why === "broken" && (
        <button className="action" type="button" onClick={() => uploads.retry(key)}>
          {words.files.retry}
        </button>
      )}
      <button
        className="icon-button"
        type="button"
        onClick={() => uploads.remove(key)}
        aria-label={state.kind === "sending" ? words.files.cancel({ name }) : words.files.remove({ name })}
      >
        <Icon name={state.kind === "sending" ? "close" : "trash"} className="icon-large" />
      </button>
    </li>
  );
}

function UploadState({
  upload: { file, state },
  maxFileBytes,
}: {
  upload: Upload;
  maxFileBytes: number | undefined;
}) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const size = (bytes: number) => fileSize(bytes, language);
  switch (state.kind) {
    case "sent":
      return (
        <span className="text-feuille" role="status">
          <Icon name="check" /> {words.files.sent({ size: size(file.size) })}
        </span>
      );
    case "failed": {
      const whys = {
        broken: words.files.failed,
        refused: words.files.refused,
        "too-large":
          maxFileBytes === undefined
            ? words.files.refused
            : words.files.tooLarge({ size: size(maxFileBytes) }),
      };
      return (
        <span className="text-brique" role="alert">
          <Icon name="warning" /> {whys[state.why]}
        </span>
      );
    }
    case "sending":
      return (
        <>
          <span>
            {words.files.progress({
              sent: size(state.sentBytes),
              total: size(file.size),
              left: state.leftMs === null ? "" : leftOf(state.leftMs, language),
            })}
          </span>
          <progress max={Math.max(1, file.size)} value={state.sentBytes} aria-label={file.name} />
        </>
      );
  }
}

/** The rest of an upload: in seconds, which deadlines never are. */
function leftOf(ms: number, language: "fr" | "en"): string {
  return ms < 60_000 ? `${Math.max(1, Math.ceil(ms / 1_000))}\u00a0s` : span(ms, language);
}
