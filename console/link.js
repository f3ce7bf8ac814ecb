// A plain page behind a guest link: nothing is asked of the server before somebody presses the button.

import { ask, element, follow, newId } from "./client.js";
import { clock, day, euros, language, moment, words } from "./words.js";

const TOKEN = "huismeester.link.token";
const MESSAGE = "id seq kind body createdAt event { text } author { displayName isViewer }";
const THREAD = `thread { id canPost messages(last: 100) { nodes { ${MESSAGE} } pageInfo { endCursor } } }`;
const SUBJECT = `{ viewer { organisation { name } }
  subIncidents(first: 1) { nodes { id reference title description dueAt ${THREAD}
    ... on WorkOrder { jobStatus: status allowedMoves version appointment { startsAt endsAt }
      site { address unit accessInstructions contact { name phone } } }
    ... on OwnerConsultation { questionStatus: status questionMoves: allowedMoves version answerDueAt
      amount { cents } approvedAmount { cents } site { address unit } } } }
  incidents(first: 1) { nodes { id reference title description headStatus: status ${THREAD} } } }`;
const OPEN = "mutation ($token: String!) { openGuestLink(input: { token: $token }) { token errors { message } } }";
const POST = `mutation ($threadId: ID!, $body: String!, $id: String!) {
  outcome: postMessage(input: { threadId: $threadId, body: $body, clientMessageId: $id }) { errors { message } } }`;
const ACCEPT = `mutation ($id: ID!, $version: Int) {
  outcome: acceptWorkOrder(input: { workOrderId: $id, expectedVersion: $version }) { errors { message } } }`;
const PLAN = `mutation ($id: ID!, $version: Int, $startsAt: DateTime!, $endsAt: DateTime!) {
  outcome: planWorkOrder(input: { workOrderId: $id, expectedVersion: $version,
    appointment: { startsAt: $startsAt, endsAt: $endsAt } }) { errors { message } } }`;
const DECIDE = `mutation ($id: ID!, $version: Int, $decision: ConsultationDecision!, $approvedAmount: MoneyInput) {
  outcome: decideConsultation(input: { consultationId: $id, expectedVersion: $version, decision: $decision,
    approvedAmount: $approvedAmount }) { errors { message } } }`;
const READ = "mutation ($threadId: ID!, $seq: Int!) { markThreadRead(input: { threadId: $threadId, upToSeq: $seq }) { errors { code } } }";
const LIVE = `subscription ($threadId: ID!, $after: String) {
  messageAdded(threadId: $threadId, after: $after) { cursor message { ${MESSAGE} } } }`;

const page = document.getElementById("page");
const secret = location.hash.slice(1);
let token = secret ? "" : sessionStorage.getItem(TOKEN) ?? "";
let cursor = null;

// Without the browser's cookie: a guest link beside a desk must not sign the desk out.
const asked = (query, variables) => ask(query, variables, { token, withCookie: false, language });

function welcome(trouble) {
  const button = element("button", { class: "main", onclick: exchange }, words.open);
  page.replaceChildren(element("section", { class: "welcome" },
    element("img", { src: "/console/icon.svg", alt: "", width: 56, height: 56 }),
    element("p", {}, secret ? words.invite : words.missing),
    secret && button,
    secret && element("p", { class: "quiet" }, words.safe),
    trouble && element("p", { class: "trouble", role: "alert" }, trouble)));
}

async function exchange() {
  const answer = await asked(OPEN, { token: secret }).catch(() => null);
  const opened = answer?.data?.openGuestLink;
  if (!opened?.token) return welcome(opened?.errors[0]?.message ?? answer?.errors?.[0]?.message ?? words.offline);
  token = opened.token;
  sessionStorage.setItem(TOKEN, token);
  history.replaceState(null, "", location.pathname);
  show();
}

async function show() {
  const subject = await load();
  if (!subject) return;
  const head = element("section", { class: "sheet", id: "head" });
  const thread = element("ol", { id: "thread" });
  const conversation = element("section", { class: "sheet" }, element("h2", {}, words.messages), thread, composer(subject));
  page.replaceChildren(head, conversation);
  drawHead(head, subject);
  thread.append(...subject.thread.messages.nodes.map(drawMessage));
  read(subject, subject.thread.messages.nodes.at(-1));
  listen(subject, thread, head);
}

async function load() {
  const { data } = await asked(SUBJECT);
  const subject = data?.subIncidents?.nodes[0] ?? data?.incidents?.nodes[0];
  if (!subject) {
    sessionStorage.removeItem(TOKEN);
    page.replaceChildren(element("section", { class: "welcome" }, element("p", {}, words.gone)));
    return null;
  }
  document.title = `${subject.reference}, ${words.title}`;
  cursor ??= subject.thread.messages.pageInfo.endCursor;
  return { ...subject, organisation: data.viewer.organisation.name, status: subject.jobStatus ?? subject.questionStatus ?? subject.headStatus };
}

function drawHead(place, subject) {
  const { site, appointment } = subject;
  const facts = [
    [words.where, site && [site.address, site.unit].filter(Boolean).join(", ")],
    [words.access, site?.accessInstructions],
    [words.call, site?.contact && element("a", { href: `tel:${site.contact.phone ?? ""}` }, `${site.contact.name} ${site.contact.phone ?? ""}`)],
    [words.amount, subject.amount && euros(subject.amount)],
    [words.approvedAmount, subject.approvedAmount && euros(subject.approvedAmount)],
    [words.answerDue, subject.questionMoves?.length && subject.answerDueAt && moment(subject.answerDueAt)],
    [words.due, subject.dueAt && moment(subject.dueAt)],
    [words.appointment, appointment && `${day(appointment.startsAt)} ${clock(appointment.startsAt)}–${clock(appointment.endsAt)}`],
  ].filter(([, value]) => value);
  place.replaceChildren(
    element("p", { class: "quiet" }, `${subject.organisation} · ${subject.reference}`),
    element("h1", {}, subject.title),
    element("p", { class: "status" }, words.status[subject.status] ?? subject.status),
    element("p", { class: "body" }, subject.description),
    element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
    ...steps(place, subject));
}

function steps(place, subject) {
  const moves = subject.allowedMoves ?? [];
  const trouble = element("p", { class: "trouble", role: "alert" });
  const act = async (mutation, more = {}) => {
    trouble.textContent = await troubleOf(mutation, { id: subject.id, version: subject.version, ...more });
    if (!trouble.textContent) await refresh(place);
  };
  const accept = moves.includes("ACCEPTED") && element("button", { class: "main", onclick: () => act(ACCEPT) }, words.accept);
  return [element("div", { class: "steps" }, accept, moves.includes("PLANNED") && planner(subject, act), ...decisions(subject, act)), trouble];
}

/** What an owner may decide now; asking back is writing in the thread. */
function decisions(subject, act) {
  const moves = subject.questionMoves ?? [];
  const decide = (decision, more) => () => act(DECIDE, { decision, ...more });
  return ["APPROVED", "REFUSED", "OWNER_ARRANGES"].filter((decision) => moves.includes(decision))
    .map((decision) => element("button", { class: decision === "APPROVED" ? "main" : "second", onclick: decide(decision) }, words.decide[decision]))
    .toSpliced(1, 0, moves.includes("APPROVED_UP_TO") && approver(decide));
}

function approver(decide) {
  const form = element("form", {
    onsubmit: (event) => {
      event.preventDefault();
      const cents = Math.round(Number(new FormData(form).get("amount").replace(",", ".")) * 100);
      decide("APPROVED_UP_TO", { approvedAmount: { cents } })();
    },
  },
    element("label", {}, words.upTo, element("input", { name: "amount", inputmode: "decimal", pattern: "[0-9]+([.,][0-9]{1,2})?", required: true })),
    element("button", { class: "main" }, words.save));
  return element("details", {}, element("summary", {}, words.decide.APPROVED_UP_TO), form);
}

function planner(subject, act) {
  const tomorrow = new Date(Date.now() + 864e5).toLocaleDateString("sv", { timeZone: "Europe/Amsterdam" });
  const form = element("form", {
    onsubmit: (event) => {
      event.preventDefault();
      const { on, from, until } = Object.fromEntries(new FormData(form));
      act(PLAN, { startsAt: new Date(`${on}T${from}`).toISOString(), endsAt: new Date(`${on}T${until}`).toISOString() });
    },
  },
    element("label", {}, words.day, element("input", { type: "date", name: "on", value: tomorrow, required: true })),
    element("label", {}, words.from, element("input", { type: "time", name: "from", value: "09:00", required: true })),
    element("label", {}, words.until, element("input", { type: "time", name: "until", value: "11:00", required: true })),
    element("button", { class: "main" }, words.save));
  return element("details", {}, element("summary", {}, subject.appointment ? words.replan : words.plan), form);
}

const refresh = async (place) => {
  const subject = await load();
  if (subject) drawHead(place, subject);
};

async function troubleOf(mutation, variables) {
  const answer = await asked(mutation, variables).catch(() => null);
  const wrong = answer ? answer.errors?.[0] ?? answer.data.outcome.errors[0] : { message: words.offline };
  return wrong?.message ?? "";
}

function drawMessage({ kind, body, event, author, createdAt }) {
  if (kind === "EVENT") return element("li", { class: "event" }, event.text, element("time", { datetime: createdAt }, moment(createdAt)));
  const name = author?.isViewer ? words.you : author?.displayName;
  return element("li", { class: author?.isViewer ? "mine" : "theirs" },
    element("p", { class: "quiet" }, name, " · ", element("time", { datetime: createdAt }, moment(createdAt))),
    element("p", { class: "bubble" }, body));
}

function composer(subject) {
  if (!subject.thread.canPost) return element("p", { class: "quiet" }, words.closed);
  const field = element("textarea", { rows: 2, required: true, maxlength: 20000, "aria-label": words.write, placeholder: words.write });
  const trouble = element("p", { class: "trouble", role: "alert" });
  let attempt = null; // the same id until it has arrived, so that trying again never says it twice
  const send = async (event) => {
    event.preventDefault();
    if (attempt?.body !== field.value) attempt = { body: field.value, id: newId() };
    trouble.textContent = await troubleOf(POST, { threadId: subject.thread.id, ...attempt });
    if (!trouble.textContent) [field.value, attempt] = ["", null];
  };
  return element("form", { class: "composer", onsubmit: send }, field, element("button", { class: "main" }, words.send), trouble);
}

/** Follows the thread from the last message on the page; after a gap it goes on from there, missing nothing. */
function listen(subject, thread, head, pause = 1000) {
  follow(LIVE, { threadId: subject.thread.id, after: cursor }, { token }, async (event, payload) => {
    if (event === "open") pause = 1000;
    if (event === "next" && payload.data) {
      const { message, cursor: reached } = payload.data.messageAdded;
      cursor = reached;
      thread.append(drawMessage(message));
      thread.lastElementChild.scrollIntoView({ block: "nearest", behavior: "smooth" });
      if (message.kind === "EVENT") refresh(head);
      read(subject, message);
    }
    if (event === "error" || event === "complete") await load();
    if (event === "closed") setTimeout(() => listen(subject, thread, head, Math.min(pause * 2, 30000)), pause);
  });
}

const read = (subject, message) =>
  message && document.visibilityState === "visible" && asked(READ, { threadId: subject.thread.id, seq: message.seq }).catch(() => null);

document.documentElement.lang = language;
document.title = words.title;
document.getElementById("foot").textContent = words.plain;
token ? show() : welcome();
