"""Who may do what: one table, by the name that the act has in the API."""

from auth.viewer import EVERYBODY, SIGNED_IN, Audience, Viewer
from errors import NotAllowed

ADMIN, STAFF, CONTACT = Audience.ADMIN, Audience.STAFF, Audience.CONTACT

ACTS: dict[str, Audience] = {
    "signIn": EVERYBODY,
    "signOut": SIGNED_IN,
    "endSession": SIGNED_IN,
    "endOtherSessions": SIGNED_IN,
    "endEmployeeSessions": ADMIN,
    "openGuestLink": EVERYBODY,
    "requestSignInLink": EVERYBODY,
    "redeemSignInLink": EVERYBODY,
    "reportIncident": EVERYBODY,
    "cancelIncident": CONTACT,
    "reopenIncident": CONTACT,
    "updateIncident": STAFF,
    "changeIncidentStatus": STAFF,
    "assignHandler": STAFF,
    "createSubIncident": STAFF,
    "updateSubIncident": STAFF,
    "moveSubIncident": STAFF,
    "copyToThread": STAFF,
    "discardDraft": STAFF,
    "issueGuestLink": STAFF,
    "revokeGuestLink": STAFF,
    "retryDelivery": STAFF,
    "createContact": STAFF,
    "updateContact": STAFF,
    "createProperty": STAFF,
    "updateProperty": STAFF,
    "createUnit": STAFF,
    "updateUnit": STAFF,
    "createOwnership": STAFF,
    "updateOwnership": STAFF,
    "createTenancy": STAFF,
    "updateTenancy": STAFF,
    "inviteEmployee": ADMIN,
    "updateEmployee": ADMIN,
    "updateSettings": ADMIN,
    "createCategory": ADMIN,
    "updateCategory": ADMIN,
    "exportContact": ADMIN,
    "eraseContact": ADMIN,
    "inviteToPortal": STAFF,
    "endPortalAccess": STAFF,
    "updateMyPreferences": CONTACT,
    "acceptWorkOrder": CONTACT,
    "declineWorkOrder": CONTACT,
    "planWorkOrder": CONTACT,
    "startWorkOrder": CONTACT,
    "interruptWorkOrder": CONTACT,
    "reportWorkDone": CONTACT,
    "decideConsultation": CONTACT,
    "askBack": CONTACT,
    "postMessage": SIGNED_IN,
    "createUpload": EVERYBODY,
    "markThreadRead": SIGNED_IN,
    "setTyping": SIGNED_IN,
}


def may(viewer: Viewer, act: str) -> bool:
    """Whether this kind of viewer does such things at all; the doors say to which rows."""
    return bool(ACTS[act] & viewer.audience)


def require(viewer: Viewer, act: str) -> None:
    """Refuse who may not do this."""
    if not may(viewer, act):
        raise NotAllowed
