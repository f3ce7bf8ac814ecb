import type { MessagePartsFragment } from "../gql/contact.ts";
import { words } from "../words/index.ts";

type Files = MessagePartsFragment["attachments"];

/** Photos as small pictures that open large, other files by their name. */
export function Attachments({ files, author }: { files: Files; author: string }) {
  if (files.length === 0) return null;
  return (
    <ul class="attachments">
      {files.map((file) => (
        <li key={file.id}>
          <a href={file.url} target="_blank" rel="noopener">
            {file.thumbnailUrl
              ? <img src={file.thumbnailUrl} alt={words.value.photo.of(author)} loading="lazy" width={file.width ?? undefined} height={file.height ?? undefined} style={shape(file)} />
              : <span class="document">{file.name} <span class="quiet">{kilobytes(file.size)}</span></span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What the style sheet needs to know to keep its place free before it is there. */
const shape = ({ width, height }: Files[number]) => width && height ? { "--width": `${width}px`, "--shape": String(width / height) } : undefined;

const kilobytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1024))} kB`;
