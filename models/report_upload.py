"""A photo or document that was sent for a report before there is one."""

from datetime import datetime
from uuid import UUID

from tortoise import fields

from models.file import File
from models.organisation import Organisation


class ReportUpload(File):
    """A file without a thread, which nobody can open. The report that takes it makes it an attachment of the same id.

    What no report took is thrown away after `kept_until`. `is_public` says that it came without an account.
    """

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    is_public = fields.BooleanField(default=False)
    kept_until: datetime = fields.DatetimeField(db_index=True)

    class Meta:
        table = "report_upload"
        indexes = (("organisation_id", "uploader"),)
