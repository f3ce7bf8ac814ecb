import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Choice, Input, TextArea, focusFirstWrong } from "../parts/Field.tsx";
import { HouseHeader, Welcome } from "../parts/Page.tsx";
import { typedIn } from "../report/draft.ts";
import { CategoryStep, ChosenTopic, type Topic } from "../report/CategoryStep.tsx";
import { ClearForm } from "../report/ClearForm.tsx";
import { Done } from "../report/Done.tsx";
import { PhotoSheet } from "../report/PhotoSheet.tsx";
import { Waiting } from "../report/Waiting.tsx";
import { locale, words } from "../words/index.ts";
import { publicWords } from "../words/public.ts";
import { report } from "../words/report.ts";
import { type House, type Receipt, type Visit, begin, languageOf, visit } from "./report.ts";

/** The page by which anybody reports, in two steps: what it is about, and the rest. */
export function ReportPage({ slug }: { slug: string }) {
  const now = visit.value;
  const title = typeof now === "object" ? `${report.value.title} · ${now.house.name}` : report.value.title;
  useEffect(() => {
    document.title = title;
  }, [title]);
  switch (now) {
    case "loading":
      return <Welcome><p role="status">{words.value.guest.loading}</p></Welcome>;
    case "missing":
      return <Welcome><h1>{publicWords.value.missing.title}</h1><p>{publicWords.value.missing.text}</p></Welcome>;
    case "unreachable":
      return (
        <Welcome>
          <p role="alert">{words.value.trouble.offline}</p>
          <button type="button" class="main" onClick={() => void begin(slug)}>{words.value.act.retry}</button>
        </Welcome>
      );
    default:
      return <><HouseHeader house={now.house} /><main><Stages now={now} /></main></>;
  }
}

function Stages({ now }: { now: Visit }) {
  const stage = now.form.stage.value;
  if (typeof stage === "object") return <Arrived receipt={stage} another={() => now.form.another()} />;
  return stage === "waiting" ? <Waiting text={now.form.draft.value.fields.description ?? ""} /> : <Writing now={now} />;
}

function Writing({ now }: { now: Visit }) {
  const { house, form } = now;
  const { categoryId, isChosen } = form.draft.value;
  const { form: say } = publicWords.value;
  const topics = house.reportForm.categories.map(topicOf);
  const topic = topics.find(({ id }) => id === categoryId);
  if (isChosen && topic) return <Details now={now} topic={topic} />;
  return (
    <>
      <div class="form-head"><h1>{report.value.title}</h1><p class="quiet">{say.noAccount} {house.phone && say.urgent(house.name)}</p></div>
      {form.trouble.value && <p class="trouble" role="alert">{form.trouble.value}</p>}
      <CategoryStep topics={topics} chosen={categoryId} choose={(id) => form.change({ categoryId: id })} go={() => form.change({ isChosen: true })} />
    </>
  );
}

function topicOf(category: House["reportForm"]["categories"][number]): Topic {
  const isEnglish = locale.value === "en";
  return { id: category.id, name: isEnglish ? category.en : category.nl, help: isEnglish ? category.helpEn : category.helpNl };
}

function Details({ now: { house, form }, topic }: { now: Visit; topic: Topic }) {
  const { form: say } = publicWords.value;
  const { fields } = form.draft.value;
  const wrong = form.wrong.value;
  const place = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isSending = form.stage.value === "sending";
  useLayoutEffect(() => heading.current?.focus(), []);
  useLayoutEffect(() => focusFirstWrong(place.current), [wrong]);

  const of = (name: string) => ({ name, defaultValue: fields[name], wrong: wrong[name] });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    form.change({ fields: typedIn(place.current!) });
    void form.send();
  }

  return (
    <form ref={place} class="report" noValidate inert={isSending} onInput={() => form.change({ fields: typedIn(place.current!) })} onSubmit={submit}>
      <div class="form-head">
        <h1 ref={heading} tabIndex={-1}>{report.value.title}</h1>
        <ChosenTopic topic={topic} change={() => form.change({ isChosen: false })} />
      </div>
      <section class="sheet">
        <h2>{report.value.what}</h2>
        <Input {...of("title")} label={report.value.inShort} hint={report.value.shortHint} maxLength={300} />
        <TextArea {...of("description")} label={report.value.description} hint={report.value.descriptionHint} rows={5} maxLength={20000} required />
      </section>
      <PhotoSheet tray={form.tray} />
      <section class="sheet">
        <h2>{say.where}</h2>
        <div class="pair">
          <Input {...of("address.postcode")} label={say.postcode} autoComplete="postal-code" autoCapitalize="characters" maxLength={20} required />
          <Input {...of("address.houseNumber")} label={say.houseNumber} maxLength={40} required />
        </div>
        <Input {...of("address.unit")} label={say.unit} hint={say.unitHint} maxLength={100} />
      </section>
      <section class="sheet">
        <h2>{say.who}</h2>
        <Input {...of("sender.name")} label={say.name} autoComplete="name" maxLength={200} required />
        <p class="quiet">{say.reach}</p>
        <Input {...of("sender.email")} type="email" label={say.email} autoComplete="email" isOptional={false} />
        <Input {...of("sender.phone")} type="tel" label={say.phone} autoComplete="tel" isOptional={false} />
        <Choice name="sender.locale" label={say.language} options={[["NL", words.value.language.nl], ["EN", words.value.language.en]]} chosen={languageOf(fields)} />
      </section>
      <div class="form-end">
        {Object.keys(wrong).length > 0 && <p class="trouble" role="alert">{report.value.look}</p>}
        {form.trouble.value && <p class="trouble" role="alert">{form.trouble.value}</p>}
        <button class="main" disabled={isSending}>{isSending ? report.value.sending : report.value.send}</button>
        <ClearForm clear={() => form.clear()} />
        <p class="quiet">{say.privacy(house.name)}</p>
      </div>
    </form>
  );
}

function Arrived({ receipt, another }: { receipt: Receipt; another: () => void }) {
  const { confirmed } = publicWords.value.form;
  const [by, also] = receipt.confirmedBy;
  return <Done reference={receipt.reference ?? ""} another={another}><p>{confirmed[also ? "BOTH" : by ?? "NONE"]}</p></Done>;
}
