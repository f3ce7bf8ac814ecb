"""Thousands of operations that Schemathesis makes up, put to a server; what it answers, and what it should not have.

python -m bench.made_up_operations [--examples 2000] [--seeds 3]
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.conformance.fuzzing import a_town, register_scalars


async def main(examples: int, seeds: int) -> None:
    register_scalars()
    with tempfile.TemporaryDirectory() as folder:
        async with a_town(Path(folder)) as town:
            for audience in town.tokens:
                for number in range(seeds):
                    findings = await asyncio.to_thread(town.fuzz, audience, examples=examples, number=number)
                    print(
                        f"{audience}, seed {number}: {dict(findings.codes.most_common())}, wrong: {len(findings.wrong)}"
                    )
                    print(*findings.wrong[:5], sep="\n", end="", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    asyncio.run(main(arguments.examples, arguments.seeds))
