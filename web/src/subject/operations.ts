import { operation } from "../api/operation.ts";
import type * as Gql from "../gql/contact.ts";

export const SIDE = /* GraphQL */ `
  fragment SideParts on SubIncident {
    __typename id reference title description dueAt createdAt version isOpen
    thread { id }
    site { address unit accessInstructions contact { name phone } }
    ... on WorkOrder { jobStatus: status jobMoves: allowedMoves appointment { startsAt endsAt } declineReason report pdfUrl calendarUrl }
    ... on OwnerConsultation {
      questionStatus: status questionMoves: allowedMoves answerDueAt decisionReason
      amount { cents } approvedAmount { cents }
    }
  }`;

export const HEAD = /* GraphQL */ `
  fragment HeadParts on Incident {
    __typename id reference title description reportedAt version isOpen isOwnReport address deferredUntilOn incidentStatus: status incidentMoves: allowedMoves
    unit { label }
  }`;

export const SIDE_CHANGED = operation<Gql.SubIncidentChangedSubscription, Gql.SubIncidentChangedSubscriptionVariables>(/* GraphQL */ `
  subscription SubIncidentChanged($id: ID!) {
    subIncidentChanged(subIncidentId: $id) { subIncident { ...SideParts } }
  }${SIDE}`);

export const HEAD_CHANGED = operation<Gql.IncidentChangedSubscription, Gql.IncidentChangedSubscriptionVariables>(/* GraphQL */ `
  subscription IncidentChanged($id: ID!) {
    incidentChanged(incidentId: $id) { incident { ...HeadParts } }
  }${HEAD}`);

export const ACCEPT = operation<Gql.AcceptMutation, Gql.AcceptMutationVariables>(/* GraphQL */ `
  mutation Accept($input: AcceptWorkOrderInput!) { outcome: acceptWorkOrder(input: $input) { errors { code message } } }`);

export const DECLINE = operation<Gql.DeclineMutation, Gql.DeclineMutationVariables>(/* GraphQL */ `
  mutation Decline($input: DeclineWorkOrderInput!) { outcome: declineWorkOrder(input: $input) { errors { code message } } }`);

export const PLAN = operation<Gql.PlanMutation, Gql.PlanMutationVariables>(/* GraphQL */ `
  mutation Plan($input: PlanWorkOrderInput!) { outcome: planWorkOrder(input: $input) { errors { code message } } }`);

export const START = operation<Gql.StartMutation, Gql.StartMutationVariables>(/* GraphQL */ `
  mutation Start($input: StartWorkOrderInput!) { outcome: startWorkOrder(input: $input) { errors { code message } } }`);

export const INTERRUPT = operation<Gql.InterruptMutation, Gql.InterruptMutationVariables>(/* GraphQL */ `
  mutation Interrupt($input: InterruptWorkOrderInput!) { outcome: interruptWorkOrder(input: $input) { errors { code message } } }`);

export const REPORT_DONE = operation<Gql.ReportDoneMutation, Gql.ReportDoneMutationVariables>(/* GraphQL */ `
  mutation ReportDone($input: ReportWorkDoneInput!) { outcome: reportWorkDone(input: $input) { errors { code message } } }`);

export const DECIDE = operation<Gql.DecideMutation, Gql.DecideMutationVariables>(/* GraphQL */ `
  mutation Decide($input: DecideConsultationInput!) { outcome: decideConsultation(input: $input) { errors { code message } } }`);

export const ASK_BACK = operation<Gql.AskBackMutation, Gql.AskBackMutationVariables>(/* GraphQL */ `
  mutation AskBack($input: AskBackInput!) { outcome: askBack(input: $input) { errors { code message } } }`);

export const CANCEL = operation<Gql.CancelMutation, Gql.CancelMutationVariables>(/* GraphQL */ `
  mutation Cancel($input: CancelIncidentInput!) { outcome: cancelIncident(input: $input) { errors { code message } } }`);

export const REOPEN = operation<Gql.ReopenMutation, Gql.ReopenMutationVariables>(/* GraphQL */ `
  mutation Reopen($input: ReopenIncidentInput!) { outcome: reopenIncident(input: $input) { errors { code message } } }`);
