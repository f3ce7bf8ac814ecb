"""Who did what, when, and to what: one row for each act, written in its transaction and never changed."""

from uuid import UUID

from tortoise import fields

from models.row import Row


class AuditEntry(Row):
    """One act. It holds ids and no content, and no id is a foreign key: it outlives what it is about.

    The actor is an employee, a contact, an account (and the contact as which it acted), or without any of these the
    house itself. `subject_type` is the name of a model. `address` is where the request came from, `request_id` the
    one in the log. `was_refused` marks an attempt to come in that failed; its subject is whom or what it was tried for.
    One at an e-mail address that nobody has belongs to no organisation.
    """

    organisation_id: UUID | None = fields.UUIDField(null=True)
    act = fields.CharField(max_length=80)
    was_refused = fields.BooleanField(default=False)
    employee_id: UUID | None = fields.UUIDField(null=True, db_index=True)
    account_id: UUID | None = fields.UUIDField(null=True, db_index=True)
    contact_id: UUID | None = fields.UUIDField(null=True, db_index=True)
    session_id: UUID | None = fields.UUIDField(null=True)
    guest_link_id: UUID | None = fields.UUIDField(null=True)
    subject_type = fields.CharField(max_length=80, null=True)
    subject_id: UUID | None = fields.UUIDField(null=True, db_index=True)
    address = fields.CharField(max_length=100, null=True)
    request_id = fields.CharField(max_length=100, null=True)

    class Meta:
        table = "audit_entry"
        indexes = (("organisation_id", "created_at", "id"),)
