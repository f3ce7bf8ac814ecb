"""Who wrote in which thread, learnt from the messages of before marks told it."""

from tortoise.backends.base.client import BaseDBAsyncClient

from models.written_sql import WrittenSql

WROTE = """
    SELECT 1 FROM message
    WHERE message.thread_id = read_mark.thread_id AND message.author_{reader} = read_mark.{reader}
"""
FILL = f"""
    UPDATE read_mark SET has_written = true, has_written_shared = EXISTS ({WROTE} AND message.kind <> 'NOTE')
    WHERE EXISTS ({WROTE})
"""


class FillAuthors(WrittenSql):
    def __init__(self) -> None:
        super().__init__("Fill in who wrote in which thread", fill_authors)


async def fill_authors(connection: BaseDBAsyncClient) -> None:
    """Whoever wrote has a mark, because writing moves it."""
    for reader in ("employee_id", "contact_id"):
        await connection.execute_query(FILL.format(reader=reader))
