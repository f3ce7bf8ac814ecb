import { Offline, Refused, cookies, headers } from "../api/http.ts";
import { words } from "../words/index.ts";
import type { PendingFile } from "./outbox.ts";

export const MOST_FILES = 10;
export const LARGEST = 10 * 1024 * 1024;
export const ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf";
const LONGEST_SIDE = 2048;
const QUALITY = 0.82;

/** What somebody picked, made small enough to send from a cellar: photos are drawn anew, which leaves their EXIF here. */
export async function prepare(file: File, key: string): Promise<PendingFile> {
  const smaller = file.type.startsWith("image/") ? await shrunk(file).catch(() => null) : null;
  return smaller
    ? { key, name: file.name.replace(/\.\w+$/, "") + ".jpg", blob: smaller }
    : { key, name: file.name, blob: file };
}

/** The photo as a JPEG of at most 2048 points; null when the browser cannot read it, or it is smaller as it is. */
async function shrunk(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const brush = canvas.getContext("2d");
  if (!brush) return null;
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return blob && blob.size < file.size ? blob : null;
}

/** Asks the service where a file may go: for a thread, or for a report that is still to be made. */
export type AskAddress = (file: { name: string; size: number; idempotencyKey: string }) => Promise<{ attachmentId: string | null; url: string | null }>;

/** Sends one file; the id by which a message or report takes it. Sent again under the same key, it is one file. */
export async function send(file: PendingFile, askAddress: AskAddress, told: (share: number) => void): Promise<string> {
  const { attachmentId, url } = await askAddress({ name: file.name, size: file.blob.size, idempotencyKey: file.key });
  if (url) await put(url, file.blob, told);
  told(1);
  return attachmentId!;
}

// `fetch` does not tell how much has gone.
function put(url: string, blob: Blob, told: (share: number) => void): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.withCredentials = cookies() !== "omit";
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => told(loaded / total);
    request.onload = () => {
      if (request.status < 300) return done();
      if (request.status >= 500 || request.status === 404) return failed(new Offline());
      const [wrong] = request.response?.errors ?? [];
      failed(new Refused(wrong?.message ?? words.value.photo.failed, wrong?.code ?? "INTERNAL"));
    };
    request.onerror = request.ontimeout = request.onabort = () => failed(new Offline());
    request.send(blob);
  });
}
