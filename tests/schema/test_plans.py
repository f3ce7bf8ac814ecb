"""A plan answers exactly as graphql-core does: to every question of every viewer, and to made-up ones."""

import json
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from graphql import DocumentNode, FragmentDefinitionNode, get_operation_ast, parse
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues
from hypothesis import HealthCheck, Phase, given, seed, settings

import metrics
from schema.api import AUDIENCES, built, schema_for
from schema.context import House
from schema.plans.plan import plan_for
from tests.asking import answer_of
from tests.cast import Cast
from tests.conformance.fuzzing import ID, register_scalars, strategy
from tests.conformance.web_documents import web_documents
from tests.schema import generated
from tests.schema.generated import PREFIX_OF, operation
from tests.schema.questions import questions
from tests.schema.world import Sight, furnish, sights

pytestmark = [
    pytest.mark.usefixtures("without_limits", "plans_of_any_size"),
    pytest.mark.timeout(240),  # two thousand questions, each put to both
]

VIEWERS = ["nobody", "plumber", "reporter", "contractor", "owner", "agent", "admin"]
DRAWN = {"challenge"}  # another one each time
EXAMPLES = 300


@pytest.fixture
async def seen_by(cast: Cast, neighbour: Cast) -> dict[str, Sight]:
    return {sight.name: sight for sight in await sights(await furnish(cast), await furnish(neighbour))}


@pytest.fixture(autouse=True)
def not_too_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that are longer than any client's, and no longer than that says something new."""
    monkeypatch.setattr(generated, "DEPTH", 4)


async def differing(sight: Sight, house: House, document: str, variables: dict[str, Any]) -> tuple[str, str] | None:
    """Two answers that are not the same: by a plan when it is asked first, and again when it is known, and without."""
    audience = sight.viewer.audience
    before = answered()["failed"]
    *planned, executed = [
        _told(await answer_of(built(audience, has_plans=has_plans), sight.viewer, house, document, variables))
        for has_plans in (True, True, False)
    ]
    assert '"errors": []' not in executed or answered()["failed"] == before, "a plan failed where nothing was wrong"
    return next(((each, executed) for each in planned if each != executed), None)


def _told(result: Any) -> str:
    """An answer as text, byte for byte; errors in the order of their places, under the ids of no log."""
    errors = sorted((error.formatted for error in result.errors or []), key=lambda error: str(error.get("path")))
    told = {"data": _without_drawn(result.data), "errors": errors, "extensions": result.extensions}
    return re.sub(r'"errorId": "\w+"', "", json.dumps(told))


def _without_drawn(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "" if key.rpartition("_")[2] in DRAWN else _without_drawn(each) for key, each in value.items()}
    return [_without_drawn(each) for each in value] if isinstance(value, list) else value


def answered() -> Counter[str]:
    """How many operations were answered in which way."""
    [family] = metrics.ANSWERS.collect()
    return Counter({each.labels["how"]: int(each.value) for each in family.samples if each.name.endswith("_total")})


@pytest.mark.parametrize("name", VIEWERS)
async def test_every_question_with_all_that_can_be_asked_of_its_answer(
    name: str, seen_by: dict[str, Sight], house: House
) -> None:
    sight, before = _one_of_each(seen_by[name]), answered()
    root = schema_for(sight.viewer.audience)._schema.query_type
    assert root is not None

    for field_name, field in root.fields.items():
        document = operation(schema_for(sight.viewer.audience)._schema, "query", field_name, field)
        for variables in questions(field.args, sight):
            assert await differing(sight, house, document, variables) is None, (field_name, variables)

    ways = answered() - before
    assert ways["planned"] > 0
    assert ways["executed"] == 0


def _one_of_each(sight: Sight) -> Sight:
    """What others have is answered alike, so one of each kind will do."""
    foreign = {opaque_id.partition("_")[0]: opaque_id for opaque_id in sight.foreign}
    texts, references = sorted(sight.hidden_texts)[:1], sight.hidden_references[:1]
    return replace(sight, foreign=[*foreign.values()], hidden_texts=set(texts), hidden_references=references)


@pytest.mark.parametrize("name", VIEWERS)
async def test_what_is_made_up(name: str, seen_by: dict[str, Sight], house: House) -> None:
    sight, before = seen_by[name], answered()
    [audience] = [known for known, flag in AUDIENCES.items() if flag == sight.viewer.audience]

    for document in made_up(audience, sight.own):
        assert await differing(sight, house, document, {}) is None, document

    ways = answered() - before
    assert ways["planned"] > 0
    assert ways["executed"] == 0


def made_up(audience: str, ids: dict[str, str]) -> list[str]:
    """Queries that Schemathesis draws from a printed schema, with ids that there are."""
    register_scalars()
    found: list[str] = []

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy(audience))
    def draw(case: Any) -> None:
        if not case.body.startswith("mutation"):
            found.append(ID.sub(lambda asked: _with_id(asked, ids), case.body))

    draw()
    return found


def _with_id(asked: re.Match[str], ids: dict[str, str]) -> str:
    known = ids.get(PREFIX_OF.get(asked[1], "inc"))
    return f'{asked[1]}: "{known}"' if known else asked[0]


def test_everything_that_our_own_pages_ask_has_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    for _, audience, text in web_documents():
        document = parse(text)
        operation, fragments = get_operation_ast(document), _fragments(document)
        assert operation is not None
        schema = built(AUDIENCES[audience], has_plans=True)
        assert plan_for(schema, operation, fragments, VariableValues({}, {})) is not None, text


def _fragments(document: DocumentNode) -> dict[str, FragmentDetails]:
    found = [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)]
    return {fragment.name.value: FragmentDetails(fragment, None) for fragment in found}
