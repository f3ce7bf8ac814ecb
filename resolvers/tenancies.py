"""Tenancies: who rents a unit from when until when."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from auth.acts import require
from auth.doors import lock
from auth.register import access_contact, access_tenancy, access_unit, visible_tenancies
from auth.viewer import Viewer
from errors import ErrorCode, Invalid
from models import ContactType, Tenancy
from realtime.announce import announcing
from realtime.events import RightsChanged
from resolvers import idempotency
from resolvers.audit import record
from resolvers.checks import check_in_use, check_version
from resolvers.grouping import grouped
from resolvers.periods import check_period, period_of
from resolvers.versions import save_changes


async def get_tenancy(viewer: Viewer, *, tenancy_id: UUID) -> Tenancy | None:
    return await visible_tenancies(viewer).get_or_none(id=tenancy_id)


async def list_tenancies_of(viewer: Viewer, *, unit_ids: Collection[UUID]) -> dict[UUID, list[Tenancy]]:
    """Who rented each unit when, the last one first."""
    found = await visible_tenancies(viewer).filter(unit_id__in=list(unit_ids)).order_by("-from_on", "-id")
    return grouped(found, unit_ids, "unit_id")


async def list_tenancies_by(viewer: Viewer, *, tenant_ids: Collection[UUID]) -> dict[UUID, list[Tenancy]]:
    """What each contact rented when, the last one first."""
    found = await visible_tenancies(viewer).filter(tenant_id__in=list(tenant_ids)).order_by("-from_on", "-id")
    return grouped(found, tenant_ids, "tenant_id")


async def create_tenancy(
    viewer: Viewer,
    *,
    unit_id: UUID,
    tenant_id: UUID,
    from_on: date,
    until_on: date | None = None,
    idempotency_key: str,
) -> Tenancy:
    """A contact becomes tenant of a unit, alone or with others."""
    unit = await access_unit(viewer, unit_id)
    tenant = await access_contact(viewer, tenant_id, field="tenantId")
    require(viewer, "createTenancy")
    if tenant.type is not ContactType.TENANT:
        raise Invalid(ErrorCode.WRONG_CONTACT_TYPE, field="tenantId")
    columns: dict[str, Any] = {
        "unit_id": unit.id,
        "tenant_id": tenant.id,
        "from_on": from_on,
        "until_on": until_on,
    }

    async with announcing() as announce:
        claim = await idempotency.claim(viewer, "createTenancy", idempotency_key, columns)
        if not claim.is_repeated:
            check_in_use(unitId=await lock(unit.property))
            check_in_use(unitId=await lock(unit), tenantId=await lock(tenant))
            await check_period(_of_same(viewer, unit.id, tenant.id), from_on, until_on)
            made = await Tenancy.create(id=claim.subject_id, organisation_id=viewer.organisation_id, **columns)
            announce(RightsChanged(contact_ids=(tenant.id,)))
            await record(viewer, "createTenancy", made)
    return await access_tenancy(viewer, claim.subject_id)


async def update_tenancy(
    viewer: Viewer, *, tenancy_id: UUID, changes: dict[str, Any], expected_version: int | None = None
) -> Tenancy:
    """Change what stands in `changes`: from_on, until_on. For another tenant there is another tenancy."""
    tenancy = await access_tenancy(viewer, tenancy_id)
    require(viewer, "updateTenancy")
    check_version(tenancy, expected_version)
    others = _of_same(viewer, tenancy.unit_id, tenancy.tenant_id)

    async with announcing() as announce:
        await lock(tenancy.unit)
        await check_period(others, *period_of(tenancy, changes), except_id=tenancy.id)
        await save_changes(tenancy, changes)
        announce(RightsChanged(contact_ids=(tenancy.tenant_id,)))
        await record(viewer, "updateTenancy", tenancy)
    return await access_tenancy(viewer, tenancy_id)


def _of_same(viewer: Viewer, unit_id: UUID, tenant_id: UUID) -> QuerySet[Tenancy]:
    return visible_tenancies(viewer).filter(unit_id=unit_id, tenant_id=tenant_id)
