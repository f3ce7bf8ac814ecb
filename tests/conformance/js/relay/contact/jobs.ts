import { graphql } from "react-relay";

graphql`
  query jobsQuery { viewer { __typename displayName } ...jobs_list }
`;
graphql`
  fragment jobs_list on Query @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
  @refetchable(queryName: "jobsPageQuery") {
    subIncidents(first: $count, after: $cursor) @connection(key: "jobs_subIncidents") {
      edges { node { id ...jobs_job } }
    }
  }
`;
graphql`
  fragment jobs_job on SubIncident @refetchable(queryName: "jobsJobRefetchQuery") {
    id reference title
    ... on WorkOrder { status allowedMoves }
    thread { ...jobs_thread }
  }
`;
graphql`
  fragment jobs_thread on Thread
  @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" })
  @refetchable(queryName: "jobsEarlierQuery") {
    messages(last: $count, before: $cursor) @connection(key: "jobs_messages") {
      edges { node { id seq body author { displayName isViewer } } }
    }
  }
`;
graphql`
  subscription jobsMessageSubscription($threadId: ID!, $after: String) {
    messageAdded(threadId: $threadId, after: $after) { cursor message { id seq body } }
  }
`;
graphql`
  mutation jobsAcceptMutation($input: AcceptWorkOrderInput!) {
    acceptWorkOrder(input: $input) { workOrder { id status } errors { code message } }
  }
`;
