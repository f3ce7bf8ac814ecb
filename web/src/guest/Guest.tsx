import { useEffect, useState } from "preact/hooks";
import { OfflineBanner } from "../parts/Banner.tsx";
import { LanguageSwitch } from "../parts/LanguageSwitch.tsx";
import { HouseHeader, Welcome } from "../parts/Page.tsx";
import { sentence } from "../parts/Dialog.tsx";
import { Thread } from "../thread/Thread.tsx";
import { pending } from "../thread/outbox.ts";
import { date } from "../words/formats.ts";
import { words } from "../words/index.ts";
import { Sheet } from "../subject/Sheet.tsx";
import { type Visit, enter, open, visit } from "./visit.ts";

/** The page behind a link: one subject, one thread, and nothing else. */
export function Guest() {
  const now = visit.value;
  const missed = now.at === "inside" ? now.opened.thread.missed.value : 0;
  const title = `${missed > 0 ? `(${missed}) ` : ""}${now.at === "inside" ? now.opened.subject.value.title : words.value.guest.title}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div class="guest">
      <Content now={now} />
      <footer><LanguageSwitch hasAnswers={now.at === "inside"} /></footer>
    </div>
  );
}

function Content({ now }: { now: Visit }) {
  const { guest, act } = words.value;
  switch (now.at) {
    case "door":
      return <Door key={now.secret} secret={now.secret} />;
    case "missing":
      return <Welcome><h1>{guest.missing.title}</h1><p>{guest.missing.text}</p></Welcome>;
    case "loading":
      return <Welcome><p role="status">{guest.loading}</p></Welcome>;
    case "unreachable":
      return <Welcome><p role="alert">{words.value.trouble.offline}</p><button type="button" class="main" onClick={() => void enter()}>{act.retry}</button></Welcome>;
    case "gone":
      return <Gone />;
    case "inside":
      return <Inside now={now} />;
  }
}

/** Opening is a person's act: whatever looks at links in mail by itself changes nothing. */
function Door({ secret }: { secret: string }) {
  const [trouble, setTrouble] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { guest } = words.value;

  async function enterByLink() {
    setBusy(true);
    setTrouble("");
    await open(secret).catch((reason) => setTrouble(sentence(reason)));
    setBusy(false);
  }

  return (
    <Welcome>
      <h1>{guest.invitation}</h1>
      <button type="button" class="main" disabled={isBusy} onClick={enterByLink}>{isBusy ? guest.opening : guest.open}</button>
      <p class="quiet">{guest.safe}</p>
      {trouble && <p class="trouble" role="alert">{trouble}</p>}
    </Welcome>
  );
}

function Gone() {
  const { gone } = words.value.guest;
  const unsent = pending.value.filter((row) => row.body);
  return (
    <Welcome>
      <h1>{gone.title}</h1>
      <p>{gone.text}</p>
      {unsent.length > 0 && <><p>{gone.waiting}</p>{unsent.map((row) => <p key={row.id} class="bubble">{row.body}</p>)}</>}
    </Welcome>
  );
}

function Inside({ now: { viewer, opened } }: { now: Extract<Visit, { at: "inside" }> }) {
  const { guest } = words.value;
  const until = "linkExpiresAt" in viewer ? viewer.linkExpiresAt : null;
  return (
    <>
      <HouseHeader house={viewer.organisation} />
      <OfflineBanner />
      <main>
        <Sheet subject={opened.subject.value} />
        <Thread store={opened.thread} organisation={viewer.organisation.name} />
        {until && <p class="quiet until">{guest.linkUntil(date(until))}</p>}
      </main>
    </>
  );
}
