// One conversation, held by whichever client: it asks who it is, posts, turns pages, and follows the thread from there.
// The client connects again by itself and follows from where it first began; what was heard before is passed over.

import * as clients from "./clients.mjs";

const [name, url, token, threadId] = process.argv.slice(2);
const print = (line) => console.log(JSON.stringify(line));
const methods = new Set();
const client = clients[name](url, token, (method) => methods.add(method));

print({ viewer: (await client.ask("query Me { viewer { displayName } }", {})).viewer.displayName });
const posted = await client.act(
  "mutation Post($input: PostMessageInput!) { postMessage(input: $input) { message { seq body } errors { code } } }",
  { input: { threadId, body: "een", clientMessageId: name } },
);
print({ posted: posted.postMessage.message.body });

const page = `query Page($threadId: ID!, $after: String) {
  thread(id: $threadId) { id messages(first: 1, after: $after) { nodes { id seq body } pageInfo { hasNextPage endCursor } } }
}`;
let after = null;
for (let more = true; more; ) {
  const { nodes, pageInfo } = (await client.ask(page, { threadId, after })).thread.messages;
  print({ read: nodes.map(({ seq }) => seq) });
  after = pageInfo.endCursor;
  more = pageInfo.hasNextPage;
}
print({ methods: [...methods].sort() });

let last = 0;
const follow = `subscription Follow($threadId: ID!, $after: String) {
  messageAdded(threadId: $threadId, after: $after) { cursor message { id seq body } }
}`;
client.follow(follow, { threadId, after }, ({ messageAdded }) => {
  const { seq, body } = messageAdded.message;
  if (seq > last) print({ heard: body });
  last = Math.max(last, seq);
});
