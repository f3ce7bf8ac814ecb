import { operation } from "../api/operation.ts";
import type {
  AcceptMutation, AcceptMutationVariables, AskBackMutation, AskBackMutationVariables, CancelMutation, CancelMutationVariables,
  DecideMutation, DecideMutationVariables, DeclineMutation, DeclineMutationVariables, GuestQuery, GuestQueryVariables,
  IncidentChangedSubscription, IncidentChangedSubscriptionVariables, InterruptMutation, InterruptMutationVariables,
  OpenMutation, OpenMutationVariables, PlanMutation, PlanMutationVariables, ReopenMutation, ReopenMutationVariables,
  ReportDoneMutation, ReportDoneMutationVariables, StartMutation, StartMutationVariables,
  SubIncidentChangedSubscription, SubIncidentChangedSubscriptionVariables,
} from "../gql/contact.ts";
import { MESSAGE, THREAD } from "../thread/operations.ts";

const SIDE = /* GraphQL */ `
  fragment SideParts on SubIncident {
    __typename id reference title description dueAt createdAt version isOpen
    site { address unit accessInstructions contact { name phone } }
    ... on WorkOrder { jobStatus: status jobMoves: allowedMoves appointment { startsAt endsAt } declineReason report }
    ... on OwnerConsultation {
      questionStatus: status questionMoves: allowedMoves answerDueAt decisionReason
      amount { cents } approvedAmount { cents }
    }
  }`;

const HEAD = /* GraphQL */ `
  fragment HeadParts on Incident {
    __typename id reference title description reportedAt version isOpen address incidentStatus: status incidentMoves: allowedMoves
    unit { label }
  }`;

export const OPEN = operation<OpenMutation, OpenMutationVariables>(/* GraphQL */ `
  mutation Open($token: String!) {
    outcome: openGuestLink(input: { token: $token }) { token errors { code message } }
  }`);

/** What the link opens: one side thread, or a reporter's own report. */
export const GUEST = operation<GuestQuery, GuestQueryVariables>(/* GraphQL */ `
  query Guest {
    viewer { displayName locale organisation { name phone } ... on ContactViewer { linkExpiresAt } }
    subIncidents(first: 1) { nodes { ...SideParts thread { ...ThreadParts } } }
    incidents(first: 1) { nodes { ...HeadParts thread { ...ThreadParts } } }
  }${SIDE}${HEAD}${THREAD}${MESSAGE}`);

export const SIDE_CHANGED = operation<SubIncidentChangedSubscription, SubIncidentChangedSubscriptionVariables>(/* GraphQL */ `
  subscription SubIncidentChanged($id: ID!) {
    subIncidentChanged(subIncidentId: $id) { subIncident { ...SideParts } }
  }${SIDE}`);

export const HEAD_CHANGED = operation<IncidentChangedSubscription, IncidentChangedSubscriptionVariables>(/* GraphQL */ `
  subscription IncidentChanged($id: ID!) {
    incidentChanged(incidentId: $id) { incident { ...HeadParts } }
  }${HEAD}`);

export const ACCEPT = operation<AcceptMutation, AcceptMutationVariables>(/* GraphQL */ `
  mutation Accept($input: AcceptWorkOrderInput!) { outcome: acceptWorkOrder(input: $input) { errors { code message } } }`);

export const DECLINE = operation<DeclineMutation, DeclineMutationVariables>(/* GraphQL */ `
  mutation Decline($input: DeclineWorkOrderInput!) { outcome: declineWorkOrder(input: $input) { errors { code message } } }`);

export const PLAN = operation<PlanMutation, PlanMutationVariables>(/* GraphQL */ `
  mutation Plan($input: PlanWorkOrderInput!) { outcome: planWorkOrder(input: $input) { errors { code message } } }`);

export const START = operation<StartMutation, StartMutationVariables>(/* GraphQL */ `
  mutation Start($input: StartWorkOrderInput!) { outcome: startWorkOrder(input: $input) { errors { code message } } }`);

export const INTERRUPT = operation<InterruptMutation, InterruptMutationVariables>(/* GraphQL */ `
  mutation Interrupt($input: InterruptWorkOrderInput!) { outcome: interruptWorkOrder(input: $input) { errors { code message } } }`);

export const REPORT_DONE = operation<ReportDoneMutation, ReportDoneMutationVariables>(/* GraphQL */ `
  mutation ReportDone($input: ReportWorkDoneInput!) { outcome: reportWorkDone(input: $input) { errors { code message } } }`);

export const DECIDE = operation<DecideMutation, DecideMutationVariables>(/* GraphQL */ `
  mutation Decide($input: DecideConsultationInput!) { outcome: decideConsultation(input: $input) { errors { code message } } }`);

export const ASK_BACK = operation<AskBackMutation, AskBackMutationVariables>(/* GraphQL */ `
  mutation AskBack($input: AskBackInput!) { outcome: askBack(input: $input) { errors { code message } } }`);

export const CANCEL = operation<CancelMutation, CancelMutationVariables>(/* GraphQL */ `
  mutation Cancel($input: CancelIncidentInput!) { outcome: cancelIncident(input: $input) { errors { code message } } }`);

export const REOPEN = operation<ReopenMutation, ReopenMutationVariables>(/* GraphQL */ `
  mutation Reopen($input: ReopenIncidentInput!) { outcome: reopenIncident(input: $input) { errors { code message } } }`);
