import { operation } from "../api/operation.ts";
import type * as Gql from "../gql/public.ts";

export const HOUSE = operation<Gql.HouseQuery, Gql.HouseQueryVariables>(/* GraphQL */ `
  query House($slug: String!) { organisation(slug: $slug) { name phone } viewer { __typename displayName } }`);

export const WHO = operation<Gql.WhoQuery, Gql.WhoQueryVariables>(/* GraphQL */ `
  query Who { viewer { __typename displayName } }`);

export const SIGN_IN = operation<Gql.SignInMutation, Gql.SignInMutationVariables>(/* GraphQL */ `
  mutation SignIn($input: SignInInput!) {
    outcome: signIn(input: $input) { viewer { __typename } errors { code message path } }
  }`);

export const REQUEST_LINK = operation<Gql.RequestLinkMutation, Gql.RequestLinkMutationVariables>(/* GraphQL */ `
  mutation RequestLink($input: RequestSignInLinkInput!) {
    outcome: requestSignInLink(input: $input) { errors { code message path } }
  }`);

export const REDEEM = operation<Gql.RedeemMutation, Gql.RedeemMutationVariables>(/* GraphQL */ `
  mutation Redeem($input: RedeemSignInLinkInput!) {
    outcome: redeemSignInLink(input: $input) { viewer { __typename } errors { code message path } }
  }`);

/** The form of a house in both languages, so that switching asks nothing. */
export const FORM = operation<Gql.FormQuery, Gql.FormQueryVariables>(/* GraphQL */ `
  query Form($slug: String!) {
    organisation(slug: $slug) {
      name phone
      reportForm {
        categories { id nl: name(locale: NL) en: name(locale: EN) helpNl: helpText(locale: NL) helpEn: helpText(locale: EN) }
        proof { challenge bits }
      }
    }
  }`);

export const PROOF = operation<Gql.ProofQuery, Gql.ProofQueryVariables>(/* GraphQL */ `
  query Proof($slug: String!) { organisation(slug: $slug) { reportForm { proof { challenge bits } } } }`);

export const REPORT = operation<Gql.ReportMutation, Gql.ReportMutationVariables>(/* GraphQL */ `
  mutation Report($input: ReportIncidentInput!) {
    outcome: reportIncident(input: $input) { reference confirmedBy errors { code message path } }
  }`);

export const UPLOAD = operation<Gql.ReportUploadMutation, Gql.ReportUploadMutationVariables>(/* GraphQL */ `
  mutation ReportUpload($input: CreateUploadInput!) {
    outcome: createUpload(input: $input) { attachmentId url errors { code message path } }
  }`);
