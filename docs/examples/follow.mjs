// Follow a thread with graphql-ws, and go on after a break without missing a message (needs `graphql-ws` and Node 22).
//
//   DEMO_EMAIL=… DEMO_PASSWORD=… node follow.mjs http://127.0.0.1:8000

import { createClient } from "graphql-ws";

const url = `${process.argv[2] ?? "http://127.0.0.1:8000"}/graphql`;

async function ask(query, variables, token) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

const { signIn } = await ask(
  "mutation ($email: String!, $password: String!) { signIn(input: { email: $email, password: $password }) { token errors { message } } }",
  { email: process.env.DEMO_EMAIL, password: process.env.DEMO_PASSWORD },
);
if (signIn.errors.length) throw new Error(signIn.errors[0].message);

const { incidents } = await ask("{ incidents(first: 1) { nodes { title thread { id } } } }", {}, signIn.token);
const [incident] = incidents.nodes;
console.log(`Following: ${incident.title}`);

const client = createClient({
  url: url.replace("http", "ws"),
  connectionParams: { token: signIn.token },
  retryAttempts: 0, // below, so that each attempt goes on after the last cursor
});
let after = null;
for (;;) {
  try {
    const stream = client.iterate({
      query: `subscription ($threadId: ID!, $after: String) {
        messageAdded(threadId: $threadId, after: $after) { cursor message { seq body event { text } author { displayName } } }
      }`,
      variables: { threadId: incident.thread.id, after },
    });
    for await (const { data } of stream) {
      const { cursor, message } = data.messageAdded;
      console.log(message.seq, message.author?.displayName ?? "", message.body || message.event.text);
      after = cursor;
    }
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
