// The console: an operation in, an answer or a live log out.

import { ask, element, follow } from "./client.js";
import { editor, operationAt } from "./editor.js";
import { EXAMPLES } from "./examples.js";
import { Explorer } from "./explorer.js";

const TOKEN = "huismeester.console.token";
const DRAFT = "huismeester.console.draft";
const WHO = "{ viewer { __typename displayName } }";
const SIGN_IN = `mutation SignIn($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { errors { message } } }`;

const $ = (id) => document.getElementById(id);
const query = $("query");
const variables = $("variables");
const explorer = new Explorer($("explorer"), $("search"));
let stop = null;
let plain = "";

const credentials = () => ({ token: sessionStorage.getItem(TOKEN) ?? "" });
const asked = (text, values) => ask(text, values, credentials());

async function run() {
  if (stop) return finish("Stopped");
  const values = readVariables();
  if (values === null) return;
  const operation = operationAt(query.value, query.selectionStart);
  const options = { ...credentials(), operationName: operation.name };
  if (operation.kind === "subscription") return listen(values, options);
  const started = performance.now();
  say("Asking…");
  try {
    const answer = await ask(query.value, values, options);
    plain = JSON.stringify(answer, null, 2);
    $("answer").replaceChildren(pretty(plain));
    say(`${answer.errors ? "With errors, " : ""}${Math.round(performance.now() - started)} ms`);
  } catch {
    say("The server does not answer.");
  }
}

function listen(values, options) {
  plain = "";
  const log = element("ol", { class: "log" });
  $("answer").replaceChildren(log);
  say("Connecting…");
  stop = follow(query.value, values, options, (event, payload) => {
    if (event === "open") return say("Listening");
    if (event === "closed") return finish(payload.reason ? `Closed: ${payload.reason} (${payload.code})` : "Closed");
    if (event === "complete") return finish("The stream ended");
    const text = JSON.stringify(event === "error" ? { errors: payload } : payload, null, 2);
    plain += `${text}\n`;
    log.prepend(element("li", {}, element("time", {}, new Date().toLocaleTimeString("en-GB")), pretty(text)));
    say(`Listening, ${log.childElementCount} heard`);
    if (event === "error") finish("Refused");
  });
  $("run").textContent = "Stop";
}

function finish(message) {
  stop?.();
  stop = null;
  $("run").textContent = "Run";
  say(message);
}

function readVariables() {
  $("variables-trouble").textContent = "";
  if (!variables.value.trim()) return {};
  try {
    return JSON.parse(variables.value);
  } catch {
    $("variables-trouble").textContent = "Not JSON";
    variables.focus();
    return null;
  }
}

function pretty(json) {
  const shown = element("pre");
  let end = 0;
  for (const token of json.matchAll(/("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g)) {
    shown.append(json.slice(end, token.index));
    const kind = token[2] ? "key" : token[1] ? "string" : "literal";
    shown.append(element("span", { class: kind }, token[1] ?? token[0]), token[2] ?? "");
    end = token.index + token[0].length;
  }
  shown.append(json.slice(end));
  return shown;
}

const say = (text) => ($("state").textContent = text);

async function recognise() {
  const answer = await asked(WHO);
  const viewer = answer.data?.viewer;
  const kind = { StaffViewer: "staff", ContactViewer: "contact" }[viewer?.__typename];
  $("who").textContent = viewer ? `${viewer.displayName}, ${kind}` : "Sign in";
  $("sign-in-trouble").textContent = answer.errors?.[0]?.message ?? "";
  await explorer.load(credentials());
}

$("password-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await ask(SIGN_IN, Object.fromEntries(new FormData(event.target)));
  const trouble = answer.errors?.[0] ?? answer.data?.signIn.errors[0];
  $("sign-in-trouble").textContent = trouble?.message ?? "";
  if (trouble) return;
  forgetToken();
  event.target.reset();
  await recognise();
  $("sign-in").hidePopover();
});

$("token-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, $("token").value.trim());
  await recognise();
  if (!$("sign-in-trouble").textContent) $("sign-in").hidePopover();
});

$("sign-out").addEventListener("click", async () => {
  await asked("mutation { signOut { isSignedOut } }");
  forgetToken();
  if (stop) finish("Signed out");
  await recognise();
});

function forgetToken() {
  sessionStorage.removeItem(TOKEN);
  $("token").value = "";
}

function toggleSchema(isShown) {
  $("schema").hidden = !isShown;
  $("show-schema").setAttribute("aria-expanded", isShown);
  if (isShown) $("search").focus();
}

async function takeExample({ target }) {
  const example = EXAMPLES[target.value];
  target.value = "";
  if (!example) return;
  if (stop) finish("");
  query.value = example.query;
  query.setSelectionRange(0, 0);
  const values = typeof example.variables === "function" ? await example.variables(asked) : example.variables;
  variables.value = values ? JSON.stringify(values, null, 2) : "";
  keep();
  query.focus();
}

function fillExamples() {
  for (const group of new Set(EXAMPLES.map((example) => example.group))) {
    const options = EXAMPLES.map((example, index) => example.group === group && element("option", { value: index }, example.name));
    $("examples").append(element("optgroup", { label: group }, ...options));
  }
}

const keep = () => sessionStorage.setItem(DRAFT, JSON.stringify([query.value, variables.value]));

editor(query);
editor(variables);
fillExamples();
[query.value, variables.value] = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null") ?? [EXAMPLES[0].query, ""];
$("token").value = credentials().token;
query.addEventListener("input", keep);
variables.addEventListener("input", keep);
$("run").addEventListener("click", run);
$("examples").addEventListener("change", takeExample);
$("show-schema").addEventListener("click", () => toggleSchema($("schema").hidden));
$("hide-schema").addEventListener("click", () => toggleSchema(false));
$("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(plain);
  say("Copied");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
if (matchMedia("(min-width: 75rem)").matches) $("schema").hidden = false;
$("show-schema").setAttribute("aria-expanded", !$("schema").hidden);
recognise();
