from tortoise import migrations
from tortoise.migrations import operations as ops
from clock import now
from models.row import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0002_search')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Attachment',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('thread', fields.ForeignKeyField('models.Thread', source_field='thread_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('message', fields.ForeignKeyField('models.Message', source_field='message_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('draft', fields.ForeignKeyField('models.MessageDraft', source_field='draft_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.SET_NULL)),
                ('uploader', fields.CharField(max_length=80)),
                ('position', fields.IntField(default=0)),
                ('name', fields.CharField(max_length=300)),
                ('content_type', fields.CharField(default='', max_length=100)),
                ('size', fields.BigIntField(default=0)),
                ('width', fields.IntField(null=True)),
                ('height', fields.IntField(null=True)),
                ('object_key', fields.CharField(null=True, db_index=True, max_length=200)),
                ('upload_hash', fields.CharField(null=True, unique=True, max_length=64)),
                ('upload_expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('stored_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('discarded_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'attachment', 'app': 'models', 'pk_attr': 'id'},
            bases=['Row'],
        ),
    ]
