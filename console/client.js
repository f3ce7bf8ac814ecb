// Talks to the API of this house: requests over http, subscriptions over graphql-transport-ws.

const ENDPOINT = "/graphql";

/** The answer as it came. */
export async function ask(query, variables = {}, { token = "", operationName } = {}) {
  const headers = { "content-type": "application/json", accept: "application/graphql-response+json, application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers,
    body: JSON.stringify({ query, variables, operationName }),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `The server answered ${response.status} without JSON.` }] };
  }
}

/**
 * One socket with one subscription. `told` is called with ("open" | "next" | "error" | "complete" | "closed", payload).
 * Returns a function that stops it.
 */
export function follow(query, variables, { token = "", operationName } = {}, told) {
  const address = new URL(ENDPOINT, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const socket = new WebSocket(address, "graphql-transport-ws");
  const send = (message) => socket.send(JSON.stringify(message));
  const close = () => socket.close(1000);
  let isStopped = false;

  socket.onopen = () => send({ type: "connection_init", payload: token ? { token } : {} });
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    switch (message.type) {
      case "connection_ack":
        send({ type: "subscribe", id: "1", payload: { query, variables, operationName } });
        return told("open");
      case "ping":
        return send({ type: "pong" });
      case "next":
        return told("next", message.payload);
      case "error":
        told("error", message.payload);
        return close();
      case "complete":
        told("complete");
        return close();
    }
  };
  socket.onclose = ({ code, reason }) => isStopped || told("closed", { code, reason });
  return () => {
    isStopped = true;
    if (socket.readyState === WebSocket.OPEN) send({ type: "complete", id: "1" });
    close();
  };
}

/** An element with attributes, listeners (`onclick`) and children; text never becomes markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null && child !== false));
  return made;
}
