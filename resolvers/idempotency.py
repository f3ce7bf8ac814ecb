"""Acts that make something are done once for each key of a client, however often they are asked."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import orjson

import clock
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import IdempotencyKey
from models.row import new_id
from resolvers.checks import check_key

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Claim:
    """The id of what the act makes, or made before when `is_repeated`, in which organisation."""

    organisation_id: UUID
    subject_id: UUID
    is_repeated: bool


async def claim(viewer: Viewer, act: str, key: str, given: dict[str, object]) -> Claim:
    """Claim a key within the caller's transaction; who comes second waits for the first and gets its answer.

    Raises IDEMPOTENCY_KEY_REUSED when the same key came with another input. A key is kept for 24 hours.
    """
    wanted = IdempotencyKey(
        organisation_id=viewer.organisation_id,
        actor=viewer.actor,
        act=act,
        key=check_key(key),
        input_hash=_hash(given),
        subject_id=new_id(),
    )
    mine = IdempotencyKey.filter(actor=wanted.actor, act=act, key=wanted.key)
    await mine.filter(created_at__lt=clock.now() - KEPT_FOR).delete()
    await IdempotencyKey.bulk_create([wanted], ignore_conflicts=True)
    standing = await mine.get()
    if standing.input_hash != wanted.input_hash:
        raise Invalid(ErrorCode.IDEMPOTENCY_KEY_REUSED, field="idempotencyKey")
    return Claim(standing.organisation_id, standing.subject_id, is_repeated=standing.id != wanted.id)


def _hash(given: dict[str, object]) -> str:
    return hashlib.sha256(orjson.dumps(given, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()
