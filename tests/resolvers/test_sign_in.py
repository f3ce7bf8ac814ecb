"""Signing in with a password."""

import tracemalloc

import pytest

import auth.passwords
import clock
from auth.attempts import Attempts
from auth.sign_in import authenticate
from auth.viewer import nobody
from errors import ErrorCode, Refusal, Unauthenticated
from models import Account, AuditEntry, Contact, Employee, Session
from resolvers.sessions import SignedIn, sign_in
from schema.context import House
from settings import Settings
from tests.asking import ask
from tests.cast import PASSWORD, Cast
from tests.silence import nothing_happens
from tests.statements import counted


async def try_it(
    email: str, password: str, attempts: Attempts | None = None, address: str = "1.1.1.1", slug: str | None = None
) -> SignedIn:
    return await sign_in(
        nobody(), email=email, password=password, slug=slug, address=address, attempts=attempts or Attempts(Settings())
    )


async def account_for(cast: Cast, email: str) -> Account:
    """Piet's account, with the password that everybody has here."""
    account = await Account.create(organisation=cast.organisation, email=email, password_hash=cast.anna.password_hash)
    await Contact.filter(id=cast.piet.id).update(account_id=account.id)
    return account


async def test_an_employee_signs_in_and_the_token_is_kept_as_a_hash(cast: Cast) -> None:
    signed_in = await try_it(" ANNA@van-dam.example ", PASSWORD)

    assert (await authenticate(signed_in.token)).employee == cast.anna
    assert signed_in.token not in str(await Session.all().values())


@pytest.mark.parametrize(
    ("email", "password"), [("anna@van-dam.example", "wrong"), ("nobody@van-dam.example", PASSWORD), ("", "")]
)
async def test_a_wrong_address_and_a_wrong_password_are_refused_alike(email: str, password: str, cast: Cast) -> None:
    async with nothing_happens(but=AuditEntry):
        with pytest.raises(Refusal) as refused:
            await try_it(email, password)

    assert (refused.value.code, refused.value.field) == (ErrorCode.WRONG_CREDENTIALS, None)


async def test_who_was_deactivated_cannot_sign_in_and_is_signed_out(cast: Cast) -> None:
    signed_in = await try_it(cast.anna.email, PASSWORD)

    await Employee.filter(id=cast.anna.id).update(deactivated_at=clock.now())

    with pytest.raises(Refusal):
        await try_it(cast.anna.email, PASSWORD)
    with pytest.raises(Unauthenticated):
        await authenticate(signed_in.token)


async def test_guessing_one_account_ends_though_each_guess_comes_from_elsewhere(cast: Cast) -> None:
    attempts = Attempts(Settings(sign_in_attempts=3))
    for number in range(3):
        with pytest.raises(Refusal):
            await try_it(cast.anna.email, "wrong", attempts, address=f"1.1.1.{number}")

    with pytest.raises(Refusal) as refused:
        await try_it(cast.anna.email, PASSWORD, attempts, address="9.9.9.9")

    assert refused.value.code is ErrorCode.RATE_LIMITED


async def test_guessing_from_one_address_ends_though_each_account_is_another(cast: Cast) -> None:
    attempts = Attempts(Settings(sign_in_attempts_per_address=3))
    for number in range(3):
        with pytest.raises(Refusal):
            await try_it(f"x{number}@van-dam.example", "wrong", attempts)

    with pytest.raises(Refusal) as refused:
        await try_it(cast.anna.email, PASSWORD, attempts)

    assert refused.value.code is ErrorCode.RATE_LIMITED


async def test_who_tries_with_very_long_addresses_fills_no_memory(cast: Cast) -> None:
    attempts = Attempts(Settings(sign_in_attempts_per_address=3))
    long = [f"😀{number}{'a' * 100_000}@van-dam.example" for number in range(10)]
    tracemalloc.start()
    try:
        for email in long:
            with pytest.raises(Refusal):
                await try_it(email, "wrong", attempts)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert kept < 1_000_000


async def test_an_account_with_a_password_signs_in(cast: Cast) -> None:
    account = await account_for(cast, "piet@mijn.example")

    signed_in = await try_it("Piet@mijn.example", PASSWORD)

    assert (signed_in.viewer.account, signed_in.viewer.contacts) == (account, (cast.piet,))


async def test_who_is_at_two_organisations_signs_in_at_the_one_that_is_named(cast: Cast, neighbour: Cast) -> None:
    for each in (cast, neighbour):
        await account_for(each, "piet@mijn.example")

    for each in (cast, neighbour):
        signed_in = await try_it("piet@mijn.example", PASSWORD, slug=each.organisation.slug)
        assert signed_in.viewer.contacts == (each.piet,)


async def test_an_account_without_a_password_or_without_a_contact_is_nobody(cast: Cast) -> None:
    account = await account_for(cast, "piet@mijn.example")
    await Contact.filter(id=cast.piet.id).update(archived_at=clock.now())
    await Account.create(organisation=cast.organisation, email="elin@mijn.example")

    async with nothing_happens(but=AuditEntry):
        for email in (account.email, "elin@mijn.example"):
            with pytest.raises(Refusal) as refused:
                await try_it(email, PASSWORD)
            assert refused.value.code is ErrorCode.WRONG_CREDENTIALS


async def test_nobody_signs_in_where_they_are_not_known(cast: Cast, neighbour: Cast) -> None:
    async with nothing_happens(but=AuditEntry):
        with pytest.raises(Refusal):
            await try_it(cast.anna.email, PASSWORD, slug="de-brug")


async def test_failing_costs_the_same_work_whoever_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hash and the same statements: with a clock nobody can tell who is known here."""
    hashed: list[str] = []
    verify = auth.passwords._verify

    def counting(known: str, given: str) -> bool:
        hashed.append(known)
        return verify(known, given)

    monkeypatch.setattr(auth.passwords, "_verify", counting)
    await Employee.create(organisation=cast.organisation, name="Invited", email="invited@van-dam.example")
    await account_for(cast, "piet@mijn.example")
    work = {}

    for email in (cast.anna.email, "piet@mijn.example", "invited@van-dam.example", "nobody@van-dam.example", ""):
        hashed.clear()
        with counted(monkeypatch) as statements, pytest.raises(Refusal):
            await try_it(email, "wrong")
        work[email] = (len(hashed), len(statements))

    assert set(work.values()) == {work[""]}
    assert work[""][0] == 1


async def test_fifteen_tries_in_one_document_are_fifteen_tries(cast: Cast, house: House) -> None:
    house.attempts = Attempts(Settings(sign_in_attempts=3))
    tries = "".join(
        f't{number}: signIn(input: {{email: "{cast.anna.email}", password: "{number}"}}) {{ errors {{ code }} }} '
        for number in range(15)
    )

    answers = await ask(nobody(), house, f"mutation {{ {tries} }}")

    codes = [answer["errors"][0]["code"] for answer in answers.values()]
    assert codes == ["WRONG_CREDENTIALS"] * 3 + ["RATE_LIMITED"] * 12
