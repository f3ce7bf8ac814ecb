import "../style/sessions.css";
import { act, ask } from "../api/http.ts";
import type { OwnSessionsQuery } from "../gql/contact.ts";
import { ActButton } from "../parts/ActButton.tsx";
import { isThere, useOne } from "../parts/one.ts";
import { moment } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { sessionWords } from "../words/sessions.ts";
import { END_OTHER_SESSIONS, END_SESSION, SESSIONS } from "./operations.ts";

type Session = OwnSessionsQuery["sessions"]["nodes"][number];

/** Where the viewer is signed in, and ending it there. */
export function Sessions() {
  const say = sessionWords.value;
  const { now, look } = useOne(async () => (await ask(SESSIONS, {})).sessions.nodes, "");
  if (now === null) return <p class="quiet" role="status">{words.value.guest.loading}</p>;
  if (!isThere(now)) return <p class="trouble" role="alert">{words.value.trouble.offline} <button type="button" class="link" onClick={() => void look()}>{words.value.act.retry}</button></p>;
  return (
    <>
      <ul class="sessions">{now.map((one) => <Where key={one.id} one={one} look={look} />)}</ul>
      {now.length > 1
        ? <div class="buttons"><ActButton text={say.endOthers} act={() => act(END_OTHER_SESSIONS, {}).finally(look)} /></div>
        : <p class="quiet" role="status">{say.onlyHere}</p>}
    </>
  );
}

function Where({ one, look }: { one: Session; look: () => Promise<void> }) {
  const say = sessionWords.value;
  const browser = one.browser ?? say.unknown;
  const end = () => act(END_SESSION, { input: { sessionId: one.id } }).finally(look);
  return (
    <li>
      <span><strong>{browser}</strong> {one.isCurrent && <span class="chip">{say.here}</span>}</span>
      {!one.isCurrent && <ActButton text={say.end} label={say.endOf(browser)} act={end} />}
      <span class="quiet">{one.kind ? say.kind[one.kind] : say.signedIn} {moment(one.createdAt)}{one.lastUsedAt && ` · ${say.lastUsed(moment(one.lastUsedAt))}`}</span>
    </li>
  );
}
