// PostGraphile with row-level security: who asks is a role and settings of each transaction; see postgraphile.sql.

import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { jsonParse } from 'postgraphile/@dataplan/json';
import { TYPES } from 'postgraphile/@dataplan/pg';
import { makePgService } from 'postgraphile/adaptors/pg';
import { context, lambda, listen } from 'postgraphile/grafast';
import { grafserv } from 'postgraphile/grafserv/node';
import { sql } from 'postgraphile/pg-sql2';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { addPgTableCondition, extendSchema, gql } from 'postgraphile/utils';
import { viewerOf } from './reading.mjs';

const { CONTACT_ROLE, DATABASE_URL, ORGANISATION, POOL, PORT, STAFF_ROLE } = process.env;

function pgSettings({ node }) {
  const { isStaff, id } = viewerOf(node?.req.headers['x-viewer'] ?? 'con_');
  return { role: isStaff ? STAFF_ROLE : CONTACT_ROLE, 'viewer.id': id, 'viewer.organisation_id': ORGANISATION };
}

// In the statement that reads the thread; of its marks the policies leave the viewer's own.
const unread = (last) => ($thread) => {
  const thread = $thread.getClassStep().alias;
  const read = sql`(select seq from read_mark where thread_id = ${thread}.id)`;
  return $thread.select(sql`greatest(${thread}.${sql.identifier(last)} - coalesce(${read}, 0), 0)`, TYPES.int);
};

// Written out, for with a parameter PostgreSQL would make a new plan each time.
function isOpen(wanted, { sqlTableAlias }) {
  const open = sql`${sqlTableAlias}.status in ('REPORTED', 'IN_PROGRESS', 'WAITING_FOR_REPORTER', 'DEFERRED')`;
  return wanted ? open : sql`not (${open})`;
}
const INCIDENT = { schemaName: 'public', tableName: 'incident' };
const ByOpenness = addPgTableCondition(INCIDENT, 'isOpen', ({ graphql }) => ({ type: graphql.GraphQLBoolean }), isOpen);

// A notification is the message.
const messageAdded = {
  subscribePlan: (_, { $threadId }) =>
    listen(context().get('pgSubscriber'), lambda($threadId, (id) => `thread:${id}`), jsonParse),
  plan: ($message) => $message,
};

const UnreadAndLive = extendSchema({
  typeDefs: gql`
    extend type Thread { unreadCount: Int! sharedUnreadCount: Int! }
    extend type Subscription { messageAdded(threadId: UUID!): MessageAddedPayload }
    type MessageAddedPayload { message: AddedMessage! }
    type AddedMessage { id: UUID! seq: Int! kind: String! body: String! createdAt: Datetime! author: Author! }
    type Author { displayName: String! role: String! }
  `,
  objects: {
    Thread: { plans: { unreadCount: unread('last_seq'), sharedUnreadCount: unread('last_shared_seq') } },
    Subscription: { plans: { messageAdded } },
    MessageAddedPayload: { plans: { message: ($message) => $message } },
  },
});

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [ByOpenness, UnreadAndLive],
  pgServices: [
    makePgService({
      connectionString: DATABASE_URL,
      poolConfig: { max: Number(POOL), idleTimeoutMillis: 0 },
      pubsub: true,
    }),
  ],
  grafast: { context: (asked) => ({ pgSettings: pgSettings(asked) }) },
  grafserv: { websockets: true, graphiql: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(PORT), '127.0.0.1');
