"""That an act was already done for a key that a client gave it."""

from uuid import UUID

from tortoise import fields

from models.organisation import Organisation
from models.row import Row


class IdempotencyKey(Row):
    """One act, done once: the same key with the same input gives the same answer for 24 hours.

    `actor` is who did it, `input_hash` the SHA-256 of the input, `subject_id` the row that the act made.
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    organisation_id: UUID
    actor = fields.CharField(max_length=80)
    act = fields.CharField(max_length=80)
    key = fields.CharField(max_length=200)
    input_hash = fields.CharField(max_length=64)
    subject_id: UUID = fields.UUIDField()

    class Meta:
        table = "idempotency_key"
        unique_together = (("actor", "act", "key"),)
