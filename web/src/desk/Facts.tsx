import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ask } from "../api/http.ts";
import type { HistoryQuery } from "../gql/staff.ts";
import { desk } from "../words/desk.ts";
import { moment, phone } from "../words/formats.ts";
import { ChangeIncident } from "./ChangeIncident.tsx";
import type { Incident } from "./incident.ts";
import { HISTORY } from "./operations.ts";

/** What is known of the incident itself. */
export function Facts({ now }: { now: Incident }) {
  const [isChanging, setChanging] = useState(false);
  const { incident: say, priority } = desk.value;
  return (
    <section class="panel" aria-label={say.details}>
      <p class="description">{now.description}</p>
      <dl>
        <Fact name={say.reporter}><Reporter now={now} /></Fact>
        <Fact name={say.category}>{now.category.name}</Fact>
        <Fact name={say.priority}>{priority[now.priority]}</Fact>
        <Fact name={say.place}>{now.property ? <a href={`/desk/properties/${now.property.id}`}>{now.property.address}</a> : now.address}</Fact>
        <Fact name={say.reported}>{moment(now.reportedAt)}</Fact>
      </dl>
      <div class="buttons"><button type="button" class="plain small" onClick={() => setChanging(true)}>{say.edit}</button></div>
      <History id={now.id} version={now.version} />
      {isChanging && <ChangeIncident now={now} close={() => setChanging(false)} />}
    </section>
  );
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return <div class="fact"><dt>{name}</dt><dd>{children}</dd></div>;
}

function Reporter({ now: { reporter, sharedWithReporter } }: { now: Incident }) {
  const { incident: say } = desk.value;
  if (!reporter) return <>{say.noReporter}</>;
  return (
    <>
      <a href={`/desk/contacts/${reporter.id}`}>{reporter.name}</a>
      {reporter.phone && <><br /><a href={`tel:${reporter.phone}`}>{phone(reporter.phone)}</a></>}
      {reporter.email && <><br /><a href={`mailto:${reporter.email}`}>{reporter.email}</a></>}
      {!sharedWithReporter && <p class="quiet">{say.hidden}</p>}
    </>
  );
}

type Events = NonNullable<HistoryQuery["incident"]>["history"]["nodes"];

/** Who did what when, in all its conversations; read when somebody wants to know. */
function History({ id, version }: { id: string; version: number }) {
  const [events, setEvents] = useState<Events | null>(null);
  const { incident: say } = desk.value;
  const read = () => void ask(HISTORY, { id }).then(({ incident }) => setEvents(incident?.history.nodes ?? []), () => {});
  return (
    <details key={version} class="details" onToggle={(event) => event.currentTarget.open && read()}>
      <summary>{say.history}</summary>
      <ol class="history">
        {events?.map((one) => (
          <li key={one.id}>
            {one.event?.text}
            <span class="quiet"> {[one.author?.displayName, titleOf(one), moment(one.createdAt)].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** In which sub-incident it happened; nothing for what happened in the incident itself. */
function titleOf({ thread }: Events[number]): string | null {
  return thread?.subject && "title" in thread.subject ? thread.subject.title : null;
}
