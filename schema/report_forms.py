"""The public form: what somebody without an account needs in order to report."""

import strawberry

import models
from auth.viewer import Audience
from resolvers import public_reports
from schema.audience import resolved, shown, shown_type
from schema.categories import Category

PUBLIC = Audience.PUBLIC


@shown_type(PUBLIC, "Some work to be done before a report is taken, in the manner of hashcash.")
class ProofOfWork:
    challenge: str = shown(PUBLIC, "Give it back with the report; good for one report, for two hours.")
    bits: int = shown(
        PUBLIC, "Find a nonce with which the SHA-256 of `challenge:nonce` begins with this many zero bits."
    )


@shown_type(PUBLIC, "The form by which anybody reports.")
class ReportForm:
    @resolved(PUBLIC, "The first question: what is it about? Each with its help text.", graphql_type=list[Category])
    async def categories(self, parent: strawberry.Parent[models.Organisation]) -> list[models.Category]:
        return await public_reports.list_form_categories(parent)

    @resolved(PUBLIC, "A fresh piece of work for one report.")
    def proof(self, parent: strawberry.Parent[models.Organisation]) -> ProofOfWork:
        challenge = public_reports.challenge_for(parent)
        return ProofOfWork(challenge=challenge, bits=int(challenge.split(".")[1]))
