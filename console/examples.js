// Operations to begin with. `variables` may ask the API for an id that exists.

const firstThread = async (asked) => {
  const answer = await asked("{ incidents(first: 1) { nodes { thread { id } } } subIncidents(first: 1) { nodes { thread { id } } } }");
  return { threadId: answer.data?.subIncidents.nodes[0]?.thread.id ?? answer.data?.incidents.nodes[0]?.thread.id ?? "" };
};

export const EXAMPLES = [
  {
    group: "Everybody",
    name: "Who am I",
    query: `query WhoAmI {
  viewer {
    __typename
    displayName
    locale
  }
}`,
  },
  {
    group: "Staff",
    name: "The desk: what moved last",
    query: `query Desk {
  incidents(first: 10, orderBy: RECENT_ACTIVITY, filter: { isOpen: true }) {
    nodes {
      reference
      title
      status
      handler { displayName }
      waitingOn { displayName }
      thread { unreadCount lastMessage { body createdAt } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
  },
  {
    group: "Staff",
    name: "One incident with its side threads",
    variables: async (asked) => {
      const answer = await asked("{ incidents(first: 1) { nodes { reference } } }");
      return { reference: answer.data?.incidents.nodes[0]?.reference ?? "" };
    },
    query: `query Incident($reference: String) {
  incident(reference: $reference) {
    id
    title
    description
    status
    allowedMoves
    property { address }
    reporter { name phone }
    thread { messages(last: 20) { nodes { seq kind body event { text } author { displayName role } } } }
    subIncidents {
      __typename
      reference
      title
      party { displayName }
      ... on WorkOrder { status appointment { startsAt endsAt } }
      thread { id messages(last: 20) { nodes { seq body event { text } author { displayName } } } }
    }
  }
}`,
  },
  {
    group: "Staff and contacts",
    name: "Follow a thread, live",
    variables: firstThread,
    query: `subscription Follow($threadId: ID!, $after: String) {
  messageAdded(threadId: $threadId, after: $after) {
    cursor
    message { seq kind body event { text } author { displayName } createdAt }
  }
}`,
  },
  {
    group: "Staff and contacts",
    name: "Say something",
    variables: async (asked) => ({ ...(await firstThread(asked)), body: "Hallo!", id: `console-${Date.now()}` }),
    query: `mutation Say($threadId: ID!, $body: String!, $id: String!) {
  postMessage(input: { threadId: $threadId, body: $body, clientMessageId: $id }) {
    message { seq createdAt }
    errors { code message path }
  }
}`,
  },
  {
    group: "Staff and contacts",
    name: "Follow the inbox, live",
    query: `subscription Inbox {
  inboxChanged {
    unreadCount
    subIncident { reference title }
    incident { reference title }
  }
}`,
  },
  {
    group: "Contacts",
    name: "My jobs",
    query: `query Jobs {
  subIncidents(first: 20) {
    nodes {
      id
      reference
      title
      ... on WorkOrder { status allowedMoves site { address unit accessInstructions contact { name phone } } }
      thread { id unreadCount }
    }
  }
}`,
  },
];
