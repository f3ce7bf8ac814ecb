import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { act, ask } from "../api/http.ts";
import { newId } from "../api/ids.ts";
import type * as Gql from "../gql/contact.ts";
import { sentence } from "../parts/Dialog.tsx";
import { Choice, Input, TextArea, focusFirstWrong } from "../parts/Field.tsx";
import { CategoryStep, ChosenTopic, type Topic } from "../report/CategoryStep.tsx";
import { ClearForm } from "../report/ClearForm.tsx";
import { Done } from "../report/Done.tsx";
import { PhotoSheet } from "../report/PhotoSheet.tsx";
import { Waiting } from "../report/Waiting.tsx";
import { typedIn } from "../report/draft.ts";
import { ReportForm } from "../report/form.ts";
import { photosOf } from "../report/photos.ts";
import { Tray } from "../thread/tray.ts";
import { forReport } from "../thread/addresses.ts";
import { locale, words } from "../words/index.ts";
import { portal } from "../words/portal.ts";
import { report } from "../words/report.ts";
import { REPORT, TOPICS } from "./operations.ts";
import { type Viewer, isThere, reportKeyOf, seat } from "./portal.ts";

type Form = ReportForm<Gql.ReportIncidentInput, { reference: string }>;
type Topics = Gql.TopicsQuery["categories"];

/** A report by account: what it is about, where of what one rents or owns, and what is wrong. */
export const NewReport = () => (isThere(seat.value) ? <Reporting viewer={seat.value} /> : null);

function Reporting({ viewer }: { viewer: Viewer }) {
  const form = useMemo(() => formOf(viewer), []);
  const [topics, setTopics] = useState<Topics | null>(null);
  const [trouble, setTrouble] = useState("");
  const read = () => void ask(TOPICS, {}).then((found) => setTopics(found.categories), (reason) => setTrouble(sentence(reason)));
  useEffect(() => {
    read();
    return () => form.stop();
  }, []);

  const stage = form.stage.value;
  return (
    <div class="subject">
      <a class="link back" href="/portal">{portal.value.page.back}</a>
      {trouble && !topics && <p class="pick" role="alert">{trouble} <button type="button" class="link" onClick={read}>{words.value.act.retry}</button></p>}
      {typeof stage === "object" && <Arrived reference={stage.reference} another={() => form.another()} />}
      {stage === "waiting" && <Waiting text={form.draft.value.fields.description ?? ""} />}
      {(stage === "writing" || stage === "sending") && topics && <Writing viewer={viewer} form={form} topics={topics.map(topicOf)} />}
    </div>
  );
}

function topicOf(category: Topics[number]): Topic {
  const isEnglish = locale.value === "en";
  return { id: category.id, name: isEnglish ? category.en : category.nl, help: isEnglish ? category.helpEn : category.helpNl };
}

function Writing({ viewer, form, topics }: { viewer: Viewer; form: Form; topics: readonly Topic[] }) {
  const { categoryId, isChosen } = form.draft.value;
  const topic = topics.find(({ id }) => id === categoryId);
  if (isChosen && topic) return <Details viewer={viewer} form={form} topic={topic} />;
  return (
    <>
      <div class="form-head"><h1>{report.value.title}</h1></div>
      {form.trouble.value && <p class="trouble" role="alert">{form.trouble.value}</p>}
      <CategoryStep topics={topics} chosen={categoryId} choose={(id) => form.change({ categoryId: id })} go={() => form.change({ isChosen: true })} />
    </>
  );
}

function Details({ viewer, form, topic }: { viewer: Viewer; form: Form; topic: Topic }) {
  const { fields } = form.draft.value;
  const wrong = form.wrong.value;
  const place = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isSending = form.stage.value === "sending";
  const places = placesOf(viewer);
  useLayoutEffect(() => heading.current?.focus(), []);
  useLayoutEffect(() => focusFirstWrong(place.current), [wrong]);

  const of = (name: string) => ({ name, defaultValue: fields[name], wrong: wrong[name] });
  const keep = () => form.change({ fields: typedIn(place.current!) });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    keep();
    void form.send();
  }

  return (
    <form ref={place} class="report" noValidate inert={isSending} onInput={keep} onSubmit={submit}>
      <div class="form-head">
        <h1 ref={heading} tabIndex={-1}>{report.value.title}</h1>
        <ChosenTopic topic={topic} change={() => form.change({ isChosen: false })} />
      </div>
      <section class="sheet">
        <Choice name="place" label={portal.value.report.where} options={places} chosen={fields.place ?? (places.length === 1 ? places[0]?.[0] : undefined)} wrong={wrong.place} />
      </section>
      <section class="sheet">
        <h2>{report.value.what}</h2>
        <Input {...of("title")} label={report.value.inShort} hint={report.value.shortHint} maxLength={300} required />
        <TextArea {...of("description")} label={report.value.description} hint={report.value.descriptionHint} rows={5} maxLength={20000} required />
      </section>
      <PhotoSheet tray={form.tray} />
      <div class="form-end">
        {Object.keys(wrong).length > 0 && <p class="trouble" role="alert">{report.value.look}</p>}
        {form.trouble.value && <p class="trouble" role="alert">{form.trouble.value}</p>}
        <button class="main" disabled={isSending}>{isSending ? report.value.sending : report.value.send}</button>
        <ClearForm clear={() => form.clear()} />
      </div>
    </form>
  );
}

function Arrived({ reference, another }: { reference: string; another: () => void }) {
  const { next, view } = portal.value.report;
  return (
    <Done reference={reference} another={another}>
      <p>{next}</p>
      <a class="main button" href={`/portal/reports/${reference}`}>{view}</a>
    </Done>
  );
}

/** What somebody rents, and what they own: the two may be one house, and are two places to report about. */
function placesOf({ units, properties }: Viewer): (readonly [string, string])[] {
  const { rented, owned } = portal.value.report;
  const isBoth = units.length > 0 && properties.length > 0;
  const named = (what: string, role: string) => (isBoth ? `${what} (${role})` : what);
  return [
    ...units.map((unit) => [`unit:${unit.id}`, named([unit.property?.address, unit.label].filter(Boolean).join(", "), rented)] as const),
    ...properties.map((house) => [`property:${house.id}`, named([house.name, house.address].filter(Boolean).join(", "), owned)] as const),
  ];
}

function formOf(viewer: Viewer): Form {
  const key = reportKeyOf(viewer);
  const tray = new Tray(forReport, photosOf(key));
  return new ReportForm<Gql.ReportIncidentInput, { reference: string }>({
    key,
    tray,
    required: ["place", "title", "description"],
    fields: ["place", "title", "description"],
    lasting: ["place"],
    reportOf: ({ categoryId, fields: { place = "", title = "", description = "" } }) => {
      const [kind, id = ""] = place.split(":");
      return { categoryId, title, description, idempotencyKey: newId(), ...(kind === "unit" ? { unitId: id } : { propertyId: id }) };
    },
    prepare: async (made) => ({ ...made, attachmentIds: await tray.sendAll() }),
    post: async (made) => ({ reference: (await act(REPORT, { input: made })).reference ?? "" }),
    isStale: ({ field }) => {
      if (field === "attachmentIds") tray.forgetSent();
      return field === "attachmentIds";
    },
  });
}
