from tortoise import migrations
from tortoise.migrations import operations as ops
from clock import now
from models.row import new_id
from models.tallying import KeepThreadTallies
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0008_growth')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ThreadTally',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('organisation', fields.ForeignKeyField('models.Organisation', source_field='organisation_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('employee', fields.ForeignKeyField('models.Employee', source_field='employee_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.CASCADE)),
                ('amount', fields.IntField()),
            ],
            options={'table': 'thread_tally', 'app': 'models', 'indexes': [Index(fields=['organisation_id', 'employee_id'])], 'pk_attr': 'id'},
            bases=['Row'],
        ),
        ops.AddField(
            model_name='Thread',
            name='is_open',
            field=fields.BooleanField(default=False, db_default=False),
        ),
        KeepThreadTallies(),
    ]
