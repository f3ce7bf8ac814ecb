// Fastify with Mercurius, which compiles each query that it meets.

import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { loaders, viewerOf } from './reading.mjs';
import { resolvers } from './resolvers.mjs';

const app = Fastify();

function contextOf(header, pubsub) {
  const viewer = viewerOf(header);
  const announce = (id, payload) => pubsub.publish({ topic: id, payload });
  return { viewer, loaders: loaders(viewer), announce };
}

const { Subscription, ...rest } = resolvers;
app.register(mercurius, {
  schema: readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'),
  resolvers: {
    ...rest,
    Subscription: { messageAdded: { subscribe: (_, { threadId }, { pubsub }) => pubsub.subscribe(threadId) } },
  },
  jit: 1,
  context: (request) => contextOf(request.headers['x-viewer'], app.graphql.pubsub),
  subscription: { context: () => contextOf('emp_', app.graphql.pubsub) },
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
