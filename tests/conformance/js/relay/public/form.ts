import { graphql } from "react-relay";

graphql`
  query formQuery($slug: String!) {
    organisation(slug: $slug) { ...form_organisation }
  }
`;
graphql`
  fragment form_organisation on Organisation { id name }
`;
graphql`
  mutation formSignInMutation($input: SignInInput!) {
    signIn(input: $input) { token viewer { displayName } errors { code message path } }
  }
`;
