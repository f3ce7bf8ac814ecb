"""What the people of the journeys ask, do and follow."""

SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { token errors { code } } }"
SIGN_OUT = "mutation { signOut { errors { code } } }"
CREATE_CONTACT = """mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id phone } errors { code path } } }"""
REPORT = """mutation ($input: ReportIncidentInput!) { reportIncident(input: $input) {
  incident { id reference version thread { id } } errors { code path } } }"""
POST = """mutation ($input: PostMessageInput!) { postMessage(input: $input) {
  message { id seq } errors { code path } } }"""
READ = "mutation ($input: MarkThreadReadInput!) { markThreadRead(input: $input) { errors { code } } }"
GIVE = """mutation ($input: CreateSubIncidentInput!) { createSubIncident(input: $input) {
  subIncident { id reference thread { id } } errors { code path } } }"""
ISSUE = "mutation ($input: IssueGuestLinkInput!) { issueGuestLink(input: $input) { url errors { code } } }"
REVOKE = "mutation ($input: RevokeGuestLinkInput!) { revokeGuestLink(input: $input) { errors { code } } }"
OPEN = "mutation ($input: OpenGuestLinkInput!) { openGuestLink(input: $input) { token errors { code } } }"
ACCEPT = """mutation ($input: AcceptWorkOrderInput!) { acceptWorkOrder(input: $input) {
  workOrder { status } errors { code } } }"""
PLAN = """mutation ($input: PlanWorkOrderInput!) { planWorkOrder(input: $input) {
  workOrder { status appointment { startsAt } } errors { code } } }"""
DONE = """mutation ($input: ReportWorkDoneInput!) { reportWorkDone(input: $input) {
  workOrder { status report } errors { code } } }"""
MOVE = """mutation ($input: MoveSubIncidentInput!) { moveSubIncident(input: $input) {
  subIncident { isOpen } errors { code path } } }"""
STATUS = """mutation ($input: ChangeIncidentStatusInput!) { changeIncidentStatus(input: $input) {
  incident { status } errors { code path } } }"""

MESSAGE = "seq kind body author { displayName role isViewer } event { type toStatus }"
FOLLOW = f"""subscription ($thread: ID!, $after: String) {{
  messageAdded(threadId: $thread, after: $after) {{ cursor message {{ {MESSAGE} }} }} }}"""
THREAD = f"""query ($id: ID!, $after: String) {{ thread(id: $id) {{ canPost messages(first: 100, after: $after) {{
  nodes {{ {MESSAGE} }} pageInfo {{ hasNextPage endCursor }} }} }} }}"""

ORDER = "... on WorkOrder { status report appointment { startsAt endsAt } }"
FOLLOW_ORDER = f"subscription ($id: ID!) {{ subIncidentChanged(subIncidentId: $id) {{ subIncident {{ {ORDER} }} }} }}"
FETCH_ORDER = f"query ($id: ID!) {{ subIncident(id: $id) {{ {ORDER} }} }}"

INCIDENT = "reference status handler { displayName } waitingOn { displayName }"
FOLLOW_INCIDENT = f"subscription ($id: ID!) {{ incidentChanged(incidentId: $id) {{ incident {{ {INCIDENT} }} }} }}"
FETCH_INCIDENT = f"query ($id: ID!) {{ incident(id: $id) {{ {INCIDENT} }} }}"

FOLLOW_INBOX = f"subscription {{ inboxChanged {{ unreadCount incident {{ {INCIDENT} }} }} }}"
UNREAD = "{ viewer { unreadCount } }"

SIDES = "query ($id: ID!) { incident(id: $id) { subIncidents { isOpen guestLinks { id } } } }"
DELIVERIES = """{ deliveries(first: 100) { nodes { notice channel status recipient { displayName } } } }"""

EMPTY_CURSOR = "WzBd"  # before the first message
