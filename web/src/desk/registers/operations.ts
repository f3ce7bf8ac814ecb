import { operation } from "../../api/operation.ts";
import type * as Gql from "../../gql/staff.ts";

const CONTACT = /* GraphQL */ `
  fragment RegisterContact on Contact {
    id type name company trade email phone locale preferredChannels hasAccount isArchived version
    units { id label property { id address } }
  }`;

const CONTACT_PAGE = /* GraphQL */ `
  fragment RegisterContactPage on Contact {
    ...RegisterContact createdAt
    ownerships { id fromOn untilOn seesIncidents property { id address } }
    tenancies { id fromOn untilOn unit { id label property { id address } } }
  }${CONTACT}`;

export const CONTACTS = operation<Gql.RegisterContactsQuery, Gql.RegisterContactsQueryVariables>(/* GraphQL */ `
  query RegisterContacts($filter: ContactFilterInput, $first: Int!, $after: String) {
    contacts(filter: $filter, first: $first, after: $after) { nodes { ...RegisterContact } pageInfo { endCursor hasNextPage } }
  }${CONTACT}`);

export const CONTACT_BY_ID = operation<Gql.RegisterContactByIdQuery, Gql.RegisterContactByIdQueryVariables>(/* GraphQL */ `
  query RegisterContactById($id: ID!) { contact(id: $id) { ...RegisterContactPage } }${CONTACT_PAGE}`);

export const CREATE_CONTACT = operation<Gql.CreateContactMutation, Gql.CreateContactMutationVariables>(/* GraphQL */ `
  mutation CreateContact($input: CreateContactInput!) { outcome: createContact(input: $input) { contact { id } errors { code message path } } }`);

export const UPDATE_CONTACT = operation<Gql.UpdateContactMutation, Gql.UpdateContactMutationVariables>(/* GraphQL */ `
  mutation UpdateContact($input: UpdateContactInput!) { outcome: updateContact(input: $input) { errors { code message path } } }`);

export const INVITE_TO_PORTAL = operation<Gql.InviteToPortalMutation, Gql.InviteToPortalMutationVariables>(/* GraphQL */ `
  mutation InviteToPortal($input: InviteToPortalInput!) { outcome: inviteToPortal(input: $input) { errors { code message path } } }`);

export const END_PORTAL_ACCESS = operation<Gql.EndPortalAccessMutation, Gql.EndPortalAccessMutationVariables>(/* GraphQL */ `
  mutation EndPortalAccess($input: EndPortalAccessInput!) { outcome: endPortalAccess(input: $input) { errors { code message path } } }`);

const PROPERTY = /* GraphQL */ `
  fragment RegisterProperty on Property {
    id name address street houseNumber postcode city isManagedForOwner isArchived version
  }`;

const PROPERTY_PAGE = /* GraphQL */ `
  fragment RegisterPropertyPage on Property {
    ...RegisterProperty
    ownerships { id fromOn untilOn seesIncidents version owner { id name company } }
    units(isArchived: null) { id label isArchived version tenancies { id fromOn untilOn version tenant { id name } } }
  }${PROPERTY}`;

export const PROPERTIES = operation<Gql.RegisterPropertiesQuery, Gql.RegisterPropertiesQueryVariables>(/* GraphQL */ `
  query RegisterProperties($search: String, $isArchived: Boolean!, $first: Int!, $after: String) {
    properties(search: $search, isArchived: $isArchived, first: $first, after: $after) {
      nodes { ...RegisterProperty units { id } ownerships { id fromOn untilOn owner { id name } } }
      pageInfo { endCursor hasNextPage }
    }
  }${PROPERTY}`);

export const PROPERTY_BY_ID = operation<Gql.RegisterPropertyByIdQuery, Gql.RegisterPropertyByIdQueryVariables>(/* GraphQL */ `
  query RegisterPropertyById($id: ID!) { property(id: $id) { ...RegisterPropertyPage } }${PROPERTY_PAGE}`);

export const CREATE_PROPERTY = operation<Gql.CreatePropertyMutation, Gql.CreatePropertyMutationVariables>(/* GraphQL */ `
  mutation CreateProperty($input: CreatePropertyInput!) { outcome: createProperty(input: $input) { property { id } errors { code message path } } }`);

export const UPDATE_PROPERTY = operation<Gql.UpdatePropertyMutation, Gql.UpdatePropertyMutationVariables>(/* GraphQL */ `
  mutation UpdateProperty($input: UpdatePropertyInput!) { outcome: updateProperty(input: $input) { errors { code message path } } }`);

export const CREATE_UNIT = operation<Gql.CreateUnitMutation, Gql.CreateUnitMutationVariables>(/* GraphQL */ `
  mutation CreateUnit($input: CreateUnitInput!) { outcome: createUnit(input: $input) { errors { code message path } } }`);

export const UPDATE_UNIT = operation<Gql.UpdateUnitMutation, Gql.UpdateUnitMutationVariables>(/* GraphQL */ `
  mutation UpdateUnit($input: UpdateUnitInput!) { outcome: updateUnit(input: $input) { errors { code message path } } }`);

export const CREATE_OWNERSHIP = operation<Gql.CreateOwnershipMutation, Gql.CreateOwnershipMutationVariables>(/* GraphQL */ `
  mutation CreateOwnership($input: CreateOwnershipInput!) { outcome: createOwnership(input: $input) { errors { code message path } } }`);

export const UPDATE_OWNERSHIP = operation<Gql.UpdateOwnershipMutation, Gql.UpdateOwnershipMutationVariables>(/* GraphQL */ `
  mutation UpdateOwnership($input: UpdateOwnershipInput!) { outcome: updateOwnership(input: $input) { errors { code message path } } }`);

export const CREATE_TENANCY = operation<Gql.CreateTenancyMutation, Gql.CreateTenancyMutationVariables>(/* GraphQL */ `
  mutation CreateTenancy($input: CreateTenancyInput!) { outcome: createTenancy(input: $input) { errors { code message path } } }`);

export const UPDATE_TENANCY = operation<Gql.UpdateTenancyMutation, Gql.UpdateTenancyMutationVariables>(/* GraphQL */ `
  mutation UpdateTenancy($input: UpdateTenancyInput!) { outcome: updateTenancy(input: $input) { errors { code message path } } }`);

/** What a thread is about. */
export const SUBJECT = /* GraphQL */ `
  fragment DeskSubject on Node { ... on Incident { reference title } ... on SubIncident { reference title incident { reference } } }`;

export const DELIVERIES = operation<Gql.RegisterDeliveriesQuery, Gql.RegisterDeliveriesQueryVariables>(/* GraphQL */ `
  query RegisterDeliveries($statuses: [DeliveryStatus!], $first: Int!, $after: String) {
    deliveries(statuses: $statuses, first: $first, after: $after) {
      nodes { id notice channel status attempts createdAt sentAt lastError recipient { displayName role } thread { subject { ...DeskSubject } } }
      pageInfo { endCursor hasNextPage }
    }
  }${SUBJECT}`);

export const RETRY_DELIVERY = operation<Gql.RetryDeliveryMutation, Gql.RetryDeliveryMutationVariables>(/* GraphQL */ `
  mutation RetryDelivery($input: RetryDeliveryInput!) { outcome: retryDelivery(input: $input) { errors { code message path } } }`);
