"""The worst values in every argument of every field get one answer with a code, the same on both databases."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLSchema, get_named_type
from tortoise.backends.base.executor import EXECUTOR_CACHE

from auth.viewer import Audience
from models.tables import make_tables
from resolvers.guest_links import issue_guest_link
from schema.api import AUDIENCES, schema_for
from schema.ids import MODELS, node_id
from tests.cast import given_to, make_cast, reported
from tests.schema.generated import PREFIX_OF, value_for
from tests.schema.service import client_of, serving, token_for

pytestmark = pytest.mark.timeout(240)

LONG = "x" * 10_000
WORST: dict[str, list[Any]] = {
    "String": ["\0", "a\0b", "\ud800", LONG],
    "ID": ["\0", "\ud800", LONG, 2**31, 2**63, "inc_" + "f" * 10_000],
    "Int": [2**31 - 1, 2**31, 2**63, -(2**63)],
    "DateTime": ["\0", "\ud800", LONG, "9999-12-31T23:59:59+00:00"],
    "Date": ["\0", LONG, "9999-12-31", "0001-01-01"],
}
OF_NOTHING = {prefix: f"{prefix}_{uuid4().hex}" for prefix in {*MODELS, *PREFIX_OF.values()}}


@dataclass(frozen=True)
class House:
    """Who asks, and what there is to ask about: past its door an act gets as far as the value."""

    client: httpx2.AsyncClient
    tokens: dict[Audience, str]
    ids: dict[str, str]


def scalar_paths(input_type: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where an input takes one text, number or id."""
    bare = input_type.of_type if isinstance(input_type, GraphQLNonNull) else input_type
    if isinstance(bare, GraphQLInputObjectType):
        for name, field in bare.fields.items():
            yield from scalar_paths(field.type, (*path, name))
    elif not isinstance(bare, GraphQLList) and bare.name in WORST:
        yield path, bare.name


def questions(schema: GraphQLSchema, ids: dict[str, str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A name, a document and its variables."""
    for kind, root in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        for name, field in root.fields.items() if root else ():
            for argument, taken in field.args.items():
                others = {other: each for other, each in field.args.items() if isinstance(each.type, GraphQLNonNull)}
                used = {**others, argument: taken}
                declared = ", ".join(f"${each}: {of.type}" for each, of in used.items())
                passed = ", ".join(f"{each}: ${each}" for each in used)
                below = "{ errors { code path } }" if kind == "mutation" else "{ __typename }"
                document = f"{kind} ({declared}) {{ {name}({passed}) {below} }}"
                for path, scalar in scalar_paths(taken.type):
                    for value in WORST[scalar]:
                        given = {each: _usual(each, of.type, ids, path) for each, of in used.items()}
                        given = _put(given, (argument, *path), value)
                        yield f"{name}({'.'.join([argument, *path])}: {str(value)[:20]!r})", document, given


def _usual(name: str, input_type: Any, ids: dict[str, str], path: tuple[str, ...]) -> Any:
    """A value that fits."""
    named = get_named_type(input_type)
    if named.name == "ID":
        return ids[PREFIX_OF.get(name, "inc")]
    return value_for(input_type, ids, name=name, along=path)


def _put(given: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The same with a value in one place, which is made when it is not there."""
    name, *rest = path
    return {**given, name: _put(given.get(name) or {}, tuple(rest), value) if rest else value}


@asynccontextmanager
async def a_house(url: str) -> AsyncIterator[House]:
    EXECUTOR_CACHE.clear()  # Tortoise keeps SQL by the connection's name, in the dialect that it first had
    often = {"requests_per_session": 10**6, "requests_per_address": 10**6, "sign_in_attempts_per_address": 10**6}
    async with serving(database_url=url, **often) as app, client_of(app) as client:
        if url.startswith("sqlite"):
            await make_tables()
        cast = await make_cast(f"Worst {uuid4().hex}")
        incident = await reported(cast)
        order = await given_to(cast, cast.piet, incident)
        link = (await issue_guest_link(cast.as_anna, thread_id=order.thread_id)).guest_link
        tokens = {Audience.CONTACT: await token_for(link), Audience.ADMIN | Audience.STAFF: await token_for(cast.bas)}
        there = [incident, order, order.thread, link, cast.anna, cast.piet, cast.dam, cast.dam_2, cast.heating]
        ids = {row_id.partition("_")[0]: row_id for row_id in map(node_id, there)}
        yield House(client, tokens, {**OF_NOTHING, **ids})
    EXECUTOR_CACHE.clear()


async def outcomes(url: str, audience: Audience) -> dict[str, str]:
    """What each question is answered: codes of errors, or that it was done."""
    told = {}
    async with a_house(url) as house:
        headers = {"authorization": f"Bearer {token}"} if (token := house.tokens.get(audience)) else {}
        headers["content-type"] = "application/json"
        for name, document, variables in questions(schema_for(audience)._schema, house.ids):
            content = json.dumps({"query": document, "variables": variables})
            response = await house.client.post("/graphql", content=content, headers=headers)
            told[name] = f"{response.status_code} {_codes(response.json())}"
    return told


def _codes(body: dict[str, Any]) -> str:
    errors = [error["extensions"].get("code", "none") for error in body.get("errors", [])]
    [payload] = (body.get("data") or {"": None}).values()
    refused = [error["code"] for error in payload.get("errors", [])] if isinstance(payload, dict) else []
    return " ".join([*errors, *refused]) or "answered"


@pytest.mark.parametrize("name", ["public", "contact", "admin"])
async def test_the_worst_values_have_one_answer_on_both_databases(name: str, postgres_url: str) -> None:
    here = await outcomes("sqlite://:memory:", AUDIENCES[name])
    there = await outcomes(postgres_url, AUDIENCES[name])

    assert {asked: (here[asked], there[asked]) for asked in here if here[asked] != there[asked]} == {}
    assert [asked for asked, told in here.items() if "INTERNAL" in told or told.startswith("5") or "none" in told] == []
    assert Counter(told.split()[1] for told in here.values())["BAD_USER_INPUT"] > len(here) / 4
