// Where invitations and sign-in links lead: the secret is exchanged for a session when somebody presses the button.

import { ask, element } from "./client.js";
import { language, words } from "./words.js";

const REDEEM = `mutation ($token: String!, $newPassword: String) {
  outcome: redeemSignInLink(input: { token: $token, newPassword: $newPassword }) {
    errors { code message } } }`;
const REQUEST = `mutation ($email: String!, $organisation: String!) {
  outcome: requestSignInLink(input: { email: $email, organisation: $organisation }) { errors { message } } }`;

const page = document.getElementById("page");
const organisation = location.pathname.split("/").at(-1);
const secret = location.hash.slice(1);

function show(...children) {
  page.replaceChildren(element("section", { class: "welcome" },
    element("img", { src: "/console/icon.svg", alt: "", width: 56, height: 56 }), ...children));
}

/** A form that is sent by `send`, which gives the first thing that is wrong, or nothing when it is done. */
function form(send, ...fields) {
  const trouble = element("p", { class: "trouble", role: "alert" });
  const made = element("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      trouble.textContent = (await send(Object.fromEntries(new FormData(made)))) ?? "";
    },
  }, ...fields, trouble);
  return made;
}

const field = (label, attributes) => element("label", {}, label, element("input", attributes));
const button = (label) => element("button", { class: "main" }, label);

async function outcomeOf(query, variables) {
  const answer = await ask(query, variables, { language }).catch(() => null);
  return answer?.data?.outcome ?? { errors: answer?.errors ?? [{ message: words.offline }] };
}

async function redeem({ newPassword }) {
  const { errors } = await outcomeOf(REDEEM, { token: secret, newPassword: newPassword || null });
  if (errors[0]?.code === "LINK_NOT_VALID") return showRequest(errors[0].message);
  if (errors.length) return errors[0].message;
  history.replaceState(null, "", location.pathname);
  show(element("p", { role: "status" }, words.signedIn), element("a", { href: "/graphql" }, "GraphQL"));
}

async function request({ email }) {
  const { errors } = await outcomeOf(REQUEST, { email, organisation });
  if (errors.length) return errors[0].message;
  show(element("p", { role: "status" }, words.asked));
}

const showRedeem = () =>
  show(form(redeem, field(words.optional, { name: "newPassword", type: "password", autocomplete: "new-password" }), button(words.signIn)));

const showRequest = (trouble) =>
  show(trouble && element("p", { class: "trouble", role: "alert" }, trouble),
    form(request, field(words.email, { name: "email", type: "email", autocomplete: "email", required: true }), button(words.askLink)));

document.documentElement.lang = language;
document.title = words.signIn;
secret ? showRedeem() : showRequest();
