import { useEffect, useRef } from "preact/hooks";
import { Choice, Input, TextArea, focusFirstWrong } from "../parts/Field.tsx";
import { HouseHeader, Welcome } from "../parts/Page.tsx";
import { CategoryStep, ChosenTopic, type Topic } from "../report/CategoryStep.tsx";
import { Done } from "../report/Done.tsx";
import { locale, words } from "../words/index.ts";
import { publicWords } from "../words/public.ts";
import { report } from "../words/report.ts";
import { type House, type Receipt, another, begin, change, draft, house, languageOf, send, stage, trouble, wrong } from "./report.ts";

/** The form by which anybody reports, in two steps: what it is about, and the rest. */
export function ReportForm({ slug }: { slug: string }) {
  const title = house.value ? `${report.value.title} · ${house.value.name}` : report.value.title;
  useEffect(() => {
    document.title = title;
  }, [title]);
  switch (stage.value) {
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
  }
  return (
    <>
      <HouseHeader house={house.value!} />
      <main>{typeof stage.value === "object" ? <Arrived receipt={stage.value} /> : stage.value === "waiting" ? <Waiting /> : <Writing house={house.value!} />}</main>
    </>
  );
}

function Writing({ house }: { house: House }) {
  const { categoryId, isChosen } = draft.value;
  const { title } = report.value;
  const { form } = publicWords.value;
  const topics = house.reportForm.categories.map(topicOf);
  const topic = topics.find(({ id }) => id === categoryId);
  if (isChosen && topic) return <Details house={house} topic={topic} />;
  return (
    <>
      <div class="form-head"><h1>{title}</h1><p class="quiet">{form.noAccount} {house.phone && form.urgent(house.name)}</p></div>
      {trouble.value && <p class="trouble" role="alert">{trouble.value}</p>}
      <CategoryStep topics={topics} chosen={categoryId} choose={(id) => change({ categoryId: id })} go={() => change({ isChosen: true })} />
    </>
  );
}

function topicOf(category: House["reportForm"]["categories"][number]): Topic {
  const isEnglish = locale.value === "en";
  return { id: category.id, name: isEnglish ? category.en : category.nl, help: isEnglish ? category.helpEn : category.helpNl };
}

function Details({ house, topic }: { house: House; topic: Topic }) {
  const { form: say } = publicWords.value;
  const { fields } = draft.value;
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isSending = stage.value === "sending";
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => focusFirstWrong(form.current), [wrong.value]);

  const of = (name: string) => ({ name, defaultValue: fields[name], wrong: wrong.value[name] });

  function keep() {
    const typed = [...new FormData(form.current!)].map(([name, value]) => [name, String(value)] as const);
    change({ fields: Object.fromEntries(typed) });
  }

  return (
    <form ref={form} class="report" noValidate onInput={keep} onSubmit={(event) => { event.preventDefault(); keep(); void send(); }}>
      <div class="form-head">
        <h1 ref={heading} tabIndex={-1}>{report.value.title}</h1>
        <ChosenTopic topic={topic} change={() => change({ isChosen: false })} />
      </div>
      <section class="sheet">
        <h2>{report.value.what}</h2>
        <Input {...of("title")} label={report.value.inShort} hint={report.value.shortHint} maxLength={300} />
        <TextArea {...of("description")} label={report.value.description} hint={report.value.descriptionHint} rows={5} maxLength={20000} required />
      </section>
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
        {Object.keys(wrong.value).length > 0 && <p class="trouble" role="alert">{report.value.look}</p>}
        {trouble.value && <p class="trouble" role="alert">{trouble.value}</p>}
        <button class="main" disabled={isSending}>{isSending ? report.value.sending : report.value.send}</button>
        <p class="quiet">{say.privacy(house.name)}</p>
      </div>
    </form>
  );
}

function Waiting() {
  const { waiting } = publicWords.value.form;
  return (
    <section class="sheet" role="status">
      <h1>{waiting.title}</h1>
      <p>{waiting.text}</p>
      <p class="description bubble">{draft.value.fields.description}</p>
    </section>
  );
}

function Arrived({ receipt }: { receipt: Receipt }) {
  const { confirmed } = publicWords.value.form;
  const [by, also] = receipt.confirmedBy;
  return <Done reference={receipt.reference ?? ""} another={another}><p>{confirmed[also ? "BOTH" : by ?? "NONE"]}</p></Done>;
}
