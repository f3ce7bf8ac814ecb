"""Every migration on disk only adds, and can be undone while it runs; see docs/decisions/0001."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from tortoise.migrations.migration import Migration

import migrations
from models.drift import INITIAL, not_additive

NAMES = sorted(module.name for module in iter_modules(migrations.__path__))


def test_the_first_migration_has_its_fixed_name() -> None:
    assert NAMES[0] == INITIAL


@pytest.mark.parametrize("name", NAMES)
def test_a_migration_only_adds(name: str) -> None:
    refused = [reason for operation in _migration(name).operations if (reason := not_additive(operation))]

    assert refused == []


@pytest.mark.parametrize("name", NAMES)
def test_a_migration_is_atomic(name: str) -> None:
    assert _migration(name).atomic


@pytest.mark.parametrize("name", NAMES)
def test_a_migration_keeps_no_docstrings(name: str) -> None:
    options = [getattr(operation, "options", None) or {} for operation in _migration(name).operations]

    assert [each["table"] for each in options if "table_description" in each] == []


def _migration(name: str) -> type[Migration]:
    migration: type[Migration] = import_module(f"{migrations.__name__}.{name}").Migration
    return migration
