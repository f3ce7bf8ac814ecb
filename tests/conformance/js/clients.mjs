// The clients, each as its own documentation sets it up: what they have in common is a question, an act and a stream.

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { getMainDefinition } from "@apollo/client/utilities";
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const live = (url, token) =>
  createClient({ url: url.replace("http", "ws"), webSocketImpl: WebSocket, connectionParams: { token } });
const signed = (token) => ({ authorization: `Bearer ${token}` });

/** Apollo Client: http for questions and acts, graphql-ws for streams. */
export function apollo(url, token) {
  const isStream = ({ query }) => getMainDefinition(query).operation === "subscription";
  const http = new HttpLink({ uri: url, headers: signed(token) });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(isStream, new GraphQLWsLink(live(url, token)), http),
  });
  return {
    ask: async (query, variables) => (await client.query({ query: gql(query), variables })).data,
    act: async (mutation, variables) => (await client.mutate({ mutation: gql(mutation), variables })).data,
    follow: (query, variables, next) =>
      client.subscribe({ query: gql(query), variables }).subscribe({ next: ({ data }) => next(data) }),
  };
}

/** urql: questions go by GET as long as they fit an address. */
export function urql(url, token, seen) {
  const socket = live(url, token);
  const client = new Client({
    url,
    fetchOptions: { headers: signed(token) },
    fetch: (address, options) => (seen(options.method), fetch(address, options)),
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
  const settled = async ({ data, error }) => {
    if (error) throw error;
    return data;
  };
  return {
    ask: (query, variables) => client.query(query, variables).toPromise().then(settled),
    act: (mutation, variables) => client.mutation(mutation, variables).toPromise().then(settled),
    follow: (query, variables, next) => client.subscription(query, variables).subscribe(({ data }) => data && next(data)),
  };
}

/** graphql-ws: all of it over the one socket. */
export function graphqlWs(url, token) {
  const client = live(url, token);
  const once = async (query, variables) => {
    for await (const { data, errors } of client.iterate({ query, variables })) {
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    }
  };
  return {
    ask: once,
    act: once,
    follow: (query, variables, next) => client.subscribe({ query, variables }, { next: ({ data }) => next(data), error: console.error, complete() {} }),
  };
}
