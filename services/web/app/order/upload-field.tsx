import { fileSize } from "../format/sizes.ts";
import { useLanguage } from "../state/language.tsx";
import type { Uploads } from "../state/uploads.ts";
import { Icon } from "../ui/icon.tsx";
import { UploadList } from "../ui/upload-list.tsx";
import { useAppWords } from "../words/app-words.ts";

/** Chooses files, by the button or by dropping them, and shows each on its way. */
export function UploadField({ uploads, label }: { uploads: Uploads; label: string }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  return (
    <div className="field">
      <label htmlFor="files">{label}</label>
      <div className="drop-zone">
        <input
          id="files"
          type="file"
          multiple
          onChange={(event) => {
            uploads.add(event.target.files ?? []);
            // The same file can be chosen again.
            event.target.value = "";
          }}
        />
        <p className="drop-zone-face" aria-hidden="true">
          <Icon name="upload" className="icon-large" />
          <span>
            <b>{words.files.choose}</b> {words.files.orDrop}
            {uploads.maxFileBytes !== undefined && (
              <small>{words.files.limit({ size: fileSize(uploads.maxFileBytes, language) })}</small>
            )}
          </span>
        </p>
      </div>
      <UploadList uploads={uploads} />
    </div>
  );
}
