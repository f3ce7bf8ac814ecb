"""Workers that are killed and a mail server that fails, hangs and drops: every letter goes out, hardly one twice."""

from pathlib import Path

import pytest

from bench.soak.posting import carry


@pytest.mark.timeout(240)
async def test_every_letter_goes_out_and_none_before_its_commit(
    tmp_path: Path, empty_postgres_url: str, redis_url: str
) -> None:
    figures = await carry(tmp_path, empty_postgres_url, redis_url, deliveries=100, workers=2, kill_seconds=6)

    assert figures.sent == 101
    assert figures.unexplained == 0
    assert figures.too_early == 0
    assert figures.attempts_of_the_lost == 10
    assert figures.lost_was_retried
    assert figures.kills > 0
