import { operation } from "../api/operation.ts";
import type * as Gql from "../gql/staff.ts";
import { MESSAGE, THREAD } from "../thread/operations.ts";

const ROW = /* GraphQL */ `
  fragment InboxRow on Incident {
    id reference title address status isOpen priority reportedAt lastActivityAt
    handler { displayName isViewer }
    waitingOn { displayName role }
    thread { id unreadCount }
    subIncidents { id thread { id unreadCount } }
  }`;

const SIDE = /* GraphQL */ `
  fragment DeskSide on SubIncident {
    __typename id reference kind title description dueAt createdAt closedAt isOpen seenAt version
    party { displayName role }
    partyContact { id name company email phone }
    thread { id unreadCount }
    site { accessInstructions contact { name phone } }
    guestLinks { id status createdAt expiresAt lastUsedAt }
    deliveries { id notice channel status createdAt sentAt lastError recipient { displayName } }
    ... on WorkOrder { jobStatus: status jobMoves: allowedMoves appointment { startsAt endsAt } report declineReason pdfUrl calendarUrl }
    ... on OwnerConsultation {
      questionStatus: status questionMoves: allowedMoves answerDueAt decidedBy decisionReason
      amount { cents } approvedAmount { cents }
    }
    ... on InternalTask { taskStatus: status taskMoves: allowedMoves partyEmployee { id } }
  }`;

const INCIDENT = /* GraphQL */ `
  fragment DeskIncident on Incident {
    id reference title description address status isOpen priority reportedAt closedAt deferredUntilOn version
    allowedMoves sharedWithReporter
    category { id name }
    unit { id label }
    property { id address isManagedForOwner ownerships { owner { id name } untilOn } units { id label } }
    reporter { id name company email phone }
    handler { displayName isViewer }
    handlerEmployee { id }
    waitingOn { displayName role }
    thread { id unreadCount }
    subIncidents { ...DeskSide }
  }${SIDE}`;

/** Whoever is asking; what every audience may ask. */
export const WHO = operation<Gql.WhoQuery, Gql.WhoQueryVariables>(/* GraphQL */ `
  query Who { viewer { __typename } }`);

export const ME = operation<Gql.MeQuery, Gql.MeQueryVariables>(/* GraphQL */ `
  query Me {
    viewer { __typename displayName locale organisation { name slug } ... on StaffViewer { unreadCount role employee { id } } }
  }`);

export const SIGN_IN = operation<Gql.SignInMutation, Gql.SignInMutationVariables>(/* GraphQL */ `
  mutation SignIn($input: SignInInput!) { outcome: signIn(input: $input) { viewer { __typename } errors { code message } } }`);

export const SIGN_OUT = operation<Gql.SignOutMutation, Gql.SignOutMutationVariables>(/* GraphQL */ `
  mutation SignOut { outcome: signOut { errors { code message } } }`);

export const INBOX = operation<Gql.InboxQuery, Gql.InboxQueryVariables>(/* GraphQL */ `
  query Inbox($filter: IncidentFilterInput, $orderBy: IncidentOrder!, $first: Int!, $after: String) {
    incidents(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes { ...InboxRow } pageInfo { endCursor hasNextPage }
    }
  }${ROW}`);

export const INBOX_CHANGED = operation<Gql.InboxChangedSubscription, Gql.InboxChangedSubscriptionVariables>(/* GraphQL */ `
  subscription InboxChanged {
    inboxChanged { unreadCount incident { ...InboxRow } subIncident { incident { ...InboxRow } } }
  }${ROW}`);

export const OPEN = operation<Gql.OpenIncidentQuery, Gql.OpenIncidentQueryVariables>(/* GraphQL */ `
  query OpenIncident($reference: String!) { incident(reference: $reference) { ...DeskIncident } }${INCIDENT}`);

export const OPEN_THREAD = operation<Gql.OpenThreadQuery, Gql.OpenThreadQueryVariables>(/* GraphQL */ `
  query OpenThread($id: ID!) { thread(id: $id) { ...ThreadParts drafts { id body attachments { id name } } } }${THREAD}${MESSAGE}`);

export const INCIDENT_CHANGED = operation<Gql.DeskIncidentChangedSubscription, Gql.DeskIncidentChangedSubscriptionVariables>(/* GraphQL */ `
  subscription DeskIncidentChanged($id: ID!) { incidentChanged(incidentId: $id) { incident { ...DeskIncident } } }${INCIDENT}`);

export const SIDE_CHANGED = operation<Gql.DeskSideChangedSubscription, Gql.DeskSideChangedSubscriptionVariables>(/* GraphQL */ `
  subscription DeskSideChanged($id: ID!) { subIncidentChanged(subIncidentId: $id) { subIncident { ...DeskSide } } }${SIDE}`);

/** What the windows of the desk let one choose from. */
export const EMPLOYEES = operation<Gql.ColleaguesQuery, Gql.ColleaguesQueryVariables>(/* GraphQL */ `
  query Colleagues { employees(first: 100) { nodes { id name } } }`);

export const CONTACTS = operation<Gql.FindContactsQuery, Gql.FindContactsQueryVariables>(/* GraphQL */ `
  query FindContacts($filter: ContactFilterInput) {
    contacts(first: 20, filter: $filter) { nodes { id name company trade email phone } }
  }`);

export const PROPERTIES = operation<Gql.FindPropertiesQuery, Gql.FindPropertiesQueryVariables>(/* GraphQL */ `
  query FindProperties($search: String) {
    properties(first: 20, search: $search) { nodes { id name address units { id label } } }
  }`);

export const PROPERTY = operation<Gql.PropertyNameQuery, Gql.PropertyNameQueryVariables>(/* GraphQL */ `
  query PropertyName($id: ID!) { property(id: $id) { address } }`);

export const CATEGORIES = operation<Gql.CategoriesQuery, Gql.CategoriesQueryVariables>(/* GraphQL */ `
  query Categories { categories { id name } }`);

export const CHANGE_STATUS = operation<Gql.ChangeStatusMutation, Gql.ChangeStatusMutationVariables>(/* GraphQL */ `
  mutation ChangeStatus($input: ChangeIncidentStatusInput!) { outcome: changeIncidentStatus(input: $input) { errors { code message } } }`);

export const UPDATE_INCIDENT = operation<Gql.UpdateIncidentMutation, Gql.UpdateIncidentMutationVariables>(/* GraphQL */ `
  mutation UpdateIncident($input: UpdateIncidentInput!) { outcome: updateIncident(input: $input) { errors { code message } } }`);

export const UPDATE_SIDE = operation<Gql.UpdateSideMutation, Gql.UpdateSideMutationVariables>(/* GraphQL */ `
  mutation UpdateSide($input: UpdateSubIncidentInput!) { outcome: updateSubIncident(input: $input) { errors { code message } } }`);

export const HISTORY = operation<Gql.HistoryQuery, Gql.HistoryQueryVariables>(/* GraphQL */ `
  query History($id: ID!) {
    incident(id: $id) { id history(first: 50) { nodes { id createdAt event { text } author { displayName } thread { subject { ... on SubIncident { title } } } } } }
  }`);

export const ASSIGN = operation<Gql.AssignMutation, Gql.AssignMutationVariables>(/* GraphQL */ `
  mutation Assign($input: AssignHandlerInput!) { outcome: assignHandler(input: $input) { errors { code message } } }`);

export const CREATE_SIDE = operation<Gql.CreateSideMutation, Gql.CreateSideMutationVariables>(/* GraphQL */ `
  mutation CreateSide($input: CreateSubIncidentInput!) {
    outcome: createSubIncident(input: $input) { subIncident { reference } errors { code message } }
  }`);

export const MOVE_SIDE = operation<Gql.MoveSideMutation, Gql.MoveSideMutationVariables>(/* GraphQL */ `
  mutation MoveSide($input: MoveSubIncidentInput!) { outcome: moveSubIncident(input: $input) { errors { code message } } }`);

export const ISSUE_LINK = operation<Gql.IssueLinkMutation, Gql.IssueLinkMutationVariables>(/* GraphQL */ `
  mutation IssueLink($input: IssueGuestLinkInput!) { outcome: issueGuestLink(input: $input) { url errors { code message } } }`);

export const REVOKE_LINK = operation<Gql.RevokeLinkMutation, Gql.RevokeLinkMutationVariables>(/* GraphQL */ `
  mutation RevokeLink($input: RevokeGuestLinkInput!) { outcome: revokeGuestLink(input: $input) { errors { code message } } }`);

export const RETRY = operation<Gql.RetryMutation, Gql.RetryMutationVariables>(/* GraphQL */ `
  mutation Retry($input: RetryDeliveryInput!) { outcome: retryDelivery(input: $input) { errors { code message } } }`);

export const COPY = operation<Gql.CopyMutation, Gql.CopyMutationVariables>(/* GraphQL */ `
  mutation Copy($input: CopyToThreadInput!) { outcome: copyToThread(input: $input) { draft { id } errors { code message } } }`);

export const DISCARD_DRAFT = operation<Gql.DiscardDraftMutation, Gql.DiscardDraftMutationVariables>(/* GraphQL */ `
  mutation DiscardDraft($input: DiscardDraftInput!) { outcome: discardDraft(input: $input) { errors { code message } } }`);

export const REPORT = operation<Gql.ReportMutation, Gql.ReportMutationVariables>(/* GraphQL */ `
  mutation Report($input: ReportIncidentInput!) { outcome: reportIncident(input: $input) { reference errors { code message } } }`);
