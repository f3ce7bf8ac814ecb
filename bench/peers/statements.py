"""Each page as one SQL statement that builds the JSON in PostgreSQL."""

from models.partial_indexes import IS_OPEN


def _row_id(prefix: str, column: str) -> str:
    return f"'{prefix}_' || replace({column}::text, '-', '')"


def _object(**columns: str) -> str:
    return "json_build_object(" + ", ".join(f"'{name}', {column}" for name, column in columns.items()) + ")"


def _employee(column: str) -> str:
    return f"(SELECT {_object(displayName='e.name', role=EMPLOYEE)} FROM employee e WHERE e.id = {column})"


def _person(employee: str, contact: str) -> str:
    name = "CASE WHEN c.company IS NULL THEN c.name ELSE c.name || ' (' || c.company || ')' END"
    outside = f"(SELECT {_object(displayName=name, role='c.type')} FROM contact c WHERE c.id = {contact})"
    return f"coalesce({_employee(employee)}, {outside})"


def _unread(mark: str, last: str) -> str:
    read = f"(SELECT r.seq FROM read_mark r WHERE r.thread_id = t.id AND r.{mark} = $1)"
    return f"greatest(t.{last} - coalesce({read}, 0), 0)"


def _message(seq: str) -> str:
    return _object(id=_row_id("msg", "m.id"), seq=f"m.{seq}", kind="m.kind", **NEWS)


def _messages(seq: str, which: str) -> str:
    last = f"SELECT * FROM message WHERE thread_id = t.id {which} ORDER BY {seq} DESC LIMIT 50"
    return f"json_build_object('nodes', (SELECT json_agg({_message(seq)} ORDER BY m.{seq}) FROM ({last}) m))"


def _thread(owner: str, unread: str, **more: str) -> str:
    thread = _object(id=_row_id("thr", "t.id"), unreadCount=unread, **more)
    return f"(SELECT {thread} FROM thread t WHERE t.id = {owner}.thread_id)"


def _plain(row: str, **columns: str) -> dict[str, str]:
    return {name: f"{row}.{column}" for name, column in columns.items()}


def _list(row: str, rows: str, limit: int) -> str:
    return f"""SELECT json_build_object('data', json_build_object('incidents', json_build_object(
        'nodes', (SELECT json_agg({row} ORDER BY i.last_activity_at DESC, i.id DESC) FROM ({rows} {limit}) i),
        'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > {limit} FROM ({rows} {limit + 1}) i)))))"""


EMPLOYEE = "'EMPLOYEE'"
NEWS = {
    **_plain("m", body="body", createdAt="created_at"),
    "author": _person("m.author_employee_id", "m.author_contact_id"),
}
ADDRESS = "p.street || ' ' || p.house_number || ', ' || p.postcode || ' ' || p.city"
STAFF_UNREAD, GUEST_UNREAD = _unread("employee_id", "last_seq"), _unread("contact_id", "last_shared_seq")
HEAD = {
    "id": _row_id("inc", "i.id"),
    **_plain("i", reference="reference", title="title", status="status"),
    **_plain("i", reportedAt="reported_at", lastActivityAt="last_activity_at"),
    "handler": _employee("i.handler_id"),
}
SIDE = {
    "id": _row_id("sub", "s.id"),
    **_plain("s", reference="reference", kind="kind", title="title", createdAt="created_at"),
    "party": _person("s.assignee_id", "s.party_id"),
}

_side = _object(**SIDE, thread=_thread("s", STAFF_UNREAD))
_sides = f"""(SELECT coalesce(json_agg({_side} ORDER BY s.created_at, s.id), '[]')
    FROM sub_incident s WHERE s.incident_id = i.id)"""
_incident = _object(
    **HEAD,
    **_plain("i", description="description", version="version"),
    subIncidents=_sides,
    thread=_thread("i", STAFF_UNREAD, messages=_messages("seq", "")),
)
_last = f"(SELECT {_message('seq')} FROM message m WHERE m.id = t.last_message_id)"
_row = _object(**HEAD, thread=_thread("i", STAFF_UNREAD, lastMessage=_last))
_recent = "SELECT * FROM incident WHERE organisation_id = $2 ORDER BY last_activity_at DESC, id DESC LIMIT"
_guest = _object(
    **SIDE,
    description="s.description",
    thread=_thread("s", GUEST_UNREAD, messages=_messages("shared_seq", "AND kind <> 'NOTE'")),
)
_news = f"(SELECT {_object(**NEWS)} FROM message m WHERE m.id = t.last_shared_message_id)"
_reported = _object(
    **{name: HEAD[name] for name in ("id", "reference", "title", "status", "reportedAt")},
    address=f"(SELECT {ADDRESS} FROM property p WHERE p.id = i.property_id)",
    unit=f"(SELECT {_object(label='u.label')} FROM unit u WHERE u.id = i.unit_id)",
    thread=_thread("i", GUEST_UNREAD, lastMessage=_news),
)
_own = f"""SELECT * FROM incident WHERE organisation_id = $2 AND reporter_id = $1 AND shared_with_reporter AND {IS_OPEN}
    ORDER BY last_activity_at DESC, id DESC LIMIT"""

INCIDENT = (
    f"SELECT json_build_object('data', json_build_object('incident', {_incident})) FROM incident i WHERE i.id = $2"
)
INBOX, PORTAL = _list(_row, _recent, 50), _list(_reported, _own, 20)
GUEST = f"""SELECT json_build_object('data', json_build_object('subIncident', {_guest}))
    FROM sub_incident s WHERE s.id = $2 AND s.party_id = $1"""

POST = """WITH raised AS (
        UPDATE thread SET last_seq = last_seq + 1, last_shared_seq = last_shared_seq + 1, last_message_id = $1,
          last_shared_message_id = $1, last_message_at = now(), last_shared_at = now()
        WHERE id = $2 RETURNING id, organisation_id, last_seq, last_shared_seq),
    touched AS (
        UPDATE incident SET last_activity_at = now() WHERE thread_id = $2 RETURNING reporter_id),
    told AS (
        INSERT INTO delivery (id, created_at, organisation_id, notice, channel, contact_id, thread_id, status, attempts,
          due_at, dedupe_key)
        SELECT gen_random_uuid(), now(), organisation_id, 'MESSAGES_UNREAD', 'EMAIL', reporter_id, id, 'PENDING', 0,
          now(), 'post ' || id FROM raised, touched
        ON CONFLICT (dedupe_key) DO NOTHING),
    noted AS (
        INSERT INTO audit_entry (id, created_at, organisation_id, act, was_refused, employee_id, subject_type,
          subject_id)
        SELECT gen_random_uuid(), now(), organisation_id, 'postMessage', false, $3, 'Message', $1 FROM raised)
    INSERT INTO message (id, created_at, thread_id, seq, shared_seq, kind, author_employee_id, body, event_facts)
    SELECT $1, now(), id, last_seq, last_shared_seq, 'POST', $3, $4, '{}' FROM raised
    RETURNING json_build_object('id', 'msg_' || replace(id::text, '-', ''), 'seq', seq, 'kind', kind, 'body', body,
        'createdAt', created_at, 'author', (SELECT json_build_object('displayName', name, 'role', 'EMPLOYEE')
            FROM employee WHERE id = author_employee_id))"""
