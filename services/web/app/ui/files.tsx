import type { DownloadLink } from "@vc/client";
import { useState } from "react";
import { fileSize } from "../format/sizes.ts";
import type { IconName } from "../icons/list.ts";
import { useLanguage } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { useAppWords } from "../words/app-words.ts";
import { Icon } from "./icon.tsx";

/** A file of the API, as it is listed. */
export interface ListedFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

/** Files that can be downloaded, and links, which leave the platform and say where to. */
export function FileList({
  files,
  links = [],
  addressOf,
}: {
  files: readonly ListedFile[];
  links?: readonly string[];
  addressOf: (file: ListedFile) => string;
}) {
  return (
    <ul className="files">
      {files.map((file) => (
        <DownloadRow key={file.id} file={file} address={addressOf(file)} />
      ))}
      {links.map((link) => (
        <li className="file" key={link}>
          <span className="file-kind">
            <Icon name="link" />
          </span>
          <span className="file-name">
            <a href={link} target="_blank" rel="nofollow ugc noopener noreferrer">
              {link.replace(/^https?:\/\//, "")}
            </a>
            <span>{hostOf(link)}</span>
          </span>
          <span className="icon-button" aria-hidden="true">
            <Icon name="leave" className="icon-large" />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A file is private, and a browser sends no token with a download: it gets an address that is good for some minutes. */
function DownloadRow({ file, address }: { file: ListedFile; address: string }) {
  const { order } = useAppWords();
  const language = useLanguage();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const hasFailed = state === "failed";
  async function download(): Promise<void> {
    if (state === "busy") return;
    setState("busy");
    setState((await downloadFile(address, file.name)) ? "idle" : "failed");
  }
  return (
    <li className="file">
      <span className="file-kind">
        <Icon name={iconOf(file)} />
      </span>
      <span className="file-name">
        <b>{file.name}</b>
        <span role="status" className={hasFailed ? "text-brique" : ""}>
          {state === "busy" && order.downloading}
          {hasFailed && order.downloadFailed}
          {state === "idle" && fileSize(file.size, language)}
        </span>
      </span>
      <button
        className="icon-button"
        type="button"
        onClick={() => void download()}
        aria-label={order.download({ name: file.name })}
      >
        <Icon name="download" className="icon-large" />
      </button>
    </li>
  );
}

/** Lets the browser download a file, to the disk and without holding it whole; whether it began. */
async function downloadFile(address: string, name: string): Promise<boolean> {
  const { api } = pageContext();
  const request = new Request(new URL(`${address}/links`, api.baseUrl), { method: "POST" });
  const response = await api.fetch(request).catch(() => undefined);
  if (!response?.ok) return false;
  const link: DownloadLink = await response.json();
  save(new URL(link.url, api.baseUrl).href, name);
  return true;
}

/** Reads a document with the person's session and saves it under a name; whether it worked. */
export async function saveFile(address: string, name: string): Promise<boolean> {
  const { api } = pageContext();
  const response = await api.fetch(new Request(new URL(address, api.baseUrl))).catch(() => undefined);
  if (!response?.ok) return false;
  saveBlob(await response.blob(), name);
  return true;
}

/** Hands the browser something to save under a name. */
export function saveBlob(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  save(url, name);
  URL.revokeObjectURL(url);
}

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

export function iconOf({ name, mediaType }: Pick<ListedFile, "name" | "mediaType">): IconName {
  if (mediaType === "application/pdf") return "file-pdf";
  if (mediaType.startsWith("image/")) return "file-image";
  return /\.(zip|gz|7z|rar)$/i.test(name) || mediaType.includes("zip") ? "file-zip" : "file";
}

function hostOf(link: string): string {
  return URL.canParse(link) ? new URL(link).host : link;
}
