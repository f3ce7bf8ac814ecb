import { Sessions } from "../../sessions/Sessions.tsx";
import { sessionWords } from "../../words/sessions.ts";
import { Register } from "./Register.tsx";

/** Where the employee is signed in. */
export function SessionsPage() {
  const { title, text } = sessionWords.value;
  return <Register title={title} text={text}><section class="card"><Sessions /></section></Register>;
}
