import { Attachments } from "./Attachments.tsx";
import { clock, list } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { type Pending, discard, progress, retry } from "./outbox.ts";
import type { StaffThread } from "./staff.ts";
import type { Message } from "./store.ts";

interface Shown {
  message: Message;
  /** The day that begins with it, when it is the first of its day. */
  startsDay: string | null;
  /** Who has read so far, of what the viewer wrote. */
  readers: readonly string[] | undefined;
  /** What employees have besides. */
  staff: StaffThread | undefined;
}

export function MessageRow({ message, startsDay, readers, staff }: Shown) {
  const { author, kind } = message;
  const share = staff?.share;
  const isOwn = author?.isViewer ?? false;
  return (
    <>
      {startsDay && <li class="day"><span>{startsDay}</span></li>}
      {message.event
        ? (
          <li class="event">
            {message.event.text} <time dateTime={message.createdAt}>{clock(message.createdAt)}</time>
            <Attachments files={message.attachments} author={author?.displayName ?? ""} />
            {share && kind === "EVENT" && message.attachments.length > 0 && <Share share={() => share(message)} />}
          </li>
        )
        : (
          <li class={`message ${isOwn ? "own" : "other"} ${kind === "NOTE" ? "note" : ""}`}>
            <p class="byline">
              {kind === "NOTE" && <NoteMark staff={staff} />}
              <span class="author">{isOwn ? words.value.thread.you : author?.displayName}</span>{" "}
              <time dateTime={message.createdAt}>{clock(message.createdAt)}</time>
              {share && kind === "POST" && <Share share={() => share(message)} />}
            </p>
            {message.body && <p class="bubble">{message.body}</p>}
            <Attachments files={message.attachments} author={author?.displayName ?? ""} />
            {readers?.length ? <p class="read-by">{words.value.thread.readBy(list(readers))}</p> : null}
          </li>
        )}
    </>
  );
}

const Share = ({ share }: { share: () => void }) => <button type="button" class="share" onClick={share}>{words.value.thread.share}</button>;

/** That it is a note, and who reads it, for who sees no colour too. */
const NoteMark = ({ staff }: { staff: StaffThread | undefined }) => staff && <span class="chip" title={staff.sees("NOTE")}>{staff.names.note}</span>;

/** A message that is still here: on its way, waiting for a connection, or refused. */
export function PendingRow({ row, staff }: { row: Pending; staff: StaffThread | undefined }) {
  const { thread, act, photo } = words.value;
  return (
    <li class={row.kind === "NOTE" ? "message own pending note" : "message own pending"}>
      {row.kind === "NOTE" && <p class="byline"><NoteMark staff={staff} /></p>}
      {row.body && <p class="bubble">{row.body}</p>}
      {row.files.length > 0 && (
        <ul class="pending-files">
          {row.files.map((file) => (
            <li key={file.key}>{file.name} · {photo.uploading(Math.round((file.attachmentId ? 1 : progress.value.get(file.key) ?? 0) * 100))}</li>
          ))}
        </ul>
      )}
      {row.refusal === undefined
        ? <p class="fate" role="status">{navigator.onLine ? thread.sending : thread.waiting}</p>
        : (
          <div class="fate trouble" role="alert">
            <p>{thread.failed}: {row.refusal}</p>
            <button type="button" class="link" onClick={() => void retry(row.id)}>{act.retry}</button>
            <button type="button" class="link" onClick={() => void discard(row.id)}>{act.remove}</button>
          </div>
        )}
    </li>
  );
}
