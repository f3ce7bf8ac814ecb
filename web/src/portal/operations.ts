import { operation } from "../api/operation.ts";
import type * as Gql from "../gql/contact.ts";
import { HEAD, SIDE } from "../subject/operations.ts";
import { MESSAGE, THREAD } from "../thread/operations.ts";

const LAST = /* GraphQL */ `
  fragment LastParts on Thread {
    id unreadCount
    lastMessage { createdAt body event { text } author { displayName isViewer } }
  }`;

const SIDE_ROW = /* GraphQL */ `
  fragment SideRow on SubIncident {
    __typename id reference title isOpen createdAt
    site { address unit }
    thread { ...LastParts }
    ... on WorkOrder { jobStatus: status appointment { startsAt endsAt } }
    ... on OwnerConsultation { questionStatus: status }
  }`;

const HEAD_ROW = /* GraphQL */ `
  fragment HeadRow on Incident {
    __typename id reference title isOpen isOwnReport reportedAt address incidentStatus: status
    unit { label }
    thread { ...LastParts }
  }`;

/** Whoever is asking; what every audience may ask. */
export const WHO = operation<Gql.WhoQuery, Gql.WhoQueryVariables>(/* GraphQL */ `
  query Who { viewer { __typename displayName } }`);

export const ME = operation<Gql.MeQuery, Gql.MeQueryVariables>(/* GraphQL */ `
  query Me {
    viewer {
      __typename displayName locale unreadCount organisation { name slug phone }
      ... on ContactViewer {
        contacts { id email phone }
        units { id label property { address } }
        properties { id name address }
        preferences { locale channels quietFrom quietUntil }
      }
    }
  }`);

export const SIGN_OUT = operation<Gql.SignOutMutation, Gql.SignOutMutationVariables>(/* GraphQL */ `
  mutation SignOut { outcome: signOut { errors { code message } } }`);

/** A page of what is open, or of what has ended, of both kinds. */
export const OVERVIEW = operation<Gql.OverviewQuery, Gql.OverviewQueryVariables>(/* GraphQL */ `
  query Overview($isOpen: Boolean!, $first: Int!, $afterSide: String, $afterHead: String) {
    subIncidents(filter: { isOpen: $isOpen }, first: $first, after: $afterSide) {
      nodes { ...SideRow } pageInfo { endCursor hasNextPage }
    }
    incidents(filter: { isOpen: $isOpen }, first: $first, after: $afterHead) {
      nodes { ...HeadRow } pageInfo { endCursor hasNextPage }
    }
  }${SIDE_ROW}${HEAD_ROW}${LAST}`);

export const INBOX_CHANGED = operation<Gql.InboxChangedSubscription, Gql.InboxChangedSubscriptionVariables>(/* GraphQL */ `
  subscription InboxChanged {
    inboxChanged { unreadCount incident { ...HeadRow } subIncident { ...SideRow } }
  }${SIDE_ROW}${HEAD_ROW}${LAST}`);

export const OPEN_SIDE = operation<Gql.OpenSideQuery, Gql.OpenSideQueryVariables>(/* GraphQL */ `
  query OpenSide($reference: String!) {
    found: subIncident(reference: $reference) { ...SideParts thread { ...ThreadParts } }
  }${SIDE}${THREAD}${MESSAGE}`);

export const OPEN_HEAD = operation<Gql.OpenHeadQuery, Gql.OpenHeadQueryVariables>(/* GraphQL */ `
  query OpenHead($reference: String!) {
    found: incident(reference: $reference) { ...HeadParts thread { ...ThreadParts } }
  }${HEAD}${THREAD}${MESSAGE}`);

/** What can be reported, in both languages, so that switching asks nothing. */
export const TOPICS = operation<Gql.TopicsQuery, Gql.TopicsQueryVariables>(/* GraphQL */ `
  query Topics {
    categories { id nl: name(locale: NL) en: name(locale: EN) helpNl: helpText(locale: NL) helpEn: helpText(locale: EN) }
  }`);

export const REPORT = operation<Gql.ReportMutation, Gql.ReportMutationVariables>(/* GraphQL */ `
  mutation Report($input: ReportIncidentInput!) {
    outcome: reportIncident(input: $input) { reference errors { code message path } }
  }`);

export const PREFER = operation<Gql.PreferMutation, Gql.PreferMutationVariables>(/* GraphQL */ `
  mutation Prefer($input: UpdateMyPreferencesInput!) {
    outcome: updateMyPreferences(input: $input) {
      viewer { ... on ContactViewer { preferences { locale channels quietFrom quietUntil } } }
      errors { code message path }
    }
  }`);
