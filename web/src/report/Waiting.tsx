import { report } from "../words/report.ts";

/** The report is kept here until there is a connection. */
export function Waiting({ text }: { text: string }) {
  const { waiting } = report.value;
  return (
    <section class="sheet" role="status">
      <h1>{waiting.title}</h1>
      <p>{waiting.text}</p>
      <p class="description bubble">{text}</p>
    </section>
  );
}
