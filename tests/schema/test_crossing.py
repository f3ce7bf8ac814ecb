"""Nobody gets across: every field, id, mutation and subscription of every audience, tried with what is not theirs."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLSchema

from auth.viewer import Audience
from models import AuditEntry, MessageKind
from resolvers.appending import append
from resolvers.sub_incident_changes import update_sub_incident
from schema.api import AUDIENCES, schema_for, schema_of
from schema.context import House
from schema.ids import MODELS
from tests.asking import answer, following
from tests.cast import Cast, says
from tests.schema.generated import PREFIX_OF, id_paths, operation, value_for, with_value
from tests.schema.questions import questions
from tests.schema.world import Corner, Sight, furnish, sights
from tests.silence import nothing_happens

pytestmark = [pytest.mark.usefixtures("without_limits"), pytest.mark.timeout(240)]  # all there is takes long to ask

# Acts that are answered with yes and find nothing left to do, for what they are tried with here.
NOTHING_TO_DO = {"assignHandler", "endOtherSessions", "markThreadRead", "requestSignInLink", "setTyping"}
VIEWERS = ["nobody", "plumber", "reporter", "contractor", "owner", "agent", "admin"]


@pytest.fixture
async def corners(cast: Cast, neighbour: Cast) -> tuple[Corner, Corner]:
    """This organisation, and the one next to it."""
    return await furnish(cast), await furnish(neighbour)


@pytest.fixture
async def seen_by(corners: tuple[Corner, Corner]) -> dict[str, Sight]:
    return {sight.name: sight for sight in await sights(*corners)}


def missing(opaque_id: str) -> str:
    return f"{opaque_id.partition('_')[0]}_{uuid4().hex}"


async def told(sight: Sight, house: House, document: str, **variables: Any) -> str:
    """The whole answer as text; an id that was asked for is blotted out."""
    result = await answer(sight.viewer, house, document, **variables)
    text = json.dumps({"data": result.data, "errors": [error.formatted for error in result.errors or []]}, default=str)
    for value in variables.values():
        text = text.replace(str(value), "…") if isinstance(value, str) else text
    return text


def graphql_schema(sight: Sight) -> GraphQLSchema:
    return schema_of(sight.viewer)._schema


def leaks(sight: Sight, text: str) -> set[str]:
    return {secret for secret in sight.hidden if secret in text}


@pytest.mark.parametrize("name", VIEWERS)
async def test_no_question_brings_out_what_is_not_theirs(name: str, seen_by: dict[str, Sight], house: House) -> None:
    sight = seen_by[name]
    schema = graphql_schema(sight)
    assert schema.query_type is not None
    own_text_seen = sight.own_text is None

    for root, field in schema.query_type.fields.items():
        document = operation(schema, "query", root, field)
        for variables in questions(field.args, sight):
            text = await told(sight, house, document, **variables)
            assert not leaks(sight, text), (root, variables, leaks(sight, text))
            own_text_seen = own_text_seen or (sight.own_text or "") in text

    assert own_text_seen, "the crossing asks nothing that would show even what is theirs"


@pytest.mark.parametrize("name", VIEWERS)
async def test_what_is_not_theirs_looks_like_what_does_not_exist(
    name: str, seen_by: dict[str, Sight], house: House
) -> None:
    sight = seen_by[name]
    schema = graphql_schema(sight)
    assert schema.query_type is not None

    for root, field in schema.query_type.fields.items():
        if "id" in field.args:
            document = operation(schema, "query", root, field)
            for opaque_id in sight.foreign:
                theirs = await told(sight, house, document, id=opaque_id)
                assert theirs == await told(sight, house, document, id=missing(opaque_id)), (root, opaque_id)
        if "reference" in field.args:
            document = operation(schema, "query", root, field)
            for reference in sight.hidden_references:
                theirs = await told(sight, house, document, reference=reference)
                assert theirs == await told(sight, house, document, reference="never drawn"), (root, reference)


@pytest.mark.parametrize("name", VIEWERS)
async def test_no_act_reaches_what_is_not_theirs(name: str, seen_by: dict[str, Sight], house: House) -> None:
    sight = seen_by[name]
    schema = graphql_schema(sight)
    assert schema.mutation_type is not None

    for root, field in schema.mutation_type.fields.items():
        if "input" not in field.args:
            continue
        document = operation(schema, "mutation", root, field)
        input_type = field.args["input"].type
        for path in id_paths(input_type):
            prefix = PREFIX_OF[path[-1]]
            own = {prefix: f"{prefix}_{uuid4().hex}" for prefix in MODELS} | sight.own
            given = value_for(input_type, own, along=path)
            for opaque_id in (found for found in sight.foreign if found.startswith(prefix)):
                async with nothing_happens():
                    theirs = await told(sight, house, document, input=with_value(given, path, opaque_id))
                    absent = await told(sight, house, document, input=with_value(given, path, missing(opaque_id)))

                assert "errors" in theirs, root
                assert "NOT_FOUND" in theirs, (root, path, theirs)
                assert theirs == absent, (root, path)
                assert not leaks(sight, theirs)


@pytest.mark.parametrize("name", [name for name in VIEWERS if name != "nobody"])
async def test_no_subscription_follows_what_is_not_theirs(name: str, seen_by: dict[str, Sight], house: House) -> None:
    sight = seen_by[name]
    schema = graphql_schema(sight)
    assert schema.subscription_type is not None

    for root, field in schema.subscription_type.fields.items():
        document = operation(schema, "subscription", root, field)
        for argument in field.args:
            if argument not in PREFIX_OF:
                continue
            for opaque_id in (found for found in sight.foreign if found.startswith(PREFIX_OF[argument])):
                answers = []
                for asked in (opaque_id, missing(opaque_id)):
                    async with following(sight.viewer, house, document, **{argument: asked}) as heard:
                        result = await heard.result()
                        assert result is not None
                        assert result.data is None
                        answers.append([error.formatted for error in result.errors or []])
                assert answers[0] == answers[1] != []


@pytest.mark.parametrize("name", [name for name in VIEWERS if name != "nobody"])
async def test_an_act_upon_what_is_theirs_brings_out_nothing_else(
    name: str, seen_by: dict[str, Sight], house: House
) -> None:
    sight = seen_by[name]
    schema = graphql_schema(sight)
    assert schema.mutation_type is not None
    own = {prefix: f"{prefix}_{uuid4().hex}" for prefix in MODELS} | sight.own
    done = set()

    for root, field in schema.mutation_type.fields.items():
        if "input" not in field.args:
            continue
        document = operation(schema, "mutation", root, field)
        text = await told(sight, house, document, input=value_for(field.args["input"].type, own))
        assert not leaks(sight, text), (root, leaks(sight, text))
        if '_errors": []' in text:
            done.add(root)

    written = {entry.act for entry in await AuditEntry.filter(was_refused=False)}
    assert done - NOTHING_TO_DO <= written, "an act was done and left no entry in the audit trail"
    assert "markThreadRead" in done, "the crossing does nothing even with what is theirs"


@pytest.mark.parametrize("name", [name for name in VIEWERS if name != "nobody"])
async def test_no_push_brings_out_what_is_not_theirs(
    name: str, seen_by: dict[str, Sight], corners: tuple[Corner, Corner], house: House
) -> None:
    sight = seen_by[name]
    schema = graphql_schema(sight)
    assert schema.subscription_type is not None

    for root, field in schema.subscription_type.fields.items():
        document = operation(schema, "subscription", root, field)
        own = {argument: sight.own.get(PREFIX_OF[argument]) for argument in field.args if argument in PREFIX_OF}
        if None in own.values():
            continue  # a plumber has no incident, a reporter no sub-incident
        async with following(sight.viewer, house, document, **own) as heard:
            last_word = f"{sight.own_text} {root}"
            await stir(corners, last_word)
            text = ""
            while last_word not in text:
                text = json.dumps(await heard.next(), default=str)
                assert not leaks(sight, text), (root, leaks(sight, text))
            await at_rest(house)


async def at_rest(house: House) -> None:
    """Whoever listens has had all there was: an answer that is cut off half-way leaves warnings behind."""
    async with asyncio.timeout(50):
        while not house.feed.idle_watchers:
            await asyncio.sleep(0)


async def stir(corners: tuple[Corner, Corner], last_word: str) -> None:
    """Something is said and changed in every room of both organisations, and at the end what all may hear."""
    here, there = corners
    for corner in (there, here):
        anna = corner.cast.as_anna
        for room, side in corner.sides.items():
            [mark], [note] = corner.marks(room), corner.marks("note")
            await append(side.thread, author=anna, kind=MessageKind.NOTE, body=note)
            if room != "piet" or corner is there:
                await append(side.thread, author=anna, kind=MessageKind.POST, body=mark)
            await update_sub_incident(anna, sub_incident_id=side.id, changes={"title": mark})
    for subject in (here.incident, here.sides["piet"], here.sides["olga"]):
        await says(here.cast.as_anna, subject, last_word)
    for room in ("piet", "olga"):
        [mark] = here.marks(room)
        await update_sub_incident(here.cast.as_anna, sub_incident_id=here.sides[room].id, changes={"title": mark})


@pytest.mark.parametrize("audience", AUDIENCES.values(), ids=AUDIENCES.keys())
def test_every_id_argument_takes_part(audience: Audience) -> None:
    schema = schema_for(audience)._schema
    for root in (schema.mutation_type, schema.subscription_type):
        for name, field in (root.fields if root else {}).items():
            for argument, taken in field.args.items():
                for path in id_paths(taken.type, (argument,)):
                    assert path[-1] in PREFIX_OF, f"{name} takes {'.'.join(path)}: say in PREFIX_OF what it is"
