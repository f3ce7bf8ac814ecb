import { useId, useState } from "preact/hooks";
import { report } from "../words/report.ts";

export interface Topic {
  id: string;
  name: string;
  help: string | null;
}

interface CategoryStep {
  topics: readonly Topic[];
  chosen: string;
  choose: (id: string) => void;
  go: () => void;
}

/** The first question. What to try before reporting stands with the choice, and may make the report needless. */
export function CategoryStep({ topics, chosen, choose, go }: CategoryStep) {
  const say = report.value;
  const [isMissing, setMissing] = useState(false);
  const id = useId();

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (topics.some((topic) => topic.id === chosen)) return go();
    setMissing(true);
    (event.currentTarget as HTMLFormElement).querySelector("input")?.focus();
  }

  if (topics.length === 0) return <p class="sheet">{say.nothingYet}</p>;
  return (
    <form class="sheet topics" noValidate onSubmit={submit}>
      <fieldset class="choice" role="radiogroup" aria-labelledby={id} aria-describedby={isMissing ? `${id}-wrong` : undefined}>
        <legend id={id}><h2>{say.category}</h2></legend>
        {topics.map((topic) => (
          <div key={topic.id} class="topic">
            <label>
              <input type="radio" name="categoryId" value={topic.id} checked={topic.id === chosen} aria-describedby={topic.help ? `${id}-${topic.id}` : undefined}
                onChange={() => choose(topic.id)} />
              <span>{topic.name}</span>
            </label>
            {topic.id === chosen && topic.help && (
              <div class="help" id={`${id}-${topic.id}`}>
                <h3>{say.help}</h3>
                <p>{topic.help}</p>
                <p class="quiet">{say.solved}</p>
              </div>
            )}
          </div>
        ))}
        {isMissing && !chosen && <p id={`${id}-wrong`} class="trouble" role="alert">{say.chooseFirst}</p>}
      </fieldset>
      <button class="main">{say.next}</button>
    </form>
  );
}

/** What was chosen, above the rest of the form. */
export function ChosenTopic({ topic, change }: { topic: Topic | undefined; change: () => void }) {
  const say = report.value;
  return (
    <p class="chosen">
      <span><span class="quiet">{say.about}</span> <strong>{topic?.name}</strong></span>
      <button type="button" class="link" onClick={change}>{say.change}</button>
    </p>
  );
}
