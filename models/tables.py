"""Every table at once, without migrations: for a database that lives no longer than a test."""

from tortoise import Tortoise
from tortoise.connection import get_connection

from models.audit_guards import guard_audit_trail
from models.partial_indexes import make_partial_indexes
from models.search_tables import make_search_tables
from models.stored_words import store_words
from models.tallying import keep_thread_tallies
from models.waiting import keep_waiting


async def make_tables() -> None:
    """In the connected database, which is empty."""
    await Tortoise.generate_schemas()
    await make_search_tables(get_connection("default"))
    await store_words(get_connection("default"))
    await make_partial_indexes(get_connection("default"))
    await keep_thread_tallies(get_connection("default"))
    await keep_waiting(get_connection("default"))
    await guard_audit_trail(get_connection("default"))
