import { operation } from "../api/operation.ts";
import type {
  CreateUploadMutation, CreateUploadMutationVariables, EarlierMessagesQuery, EarlierMessagesQueryVariables,
  MarkThreadReadMutation, MarkThreadReadMutationVariables, MessageAddedSubscription, MessageAddedSubscriptionVariables,
  PostMessageMutation, PostMessageMutationVariables, SetTypingMutation, SetTypingMutationVariables, ThreadChangedSubscription, ThreadChangedSubscriptionVariables,
} from "../gql/contact.ts";

export const MESSAGE = /* GraphQL */ `
  fragment MessageParts on Message {
    id seq kind body createdAt clientMessageId
    event { type text }
    author { displayName isViewer role }
    readBy { displayName isViewer role }
    attachments { id name contentType size width height url thumbnailUrl }
  }`;

/** What a thread needs to be shown; the newest page of it. */
export const THREAD = /* GraphQL */ `
  fragment ThreadParts on Thread {
    id canPost unreadCount
    participants { displayName isViewer role }
    messages(last: 50) { nodes { ...MessageParts } pageInfo { startCursor endCursor hasPreviousPage } }
  }`;

export const EARLIER = operation<EarlierMessagesQuery, EarlierMessagesQueryVariables>(/* GraphQL */ `
  query EarlierMessages($threadId: ID!, $before: String) {
    thread(id: $threadId) {
      id
      messages(last: 50, before: $before) { nodes { ...MessageParts } pageInfo { startCursor hasPreviousPage } }
    }
  }${MESSAGE}`);

export const POST = operation<PostMessageMutation, PostMessageMutationVariables>(/* GraphQL */ `
  mutation PostMessage($input: PostMessageInput!) {
    outcome: postMessage(input: $input) { message { ...MessageParts } errors { code message } }
  }${MESSAGE}`);

export const READ = operation<MarkThreadReadMutation, MarkThreadReadMutationVariables>(/* GraphQL */ `
  mutation MarkThreadRead($input: MarkThreadReadInput!) {
    outcome: markThreadRead(input: $input) { errors { code message } }
  }`);

export const TYPING = operation<SetTypingMutation, SetTypingMutationVariables>(/* GraphQL */ `
  mutation SetTyping($input: SetTypingInput!) {
    outcome: setTyping(input: $input) { errors { code message } }
  }`);

export const UPLOAD = operation<CreateUploadMutation, CreateUploadMutationVariables>(/* GraphQL */ `
  mutation CreateUpload($input: CreateUploadInput!) {
    outcome: createUpload(input: $input) { attachmentId url errors { code message } }
  }`);

export const MESSAGE_ADDED = operation<MessageAddedSubscription, MessageAddedSubscriptionVariables>(/* GraphQL */ `
  subscription MessageAdded($threadId: ID!, $after: String) {
    messageAdded(threadId: $threadId, after: $after) { cursor message { ...MessageParts } }
  }${MESSAGE}`);

export const THREAD_CHANGED = operation<ThreadChangedSubscription, ThreadChangedSubscriptionVariables>(/* GraphQL */ `
  subscription ThreadChanged($threadId: ID!) {
    threadChanged(threadId: $threadId) {
      thread {
        id canPost participants { displayName isViewer role } present { displayName } typing { displayName }
        messages(last: 20) { nodes { id readBy { displayName isViewer role } } }
      }
    }
  }`);
