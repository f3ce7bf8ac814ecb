import { operation } from "../api/operation.ts";
import type * as Gql from "../gql/contact.ts";
import { HEAD, SIDE } from "../subject/operations.ts";
import { MESSAGE, THREAD } from "../thread/operations.ts";

export const OPEN = operation<Gql.OpenMutation, Gql.OpenMutationVariables>(/* GraphQL */ `
  mutation Open($token: String!) {
    outcome: openGuestLink(input: { token: $token }) { token errors { code message } }
  }`);

/** What the link opens: one side thread, or a reporter's own report. */
export const GUEST = operation<Gql.GuestQuery, Gql.GuestQueryVariables>(/* GraphQL */ `
  query Guest {
    viewer { displayName locale organisation { name phone } ... on ContactViewer { linkExpiresAt contacts { id } } }
    subIncidents(first: 1) { nodes { ...SideParts thread { ...ThreadParts } } }
    incidents(first: 1) { nodes { ...HeadParts thread { ...ThreadParts } } }
  }${SIDE}${HEAD}${THREAD}${MESSAGE}`);
