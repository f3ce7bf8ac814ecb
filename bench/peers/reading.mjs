// What the Node peers read: each relation once per level, by DataLoaders that live for one request.

import { randomUUID } from 'node:crypto';
import DataLoader from 'dataloader';
import pg from 'pg';

const TIMESTAMPTZ = 1184;
pg.types.setTypeParser(TIMESTAMPTZ, (text) => new Date(text).toISOString());
// Idle connections are kept, as those of the other servers are.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL), idleTimeoutMillis: 0 });

const INCIDENT = `SELECT id, reference, title, description, status, reported_at AS "reportedAt",
  last_activity_at AS "lastActivityAt", version, handler_id, property_id, unit_id, thread_id FROM incident`;
const IS_OPEN = "status IN ('REPORTED', 'IN_PROGRESS', 'WAITING_FOR_REPORTER', 'DEFERRED')";
const SUB_INCIDENT = `SELECT id, reference, kind, title, description, created_at AS "createdAt", incident_id, party_id,
  assignee_id, thread_id FROM sub_incident`;
const SAID = `m.id, m.thread_id, m.kind, m.body, m.created_at AS "createdAt", m.author_employee_id, m.author_contact_id`;
const POST = `WITH raised AS (
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
  RETURNING id, seq, kind, body, created_at AS "createdAt"`;

export const uuid = (id) => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
export const opaque = (prefix, id) => `${prefix}_${id.replaceAll('-', '')}`;
export const viewerOf = (header) => ({ isStaff: header.startsWith('emp_'), id: uuid(header) });

const ask = async (name, text, values) => (await pool.query({ name, text, values })).rows;
const first = async (...question) => (await ask(...question))[0] ?? null;

export const incident = (id, { isStaff }) => (isStaff ? first('incident', `${INCIDENT} WHERE id = $1`, [id]) : null);
export function incidents(limit, filter, { isStaff, id }) {
  const reported = isStaff ? '' : 'AND reporter_id = $3 AND shared_with_reporter';
  const wanted = filter?.isOpen == null ? '' : `AND (${IS_OPEN}) = ${filter.isOpen}`;
  const text = `${INCIDENT} WHERE organisation_id = $1 ${reported} ${wanted}
    ORDER BY last_activity_at DESC, id DESC LIMIT $2`;
  return ask(`incidents ${reported} ${wanted}`, text, [process.env.ORGANISATION, limit, ...(isStaff ? [] : [id])]);
}
export const subIncident = (id, viewer) =>
  first('side', `${SUB_INCIDENT} WHERE id = $1 AND ($2 OR party_id = $3)`, [id, viewer.isStaff, viewer.id]);
export const post = (threadId, viewer, body) => first('post', POST, [randomUUID(), threadId, viewer.id, body]);

const byId = (name, text) =>
  new DataLoader(async (ids) => {
    const found = new Map((await ask(name, text, [ids])).map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });

const grouped = (column, read) =>
  new DataLoader(async (ids) => {
    const groups = new Map(ids.map((id) => [id, []]));
    for (const row of await read(ids)) groups.get(row[column]).push(row);
    return ids.map((id) => groups.get(id));
  });

export function loaders(viewer) {
  const [seq, shared, mark, last] = viewer.isStaff
    ? ['seq', '', 'employee_id', 'last_message_id']
    : ['shared_seq', "AND kind <> 'NOTE'", 'contact_id', 'last_shared_message_id'];
  const who = viewer.isStaff ? 'staff' : 'contact';
  const messages = `SELECT m.${seq} AS seq, ${SAID} FROM unnest($1::uuid[]) t (id) CROSS JOIN LATERAL (
    SELECT * FROM message WHERE thread_id = t.id ${shared} ORDER BY ${seq} DESC LIMIT $2) m ORDER BY m.${seq}`;
  const pages = new Map();
  return {
    employees: byId('employees', 'SELECT id, name FROM employee WHERE id = ANY($1::uuid[])'),
    contacts: byId('contacts', 'SELECT id, name, company, type FROM contact WHERE id = ANY($1::uuid[])'),
    units: byId('units', 'SELECT id, label FROM unit WHERE id = ANY($1::uuid[])'),
    properties: byId('properties', `SELECT id, street || ' ' || house_number || ', ' || postcode || ' ' || city AS address
      FROM property WHERE id = ANY($1::uuid[])`),
    threads: byId(`threads ${who}`, `SELECT id, last_${seq} AS last, ${last} AS last_message_id FROM thread
      WHERE id = ANY($1::uuid[])`),
    subIncidents: grouped('incident_id', (ids) =>
      ask('sides', `${SUB_INCIDENT} WHERE incident_id = ANY($1::uuid[]) ORDER BY created_at, id`, [ids])),
    marks: grouped('thread_id', (ids) =>
      ask(`marks ${who}`, `SELECT thread_id, seq FROM read_mark WHERE thread_id = ANY($1::uuid[]) AND ${mark} = $2`,
        [ids, viewer.id])),
    lastMessages: byId(`last ${who}`, `SELECT m.${seq} AS seq, ${SAID} FROM message m WHERE id = ANY($1::uuid[])`),
    messages(count) {
      const read = (ids) => ask(`messages ${who}`, messages, [ids, count]);
      if (!pages.has(count)) pages.set(count, grouped('thread_id', read));
      return pages.get(count);
    },
  };
}
