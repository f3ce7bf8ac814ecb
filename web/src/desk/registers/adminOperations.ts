import { operation } from "../../api/operation.ts";
import type * as Gql from "../../gql/staff.ts";
import { SUBJECT } from "./operations.ts";

const SETTINGS_OF = /* GraphQL */ `
  fragment RegisterSettings on OrganisationSettings {
    name email phone firstResponderBecomesHandler guestLinkDays reportRecipients confirmationChannels
    contractorReminderDays ownerReminderDays ownerAnswerDays mailName mailAddress
    auditDays deliveryDays reporterMonths version
  }`;

export const SETTINGS = operation<Gql.RegisterSettingsQuery, Gql.RegisterSettingsQueryVariables>(/* GraphQL */ `
  query RegisterSettings { settings { ...RegisterSettings } }${SETTINGS_OF}`);

export const UPDATE_SETTINGS = operation<Gql.UpdateSettingsMutation, Gql.UpdateSettingsMutationVariables>(/* GraphQL */ `
  mutation UpdateSettings($input: UpdateSettingsInput!) {
    outcome: updateSettings(input: $input) { settings { ...RegisterSettings } errors { code message path } }
  }${SETTINGS_OF}`);

export const CATEGORIES = operation<Gql.RegisterCategoriesQuery, Gql.RegisterCategoriesQueryVariables>(/* GraphQL */ `
  query RegisterCategories($isArchived: Boolean!) {
    categories(isArchived: $isArchived) { id name nameNl nameEn helpNl helpEn trade position isArchived version }
  }`);

export const CREATE_CATEGORY = operation<Gql.CreateCategoryMutation, Gql.CreateCategoryMutationVariables>(/* GraphQL */ `
  mutation CreateCategory($input: CreateCategoryInput!) { outcome: createCategory(input: $input) { errors { code message path } } }`);

export const UPDATE_CATEGORY = operation<Gql.UpdateCategoryMutation, Gql.UpdateCategoryMutationVariables>(/* GraphQL */ `
  mutation UpdateCategory($input: UpdateCategoryInput!) { outcome: updateCategory(input: $input) { errors { code message path } } }`);

export const EMPLOYEES = operation<Gql.RegisterEmployeesQuery, Gql.RegisterEmployeesQueryVariables>(/* GraphQL */ `
  query RegisterEmployees($search: String, $isActive: Boolean!, $first: Int!, $after: String) {
    employees(search: $search, isActive: $isActive, first: $first, after: $after) {
      nodes { id name email phone role locale isActive version } pageInfo { endCursor hasNextPage }
    }
  }`);

export const INVITE_EMPLOYEE = operation<Gql.InviteEmployeeMutation, Gql.InviteEmployeeMutationVariables>(/* GraphQL */ `
  mutation InviteEmployee($input: InviteEmployeeInput!) { outcome: inviteEmployee(input: $input) { errors { code message path } } }`);

export const UPDATE_EMPLOYEE = operation<Gql.UpdateEmployeeMutation, Gql.UpdateEmployeeMutationVariables>(/* GraphQL */ `
  mutation UpdateEmployee($input: UpdateEmployeeInput!) {
    outcome: updateEmployee(input: $input) {
      openIncidents { id reference title } openTasks { id reference title incident { reference } } errors { code message path }
    }
  }`);

export const EXPORT_CONTACT = operation<Gql.ExportContactMutation, Gql.ExportContactMutationVariables>(/* GraphQL */ `
  mutation ExportContact($input: ExportContactInput!) { outcome: exportContact(input: $input) { content errors { code message path } } }`);

export const ERASE_CONTACT = operation<Gql.EraseContactMutation, Gql.EraseContactMutationVariables>(/* GraphQL */ `
  mutation EraseContact($input: EraseContactInput!) { outcome: eraseContact(input: $input) { errors { code message path } } }`);

export const END_EMPLOYEE_SESSIONS = operation<Gql.EndEmployeeSessionsMutation, Gql.EndEmployeeSessionsMutationVariables>(/* GraphQL */ `
  mutation EndEmployeeSessions($input: EndEmployeeSessionsInput!) { outcome: endEmployeeSessions(input: $input) { errors { code message } } }`);

export const AUDIT_TRAIL = operation<Gql.AuditTrailQuery, Gql.AuditTrailQueryVariables>(/* GraphQL */ `
  query AuditTrail($filter: AuditFilterInput, $first: Int!, $after: String) {
    auditTrail(filter: $filter, first: $first, after: $after) {
      nodes { id createdAt act wasRefused address actorKind actor { displayName } subjectId } pageInfo { endCursor hasNextPage }
    }
  }`);

/** What acts were about, by what somebody knows it by. */
export const TRAIL_SUBJECTS = operation<Gql.TrailSubjectsQuery, Gql.TrailSubjectsQueryVariables>(/* GraphQL */ `
  query TrailSubjects($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename id
      ...DeskSubject
      ... on Thread { subject { ...DeskSubject } }
      ... on Message { thread { subject { ...DeskSubject } } }
      ... on Delivery { thread { subject { ...DeskSubject } } }
      ... on Contact { name }
      ... on Property { address }
      ... on Unit { label property { id address } }
      ... on Tenancy { tenant { id name } unit { label property { address } } }
      ... on Ownership { owner { name } owned: property { id address } }
      ... on Employee { name }
      ... on Category { name }
      ... on Organisation { name }
      ... on GuestLink { contact { displayName } }
    }
  }${SUBJECT}`);

export const CONTACT_NAME = operation<Gql.ContactNameQuery, Gql.ContactNameQueryVariables>(/* GraphQL */ `
  query ContactName($id: ID!) { contact(id: $id) { name } }`);
