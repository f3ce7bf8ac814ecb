"""Plays what owners, colleagues and reporters do, beside the jobs of contractors."""

from itertools import count

from auth.attempts import Attempts
from auth.proof import zero_bits
from auth.viewer import Viewer, nobody
from demo.people import HOUSES, OUTSIDERS
from demo.script import AskBack, AskOwner, Conversation, Decide, Form, MoveTask, Reopen, Task
from demo.stage import Stage
from models import Incident
from resolvers.own_reports import reopen_incident
from resolvers.owner_consultations import ask_back, decide_consultation
from resolvers.public_reports import Address, Proof, Sender, challenge_for, report_publicly
from resolvers.requirements import MoveDetails
from resolvers.sub_incident_creation import create_internal_task, create_owner_consultation
from resolvers.sub_incidents import move_sub_incident
from settings import get_settings

Side = Form | AskOwner | AskBack | Decide | Task | MoveTask | Reopen


async def play_side(stage: Stage, story: Conversation, viewer: Viewer, act: Side) -> None:
    """One of these acts, by whoever does it."""
    match act:
        case Form():
            await _report_by_form(stage, story, act)
        case AskOwner():
            await _ask(stage, story, viewer, act)
        case AskBack():
            await ask_back(viewer, consultation_id=stage.jobs[story.name, act.job][0], question=act.text)
        case Decide():
            await _decide(stage, story, viewer, act)
        case Task():
            await _give_task(stage, story, viewer, act)
        case MoveTask():
            task_id, _ = stage.jobs[story.name, act.job]
            await move_sub_incident(viewer, sub_incident_id=task_id, status=act.status, details=MoveDetails())
        case Reopen():
            await reopen_incident(viewer, incident_id=stage.incidents[story.name][0], message=act.text)


async def _report_by_form(stage: Stage, story: Conversation, act: Form) -> None:
    person, challenge = OUTSIDERS[act.who], challenge_for(stage.organisation)
    assert person.home is not None  # noqa: S101
    house = HOUSES[person.home[0]]
    receipt = await report_publicly(
        nobody(),
        slug=stage.organisation.slug,
        category_id=stage.categories[act.topic].id,
        title=act.title,
        description=act.text,
        sender=Sender(person.name, person.email, person.phone, person.locale),
        address=Address(house.postcode, house.number, house.street, house.city, person.home[1]),
        proof=Proof(challenge, _nonce(challenge)),
        network_address="demo",
        attempts=Attempts(get_settings().model_copy(update={"bus_url": "memory://"})),
    )
    incident = await Incident.get(reference=receipt.reference)
    stage.incidents[story.name] = (incident.id, incident.thread_id)


def _nonce(challenge: str) -> str:
    bits = int(challenge.split(".")[1])
    return next(str(number) for number in count() if zero_bits(challenge, str(number)) >= bits)


async def _ask(stage: Stage, story: Conversation, viewer: Viewer, act: AskOwner) -> None:
    question = await create_owner_consultation(
        viewer,
        incident_id=stage.incidents[story.name][0],
        title=act.title,
        description=act.text,
        amount_cents=act.cents,
        idempotency_key=stage.key(),
    )
    stage.jobs[story.name, act.job] = (question.id, question.thread_id)


async def _decide(stage: Stage, story: Conversation, viewer: Viewer, act: Decide) -> None:
    """The owner does; or staff write down what the owner said by phone."""
    question_id, _ = stage.jobs[story.name, act.job]
    if viewer.is_staff:
        details = MoveDetails(reason=act.text, amount_cents=act.cents, decided_by=act.by)
        await move_sub_incident(
            viewer, sub_incident_id=question_id, status=act.decision, details=details, on_behalf_of_party=True
        )
    else:
        await decide_consultation(
            viewer,
            consultation_id=question_id,
            decision=act.decision,
            approved_amount_cents=act.cents,
            reason=act.text,
        )


async def _give_task(stage: Stage, story: Conversation, viewer: Viewer, act: Task) -> None:
    assignee = stage.viewers[act.to].employee
    assert assignee is not None  # noqa: S101
    task = await create_internal_task(
        viewer,
        incident_id=stage.incidents[story.name][0],
        title=act.title,
        description=act.text,
        assignee_id=assignee.id,
        idempotency_key=stage.key(),
    )
    stage.jobs[story.name, act.job] = (task.id, task.thread_id)
