"""Report a defect by an organisation's public form, without an account. Needs nothing but Python.

python report.py http://127.0.0.1:8000 van-dam you@example.org
"""

# ruff: noqa: S310, T201
import hashlib
import itertools
import json
import sys
from typing import Any
from urllib.request import Request, urlopen

FORM = """query ($slug: String!) {
  organisation(slug: $slug) { name reportForm { categories { id name helpText } proof { challenge bits } } } }"""
REPORT = """mutation ($report: ReportIncidentInput!) {
  reportIncident(input: $report) { reference confirmedBy errors { message } } }"""


def main(base_url: str, slug: str, email: str) -> None:
    organisation = ask(base_url, FORM, {"slug": slug})["organisation"]
    form = organisation["reportForm"]
    category = form["categories"][0]
    print(f"{organisation['name']}, {category['name']}: {category['helpText']}")
    report = {
        "organisation": slug,
        "categoryId": category["id"],
        "description": "Sinds vanochtend staat er water in de kelder.",
        "address": {"postcode": "3061 CA", "houseNumber": "12", "street": "Oostzeedijk", "city": "Rotterdam"},
        "sender": {"name": "Noor de Wit", "email": email},
        "proof": {"challenge": form["proof"]["challenge"], "nonce": solve(**form["proof"])},
    }
    outcome = ask(base_url, REPORT, {"report": report})["reportIncident"]
    if outcome["errors"]:
        sys.exit(outcome["errors"][0]["message"])
    print(f"Reported as {outcome['reference']}; confirmed by {', '.join(outcome['confirmedBy'])}.")


def solve(challenge: str, bits: int) -> str:
    """A nonce with which the SHA-256 of `challenge:nonce` begins with so many zero bits."""
    for nonce in map(str, itertools.count()):
        digest = hashlib.sha256(f"{challenge}:{nonce}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - bits) == 0:
            return nonce
    raise AssertionError


def ask(base_url: str, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"content-type": "application/json", "accept-language": "nl"}
    with urlopen(Request(f"{base_url}/graphql", body, headers)) as answer:
        return json.load(answer)["data"]  # type: ignore[no-any-return]


main(*sys.argv[1:])
