"""The table of acts, as mission and API give it out."""

import pytest

from auth.acts import ACTS, may, require
from auth.viewer import Viewer, nobody
from errors import NotAllowed
from tests.cast import Cast, given_to, reported, through_link

CONTRACTOR = {
    "acceptWorkOrder",
    "declineWorkOrder",
    "planWorkOrder",
    "startWorkOrder",
    "interruptWorkOrder",
    "reportWorkDone",
}
OWNER = {"decideConsultation", "askBack"}
REPORTER = {"cancelIncident", "reopenIncident"}
CONTACT = CONTRACTOR | OWNER | REPORTER | {"updateMyPreferences"}
SIGNED_IN = {"postMessage", "markThreadRead", "setTyping", "signOut", "endSession", "endOtherSessions"}
ADMIN = {
    "inviteEmployee",
    "updateEmployee",
    "endEmployeeSessions",
    "updateSettings",
    "createCategory",
    "updateCategory",
    "exportContact",
    "eraseContact",
}
EVERYBODY = {"signIn", "openGuestLink", "requestSignInLink", "redeemSignInLink", "reportIncident", "createUpload"}


def acts_of(viewer: Viewer) -> set[str]:
    return {act for act in ACTS if may(viewer, act)}


async def test_each_does_what_is_theirs(cast: Cast) -> None:
    piet = await through_link(cast.piet, await given_to(cast, cast.piet, await reported(cast)))

    assert acts_of(nobody()) == EVERYBODY
    assert acts_of(piet) == EVERYBODY | SIGNED_IN | CONTACT
    assert acts_of(cast.as_anna) == set(ACTS) - CONTACT - ADMIN
    assert acts_of(cast.as_bas) == set(ACTS) - CONTACT


@pytest.mark.parametrize("act", sorted(set(ACTS) - EVERYBODY))
def test_nobody_is_refused(act: str) -> None:
    with pytest.raises(NotAllowed):
        require(nobody(), act)
