import { graphql } from "react-relay";

graphql`
  query deskQuery($filter: IncidentFilterInput) { viewer { __typename displayName } ...desk_inbox @arguments(filter: $filter) }
`;
graphql`
  fragment desk_inbox on Query
  @argumentDefinitions(
    filter: { type: "IncidentFilterInput" }
    count: { type: "Int", defaultValue: 20 }
    cursor: { type: "String" }
  )
  @refetchable(queryName: "deskPageQuery") {
    incidents(filter: $filter, first: $count, after: $cursor) @connection(key: "desk_incidents", filters: ["filter"]) {
      edges { node { id ...desk_incident } }
    }
  }
`;
graphql`
  fragment desk_incident on Incident @refetchable(queryName: "deskIncidentRefetchQuery") {
    id reference title status handler { displayName }
    subIncidents { id __typename isOpen ... on InternalTask { status } }
    thread { ...desk_thread }
  }
`;
graphql`
  fragment desk_thread on Thread
  @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" })
  @refetchable(queryName: "deskEarlierQuery") {
    messages(last: $count, before: $cursor) @connection(key: "desk_messages") {
      edges { node { id seq kind body author { displayName } } }
    }
  }
`;
graphql`
  subscription deskInboxSubscription { inboxChanged { unreadCount incident { id ...desk_incident } } }
`;
graphql`
  mutation deskPostMutation($input: PostMessageInput!) {
    postMessage(input: $input) { message { id seq body } errors { code message path } }
  }
`;
