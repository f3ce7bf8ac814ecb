import { useId } from "preact/hooks";
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
  const id = useId();
  if (topics.length === 0) return <p class="sheet">{say.nothingYet}</p>;
  return (
    <form class="sheet topics" onSubmit={(event) => { event.preventDefault(); go(); }}>
      <fieldset class="choice" role="radiogroup" aria-labelledby={id}>
        <legend><h2 id={id}>{say.category}</h2></legend>
        {topics.map((topic) => (
          <div key={topic.id} class="topic">
            <label>
              <input type="radio" name="categoryId" value={topic.id} checked={topic.id === chosen} required onChange={() => choose(topic.id)}
                aria-describedby={topic.id === chosen && topic.help ? `${id}-help` : undefined} />
              <span>{topic.name}</span>
            </label>
            {topic.id === chosen && <Help id={`${id}-help`} text={topic.help} />}
          </div>
        ))}
      </fieldset>
    </form>
  );
}

function Help({ id, text }: { id: string; text: string | null }) {
  const say = report.value;
  return (
    <div class="help">
      {text && <div id={id}><h3>{say.help}</h3><p>{text}</p></div>}
      {text && <p class="quiet">{say.solved}</p>}
      <button class="main">{say.next}</button>
    </div>
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
