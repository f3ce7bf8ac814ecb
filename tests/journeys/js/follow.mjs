// Follows a thread with graphql-ws and prints each message as a line of JSON. When the connection breaks it goes on after
// the last cursor, as an application would.

import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [url, token, threadId] = process.argv.slice(2);
const client = createClient({
  url,
  webSocketImpl: WebSocket,
  connectionParams: { token },
  retryAttempts: 0, // below, so that each attempt goes on after the last cursor
});
const query = `subscription ($threadId: ID!, $after: String) {
  messageAdded(threadId: $threadId, after: $after) { cursor message { seq body } }
}`;

let after = "WzBd"; // from the beginning
for (;;) {
  try {
    for await (const result of client.iterate({ query, variables: { threadId, after } })) {
      if (result.errors) {
        console.log(JSON.stringify({ ended: result.errors[0].extensions.code }));
        process.exit(0);
      }
      const { cursor, message } = result.data.messageAdded;
      console.log(JSON.stringify(message));
      after = cursor;
    }
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
