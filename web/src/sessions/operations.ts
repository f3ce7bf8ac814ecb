import { operation } from "../api/operation.ts";
import type * as Gql from "../gql/contact.ts";

export const SESSIONS = operation<Gql.OwnSessionsQuery, Gql.OwnSessionsQueryVariables>(/* GraphQL */ `
  query OwnSessions { sessions(first: 100) { nodes { id kind browser createdAt lastUsedAt isCurrent } } }`);

export const END_SESSION = operation<Gql.EndSessionMutation, Gql.EndSessionMutationVariables>(/* GraphQL */ `
  mutation EndSession($input: EndSessionInput!) { outcome: endSession(input: $input) { errors { code message } } }`);

export const END_OTHER_SESSIONS = operation<Gql.EndOtherSessionsMutation, Gql.EndOtherSessionsMutationVariables>(/* GraphQL */ `
  mutation EndOtherSessions { outcome: endOtherSessions { errors { code message } } }`);
