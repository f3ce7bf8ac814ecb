from tortoise import migrations
from tortoise.migrations import operations as ops
from models.authors import FillAuthors
from models.partial_indexes import MakePartialIndexes
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0007_privacy')]

    initial = False

    operations = [
        ops.AddIndex(
            model_name='Incident',
            index=Index(fields=['organisation_id', 'reported_at', 'id']),
        ),
        ops.AddIndex(
            model_name='Incident',
            index=Index(fields=['handler_id', 'last_activity_at', 'id']),
        ),
        ops.AddIndex(
            model_name='Incident',
            index=Index(fields=['category_id', 'last_activity_at', 'id']),
        ),
        ops.AddField(
            model_name='ReadMark',
            name='has_written',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name='ReadMark',
            name='has_written_shared',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddIndex(
            model_name='SubIncident',
            index=Index(fields=['organisation_id', 'kind', 'status']),
        ),
        FillAuthors(),
        MakePartialIndexes(),
    ]
