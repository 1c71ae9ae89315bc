import type { Fetch } from "./patient-fetch.ts";

/** How much of an upload has left this machine, in bytes. */
export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** The parts of a browser's `XMLHttpRequest` that are needed: `fetch` tells nothing of a body on its way. */
interface BrowserRequest {
  readonly upload: {
    onprogress: ((event: { loaded: number; total: number }) => void) | null;
  };
  responseType: string;
  readonly status: number;
  readonly response: unknown;
  onload: (() => void) | null;
  onerror: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  getAllResponseHeaders(): string;
  send(body: Blob): void;
  abort(): void;
}
export type NewBrowserRequest = () => BrowserRequest;

/** Sends a request and tells of its progress. A broken connection rejects, as with `fetch`. */
export function fetchWithProgress(
  newRequest: NewBrowserRequest,
  onProgress: (progress: UploadProgress) => void,
): Fetch {
  return async (request) => {
    const body = await request.blob();
    request.signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const sending = newRequest();
      const abort = () => {
        sending.abort();
        reject(request.signal.reason);
      };
      request.signal.addEventListener("abort", abort);
      sending.upload.onprogress = ({ loaded, total }) => onProgress({ sentBytes: loaded, totalBytes: total });
      sending.onload = () => {
        request.signal.removeEventListener("abort", abort);
        resolve(responseOf(sending));
      };
      sending.onerror = () => {
        request.signal.removeEventListener("abort", abort);
        reject(new TypeError("the connection broke"));
      };
      sending.open(request.method, request.url);
      sending.responseType = "blob";
      for (const [name, value] of request.headers) sending.setRequestHeader(name, value);
      sending.send(body);
    });
  };
}

function responseOf(sent: BrowserRequest): Response {
  const headers = new Headers();
  for (const line of sent.getAllResponseHeaders().split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  // The type of a response is what was asked for above.
  return new Response(sent.response as Blob, { status: sent.status, headers });
}
