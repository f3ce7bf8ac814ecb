from tortoise import migrations
from tortoise.migrations import operations as ops
from clock import now
from models.row import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0003_attachments')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ReportUpload',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(default=now, auto_now=False, auto_now_add=False)),
                ('uploader', fields.CharField(max_length=80)),
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
                ('organisation', fields.ForeignKeyField('models.Organisation', source_field='organisation_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('is_public', fields.BooleanField(default=False)),
                ('kept_until', fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'report_upload', 'app': 'models', 'indexes': [Index(fields=['organisation_id', 'uploader'])], 'pk_attr': 'id'},
            bases=['File'],
        ),
    ]
