// How the Node peers answer; `context` is a viewer, its loaders, and how the server follows and announces.

import * as reading from './reading.mjs';
import { opaque, uuid } from './reading.mjs';

const id = (prefix) => (row) => opaque(prefix, row.id);
const thread = (row, _, { loaders }) => loaders.threads.load(row.thread_id);

async function person({ loaders }, employeeId, contactId) {
  if (employeeId) return { displayName: (await loaders.employees.load(employeeId)).name, role: 'EMPLOYEE' };
  if (!contactId) return null;
  const { name, company, type } = await loaders.contacts.load(contactId);
  return { displayName: company ? `${name} (${company})` : name, role: type };
}

async function unreadCount(row, _, { loaders }) {
  const [mark] = await loaders.marks.load(row.id);
  return Math.max(row.last - (mark?.seq ?? 0), 0);
}

async function incidents(_, { first, filter }, { viewer }) {
  const rows = await reading.incidents(first + 1, filter, viewer);
  return { nodes: rows.slice(0, first), pageInfo: { hasNextPage: rows.length > first } };
}

// Its author goes with a message that is announced, so that nothing is read for each who hears it.
async function postMessage(_, { input }, context) {
  const row = await reading.post(uuid(input.threadId), context.viewer, input.body);
  const message = { ...row, author: await person(context, context.viewer.id, null) };
  await context.announce(input.threadId, { messageAdded: { message } });
  return { message, errors: [] };
}

export const resolvers = {
  Query: {
    incident: (_, asked, { viewer }) => reading.incident(uuid(asked.id), viewer),
    incidents,
    subIncident: (_, asked, { viewer }) => reading.subIncident(uuid(asked.id), viewer),
  },
  Mutation: { postMessage },
  Subscription: { messageAdded: { subscribe: (_, { threadId }, { follow }) => follow(threadId) } },
  Incident: {
    id: id('inc'),
    address: async (row, _, { loaders }) => (await loaders.properties.load(row.property_id)).address,
    unit: (row, _, { loaders }) => row.unit_id && loaders.units.load(row.unit_id),
    handler: (row, _, context) => person(context, row.handler_id, null),
    subIncidents: (row, _, { loaders }) => loaders.subIncidents.load(row.id),
    thread,
  },
  SubIncident: {
    id: id('sub'),
    party: (row, _, context) => person(context, row.assignee_id, row.party_id),
    thread,
  },
  Thread: {
    id: id('thr'),
    unreadCount,
    lastMessage: (row, _, { loaders }) => row.last_message_id && loaders.lastMessages.load(row.last_message_id),
    messages: async (row, { last }, { loaders }) => ({ nodes: await loaders.messages(last).load(row.id) }),
  },
  Message: {
    id: id('msg'),
    author: (row, _, context) => row.author ?? person(context, row.author_employee_id, row.author_contact_id),
  },
};
