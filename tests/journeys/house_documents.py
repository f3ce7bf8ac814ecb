"""What people ask and do when a tenant, an owner, a contractor and two colleagues are in one incident."""

FORM = """query ($slug: String!) { organisation(slug: $slug) { name reportForm {
  categories { id name(locale: EN) } proof { challenge bits } } } }"""
REPORT_BY_FORM = """mutation ($input: ReportIncidentInput!) { reportIncident(input: $input) {
  reference confirmedBy errors { code path } } }"""
FIND = "query ($text: String!) { incidents(filter: { text: $text }) { nodes { id reference thread { id } } } }"
INVITE_EMPLOYEE = """mutation ($input: InviteEmployeeInput!) { inviteEmployee(input: $input) {
  employee { id } errors { code path } } }"""
INVITE_TO_PORTAL = """mutation ($input: InviteToPortalInput!) { inviteToPortal(input: $input) {
  contact { hasAccount } errors { code path } } }"""
REDEEM = """mutation ($input: RedeemSignInLinkInput!) { redeemSignInLink(input: $input) {
  token viewer { displayName } errors { code path } } }"""
OWN = """mutation ($input: CreateOwnershipInput!) { createOwnership(input: $input) {
  ownership { id } errors { code path } } }"""
RENT = """mutation ($input: CreateTenancyInput!) { createTenancy(input: $input) {
  tenancy { id } errors { code path } } }"""
END_OWNERSHIP = """mutation ($input: UpdateOwnershipInput!) { updateOwnership(input: $input) {
  ownership { id } errors { code path } } }"""
DECIDE = """mutation ($input: DecideConsultationInput!) { decideConsultation(input: $input) {
  consultation { status approvedAmount { cents currency } } errors { code path } } }"""
ASK_BACK = """mutation ($input: AskBackInput!) { askBack(input: $input) {
  consultation { status } errors { code path } } }"""
REOPEN = """mutation ($input: ReopenIncidentInput!) { reopenIncident(input: $input) {
  incident { status } errors { code path } } }"""
COPY = """mutation ($input: CopyToThreadInput!) { copyToThread(input: $input) {
  draft { id body } errors { code path } } }"""
HISTORY = """query ($id: ID!) { incident(id: $id) { status waitingOn { displayName }
  history(first: 100) { nodes { event { type toStatus } author { displayName } thread { id } } } } }"""
MY_JOBS = (
    "{ viewer { displayName unreadCount } subIncidents { nodes { id reference isOpen } } incidents { nodes { id } } }"
)
MY_INBOX = "subscription { inboxChanged { unreadCount } }"
IDS_IN = "query ($id: ID!) { thread(id: $id) { messages(first: 100) { nodes { id kind body } } } }"
