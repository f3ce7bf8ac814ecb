// graphql-yoga with DataLoaders, and graphql-ws for subscriptions.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { loaders, viewerOf } from './reading.mjs';
import { resolvers } from './resolvers.mjs';

const typeDefs = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');
const pubSub = createPubSub();
const live = { follow: (id) => pubSub.subscribe(id), announce: (id, event) => pubSub.publish(id, event) };

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context({ request }) {
    const viewer = viewerOf(request?.headers.get('x-viewer') ?? 'emp_');
    return { viewer, loaders: loaders(viewer), ...live };
  },
  logging: false,
  graphiql: false,
});

async function onSubscribe(ctx, _id, { operationName, query, variables }) {
  const asked = { ...ctx, req: ctx.extra.request, socket: ctx.extra.socket, params: { operationName, query, variables } };
  const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped(asked);
  const args = { schema, operationName, document: parse(query), variableValues: variables };
  const errors = validate(args.schema, args.document);
  if (errors.length) return errors;
  return { ...args, contextValue: await contextFactory(), rootValue: { execute, subscribe } };
}

const server = createServer(yoga);
useServer(
  { execute: (args) => args.rootValue.execute(args), subscribe: (args) => args.rootValue.subscribe(args), onSubscribe },
  new WebSocketServer({ server, path: '/graphql' }),
);
server.listen(Number(process.env.PORT), '127.0.0.1');
