"""Plays what was written down: every act through the same door and with the same consequences as a real one."""

from datetime import datetime, timedelta
from uuid import UUID

import clock
from auth.viewer import Viewer
from demo.conversations import ALL
from demo.people import COLLEAGUES, OUTSIDERS
from demo.script import Act, Conversation, Give, Move, Report, Say, Turn, moment, window
from demo.sides import play_side
from demo.stage import Stage, set_stage
from models import (
    Delivery,
    DeliveryStatus,
    MessageKind,
    Notice,
    Organisation,
    Thread,
    WorkOrderStatus,
)
from notifications.invitations import read_invitation
from notifications.reading import read, unread_messages
from resolvers import work_orders
from resolvers.incident_handling import change_incident_status
from resolvers.messages import post_message
from resolvers.reporting import report_incident
from resolvers.requirements import MoveDetails
from resolvers.sub_incident_creation import create_work_order
from resolvers.sub_incidents import move_sub_incident
from resolvers.threads import last_position, mark_thread_read

CARRIED_LIVE = timedelta(hours=1)
READ_BY_NOW = timedelta(days=1)


async def fill(password: str) -> Organisation:
    """Fill an empty database. Every employee signs in with `password`."""
    now = clock.now()
    stage = await set_stage(now, password)
    acts = [(moment(act.when, now), story, act) for story in ALL for act in story.acts]
    for when, story, act in sorted(acts, key=lambda entry: entry[0]):
        await _settle_post(min(when, now - CARRIED_LIVE))
        with clock.at(when):
            await _play(stage, story, act)
    await _settle_post(now - CARRIED_LIVE)
    await _catch_up_on_reading(stage)
    return stage.organisation


async def _play(stage: Stage, story: Conversation, act: Act) -> None:
    viewer = stage.viewers[act.who]
    match act:
        case Report():
            await _report(stage, story, viewer, act)
        case Say():
            thread_id = (stage.jobs[story.name, act.job] if act.job else stage.incidents[story.name])[1]
            await _read(viewer, thread_id)
            kind = MessageKind.NOTE if act.is_note else MessageKind.POST
            await post_message(viewer, thread_id=thread_id, body=act.text, kind=kind, client_message_id=stage.key())
        case Give():
            await _give(stage, story, viewer, act)
        case Move():
            await _move(stage, story, viewer, act)
        case Turn():
            await change_incident_status(
                viewer,
                incident_id=stage.incidents[story.name][0],
                status=act.status,
                message=act.message,
                reason=act.reason,
                deferred_until_on=moment(act.until, stage.now).date() if act.until else None,
            )
        case _:
            await play_side(stage, story, viewer, act)


async def _report(stage: Stage, story: Conversation, viewer: Viewer, act: Report) -> None:
    home = OUTSIDERS[act.reporter].home if act.reporter else None
    house = home[0] if home else act.house
    incident = await report_incident(
        viewer,
        title=act.title,
        description=act.text,
        category_id=stage.categories[act.topic].id,
        property_id=stage.houses[house or ""].id,
        unit_id=stage.units[home].id if home else None,
        reporter_id=stage.contact(act.reporter).id if act.reporter else None,
        priority=act.priority,
        idempotency_key=stage.key(),
    )
    stage.incidents[story.name] = (incident.id, incident.thread_id)


async def _give(stage: Stage, story: Conversation, viewer: Viewer, act: Give) -> None:
    job = await create_work_order(
        viewer,
        incident_id=stage.incidents[story.name][0],
        title=act.title,
        description=act.text,
        contractor_id=stage.contact(act.to).id,
        due_at=moment(act.due, stage.now) if act.due else None,
        access_instructions=act.access,
        share_reporter_contact=act.share,
        idempotency_key=stage.key(),
    )
    stage.jobs[story.name, act.job] = (job.id, job.thread_id)


async def _move(stage: Stage, story: Conversation, viewer: Viewer, act: Move) -> None:
    job_id, thread_id = stage.jobs[story.name, act.job]
    await _read(viewer, thread_id)
    if viewer.is_staff:
        details = MoveDetails(reason=act.text)
        await move_sub_incident(viewer, sub_incident_id=job_id, status=act.status, details=details)
        return
    match act.status:
        case WorkOrderStatus.ACCEPTED:
            await work_orders.accept_work_order(viewer, work_order_id=job_id)
        case WorkOrderStatus.DECLINED:
            await work_orders.decline_work_order(viewer, work_order_id=job_id, reason=act.text or "")
        case WorkOrderStatus.PLANNED if act.window:
            starts_at, ends_at = window(act.window, stage.now)
            await work_orders.plan_work_order(viewer, work_order_id=job_id, starts_at=starts_at, ends_at=ends_at)
        case WorkOrderStatus.IN_EXECUTION:
            await work_orders.start_work_order(viewer, work_order_id=job_id)
        case WorkOrderStatus.INTERRUPTED if act.interruption:
            await work_orders.interrupt_work_order(
                viewer, work_order_id=job_id, interruption_reason=act.interruption, reason=act.text
            )
        case WorkOrderStatus.REPORTED_DONE:
            await work_orders.report_work_done(viewer, work_order_id=job_id, report=act.text or "")
        case _:
            raise ValueError(f"A contractor cannot do this: {act}")


async def _read(viewer: Viewer, thread_id: UUID) -> None:
    """Nobody answers what they have not read."""
    thread = await Thread.get(id=thread_id)
    await mark_thread_read(viewer, thread_id=thread_id, up_to_seq=last_position(viewer, thread))


async def _settle_post(until: datetime) -> None:
    """What a postman would have made of the post that was due by then, without writing a letter or a link."""
    for delivery in await Delivery.filter(status=DeliveryStatus.PENDING, due_at__lte=until).order_by("due_at"):
        is_sent = await _was_worth_sending(delivery)
        delivery.status = DeliveryStatus.SENT if is_sent else DeliveryStatus.SKIPPED
        delivery.sent_at = delivery.due_at + timedelta(seconds=2) if is_sent else None
        delivery.attempts, delivery.dedupe_key = 1, None
        await delivery.save(update_fields=["status", "sent_at", "attempts", "dedupe_key"])


async def _was_worth_sending(delivery: Delivery) -> bool:
    if delivery.thread_id is None:
        return await read_invitation(delivery) is not None
    reading = await read(delivery)
    if reading is None or delivery.notice is not Notice.MESSAGES_UNREAD:
        return reading is not None
    return (await unread_messages(reading))[0] > 0


async def _catch_up_on_reading(stage: Stage) -> None:
    """Staff have read what is older than a day; what is newer is what the inbox shows as unread."""
    for thread in await Thread.filter(last_message_at__lt=stage.now - READ_BY_NOW):
        for name in COLLEAGUES:
            with clock.at(stage.now - READ_BY_NOW):
                await mark_thread_read(stage.viewers[name], thread_id=thread.id, up_to_seq=thread.last_seq)
