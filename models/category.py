"""What an incident is about; the first question of a report, with a help text."""

from uuid import UUID

from tortoise import fields

from models.organisation import Locale, Organisation
from models.row import Row


class Category(Row):
    """A kind of defect, named and explained in both languages."""

    organisation: fields.ForeignKeyRelation[Organisation] = fields.ForeignKeyField(
        "models.Organisation", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    organisation_id: UUID
    name_nl = fields.CharField(max_length=200)
    name_en = fields.CharField(max_length=200)
    help_nl = fields.TextField(null=True)
    help_en = fields.TextField(null=True)
    trade = fields.CharField(max_length=100, null=True)
    position = fields.IntField(default=0)
    archived_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "category"

    def name_in(self, locale: Locale) -> str:
        return self.name_nl if locale is Locale.NL else self.name_en

    def help_in(self, locale: Locale) -> str | None:
        return self.help_nl if locale is Locale.NL else self.help_en
