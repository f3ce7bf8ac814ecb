"""What keeps the audit trail as it was written: triggers that refuse changes, and deletes before their time."""

from tortoise.backends.base.client import BaseDBAsyncClient

from models.written_sql import WrittenSql

LEAST_DAYS = 90  # no entry goes sooner, whoever asks; see docs/decisions/0014

SQLITE = [
    """
    CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit trail is not changed'); END
    """,
    f"""
    CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
    WHEN julianday(OLD.created_at) > julianday('now', '-{LEAST_DAYS} days')
    BEGIN SELECT RAISE(ABORT, 'the audit trail is kept'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.created_at <= now() - interval '{LEAST_DAYS} days' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the audit trail is not changed';
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION keep_audit_entry()
    """,
    """
    CREATE TRIGGER audit_entry_is_kept BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entry()
    """,
]


class GuardAuditTrail(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Guard the audit trail", guard_audit_trail)


async def guard_audit_trail(connection: BaseDBAsyncClient) -> None:
    """Once per database, after its tables."""
    for statement in SQLITE if connection.capabilities.dialect == "sqlite" else POSTGRESQL:
        await connection.execute_query(statement)
