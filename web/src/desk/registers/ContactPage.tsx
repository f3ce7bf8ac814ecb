import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { act, ask } from "../../api/http.ts";
import { FormDialog } from "../../parts/Dialog.tsx";
import { date, list, phone } from "../../words/formats.ts";
import { registers } from "../../words/registers.ts";
import { ActButton } from "../../parts/ActButton.tsx";
import { useOne } from "../../parts/one.ts";
import { EditContact } from "./ContactForms.tsx";
import { Portal } from "./Portal.tsx";
import { Privacy } from "./Privacy.tsx";
import { Opened, Register } from "./Register.tsx";
import { type ContactDetails, contacts, homeOf } from "./contacts.ts";
import { CONTACT_BY_ID, UPDATE_CONTACT } from "./operations.ts";
import { isOver, periodText } from "./periods.ts";

/** Somebody outside: how they are reached, what they rent and own, and whether they have an account. */
export function ContactPage({ id = "" }: { id?: string }) {
  const { contact: say } = registers.value;
  const { now, look } = useOne(async () => (await ask(CONTACT_BY_ID, { id })).contact, id);
  const back = <a class="link back-link" href="/desk/contacts">{say.back}</a>;
  return <Opened now={now} again={() => void look()} missing={say.missing} back={back}>{(contact) => <Page now={contact} look={look} back={back} />}</Opened>;
}

interface Shown {
  now: ContactDetails;
  look: () => Promise<void>;
}

function Page({ now, look, back }: Shown & { back: ComponentChildren }) {
  const { contact: say, act: acts } = registers.value;
  const [dialog, setDialog] = useState<"edit" | "archive" | null>(null);
  const close = () => setDialog(null);

  async function archive(isArchived: boolean) {
    await act(UPDATE_CONTACT, { input: { contactId: now.id, isArchived, expectedVersion: now.version } }).finally(look);
    void contacts.look();
  }

  const beside = (
    <div class="buttons">
      <a class="plain small" href={`/desk?search=${encodeURIComponent(now.name)}`}>{say.incidents}</a>
      <button type="button" class="plain small" onClick={() => setDialog("edit")}>{acts.edit}</button>
      {now.isArchived
        ? <ActButton text={acts.restore} act={() => archive(false)} />
        : <button type="button" class="plain small" onClick={() => setDialog("archive")}>{acts.archive}</button>}
    </div>
  );
  return (
    <Register title={now.name} back={back} chips={[say.types[now.type], now.isArchived && say.archived]} beside={beside}>
      <Facts now={now} />
      <Places now={now} />
      <Portal now={now} look={look} />
      <Privacy now={now} look={look} />
      {dialog === "edit" && <EditContact now={now} look={look} close={close} />}
      {dialog === "archive" && <FormDialog title={say.archiveAsk} confirm={acts.archive} isDanger close={close} act={() => archive(true)}><p>{say.archiveText}</p></FormDialog>}
    </Register>
  );
}

function Facts({ now }: { now: ContactDetails }) {
  const { contact: say, channel, language } = registers.value;
  return (
    <section class="card">
      {!now.email && !now.phone && <p class="trouble">{say.unreachable}</p>}
      <dl>
        {now.company && <div class="fact"><dt>{say.company}</dt><dd>{now.company}</dd></div>}
        {now.trade && <div class="fact"><dt>{say.trade}</dt><dd>{now.trade}</dd></div>}
        {now.phone && <div class="fact"><dt>{say.phone}</dt><dd><a class="call" href={`tel:${now.phone}`}>{phone(now.phone)}</a></dd></div>}
        {now.email && <div class="fact"><dt>{say.email}</dt><dd><a class="call" href={`mailto:${now.email}`}>{now.email}</a></dd></div>}
        <div class="fact"><dt>{say.channels}</dt><dd>{list(now.preferredChannels.map((one) => channel[one])) || "–"}</dd></div>
        <div class="fact"><dt>{language.label}</dt><dd>{language[now.locale]}</dd></div>
      </dl>
      <p class="quiet small-text">{say.since(date(now.createdAt))}</p>
    </section>
  );
}

/** What a tenant rents and an owner owns, and what they did before. */
function Places({ now }: { now: ContactDetails }) {
  const { contact: say } = registers.value;
  const homes = now.tenancies.map((one) => ({ ...one, property: one.unit.property, text: homeOf(one.unit), more: "" }));
  const owned = now.ownerships.map((one) => ({ ...one, text: one.property.address, more: one.seesIncidents ? say.sees : "" }));
  return (
    <>
      {(now.type === "TENANT" || homes.length > 0) && <PlaceList title={say.homes} none={say.noHomes} places={homes} />}
      {(now.type === "OWNER" || owned.length > 0) && <PlaceList title={say.owns} none={say.noOwned} places={owned} />}
    </>
  );
}

interface Place {
  id: string;
  fromOn: string;
  untilOn: string | null;
  text: string;
  more: string;
  property: { id: string } | null;
}

function PlaceList({ title, none, places }: { title: string; none: string; places: readonly Place[] }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {places.length === 0 && <p class="quiet">{none} <a href="/desk/properties">{registers.value.properties.title}</a></p>}
      <ul class="plain-list">
        {places.map((place) => (
          <li key={place.id} class={isOver(place) ? "over" : undefined}>
            {place.property ? <a class="call" href={`/desk/properties/${place.property.id}`}>{place.text}</a> : place.text}
            <span class="quiet">{periodText(place)}</span>
            {place.more && !isOver(place) && <span class="chip">{place.more}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
