import { useState } from "preact/hooks";
import { Refused, act } from "../api/http.ts";
import type { Channel, Locale } from "../gql/contact.ts";
import { sentence } from "../parts/Dialog.tsx";
import { Choice, Input } from "../parts/Field.tsx";
import { Sessions } from "../sessions/Sessions.tsx";
import { phone } from "../words/formats.ts";
import { chooseLanguage, words } from "../words/index.ts";
import { portal } from "../words/portal.ts";
import { sessionWords } from "../words/sessions.ts";
import { PREFER } from "./operations.ts";
import { type Viewer, isThere, seat } from "./portal.ts";

/** How and when somebody wants to hear from the house. */
export const Preferences = () => (isThere(seat.value) ? <Preferring viewer={seat.value} /> : null);

function Preferring({ viewer }: { viewer: Viewer }) {
  const { preferences } = viewer;
  const { prefer: say, page } = portal.value;
  const [isQuiet, setQuiet] = useState(preferences.quietFrom !== null);
  const [outcome, setOutcome] = useState<{ isSaved?: boolean; wrong?: Record<string, string>; trouble?: string }>({});

  async function save(event: SubmitEvent) {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const language = String(given.get("locale")) as Locale;
    const hours = isQuiet ? { quietFrom: String(given.get("quietFrom")), quietUntil: String(given.get("quietUntil")) } : { quietFrom: null, quietUntil: null };
    setOutcome({});
    if (isQuiet && hours.quietFrom === hours.quietUntil) return setOutcome({ wrong: { quietUntil: say.sameHours } });
    try {
      const made = await act(PREFER, { input: { locale: language, channels: given.getAll("channel") as Channel[], ...hours } });
      if (made.viewer && "preferences" in made.viewer) seat.value = { ...viewer, preferences: made.viewer.preferences };
      chooseLanguage(language === "EN" ? "en" : "nl");
      setOutcome({ isSaved: true });
    } catch (reason) {
      const field = reason instanceof Refused ? reason.field : "";
      setOutcome(field.startsWith("quiet") ? { wrong: { [field]: sentence(reason) } } : { trouble: sentence(reason) });
    }
  }

  return (
    <div class="subject">
      <a class="link back" href="/portal">{page.back}</a>
      <form class="sheet preferences" onSubmit={save} onInput={() => setOutcome({})}>
        <h1>{say.title}</h1>
        <Choice name="locale" label={say.language} options={[["NL", words.value.language.nl], ["EN", words.value.language.en]]} chosen={preferences.locale} />
        <fieldset class="choice" aria-describedby="channels-hint">
          <legend>{say.channels}</legend>
          {addressesOf(viewer).map(([channel, address]) => (
            <label key={channel}><input type="checkbox" name="channel" value={channel} defaultChecked={preferences.channels.includes(channel)} /><span>{say[channel](address)}</span></label>
          ))}
          <p id="channels-hint" class="hint quiet">{say.channelsHint}</p>
        </fieldset>
        <fieldset class="choice" aria-describedby="quiet-hint">
          <legend>{say.quiet}</legend>
          <label><input type="checkbox" defaultChecked={isQuiet} onChange={(event) => setQuiet(event.currentTarget.checked)} /><span>{say.hasQuiet}</span></label>
          {isQuiet && (
            <div class="pair">
              <Input type="time" name="quietFrom" label={say.from} required defaultValue={preferences.quietFrom ?? "22:00"} wrong={outcome.wrong?.quietFrom} />
              <Input type="time" name="quietUntil" label={say.until} required defaultValue={preferences.quietUntil ?? "07:00"} wrong={outcome.wrong?.quietUntil} />
            </div>
          )}
          <p id="quiet-hint" class="hint quiet">{say.quietHint}</p>
        </fieldset>
        {outcome.trouble && <p class="trouble" role="alert">{outcome.trouble}</p>}
        <button class="main">{say.save}</button>
        <p class="saved" role="status">{outcome.isSaved && say.saved}</p>
      </form>
      <section class="sheet" aria-labelledby="sessions"><h2 id="sessions">{sessionWords.value.title}</h2><p class="quiet">{sessionWords.value.text}</p><Sessions /></section>
    </div>
  );
}

/** The ways by which somebody can be reached, each with its address. */
function addressesOf({ contacts }: Viewer): (readonly [Channel, string])[] {
  const email = contacts.find((one) => one.email)?.email;
  const number = contacts.find((one) => one.phone)?.phone;
  return [...(email ? [["EMAIL", email] as const] : []), ...(number ? [["SMS", phone(number)] as const] : [])];
}
