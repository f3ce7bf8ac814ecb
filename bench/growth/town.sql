-- A town of any size: the same rows every time, and of each person as many as in a town of any other size. Everybody
-- reported ten incidents, a property has fifty, a contractor has 66 jobs. The rest grows: what is open, and who read it.

CREATE FUNCTION pg_temp.made(kind int, number bigint, part int DEFAULT 0) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT (lpad(to_hex(number), 8, '0') || '-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(part), 12, '0'))::uuid $$;

CREATE FUNCTION pg_temp.lot(number bigint, draw int, sides bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashint8extended(number, draw) & 1073741823) % sides $$;

CREATE FUNCTION pg_temp.notes(seq int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT (seq + 4) / 7 $$;

INSERT INTO organisation (id, created_at, name, slug, locale, form_secret, first_responder_becomes_handler,
    guest_link_days, confirms_by_email, confirms_by_sms, report_recipients, version)
SELECT pg_temp.made(1, organisation), '2016-01-01', 'Grootbezit ' || organisation, 'grootbezit-' || organisation, 'nl', '-',
    false, 90, true, false, 'NOBODY', 1
FROM town;

INSERT INTO employee (id, created_at, organisation_id, name, email, password_hash, locale, role, version)
SELECT pg_temp.made(2, organisation, part), '2016-01-01', pg_temp.made(1, organisation), 'Medewerker ' || part,
    'medewerker' || part || '@grootbezit' || organisation || '.example', '-', 'nl', 'AGENT', 1
FROM town, generate_series(0, 20) AS part;

INSERT INTO category (id, created_at, organisation_id, name_nl, name_en, position, version)
SELECT pg_temp.made(3, organisation, part), '2016-01-01', pg_temp.made(1, organisation), 'Rubriek ' || part, 'Category ' || part, part, 1
FROM town, generate_series(0, 9) AS part;

INSERT INTO account (id, created_at, organisation_id, email)
SELECT pg_temp.made(13, organisation, part), '2016-01-01', pg_temp.made(1, organisation), 'account' || part || '@post.example'
FROM town, generate_series(0, 2) AS part;

-- The first is a contractor with an account; the second and third are one tenant, who owns the first property too.
INSERT INTO contact (id, created_at, organisation_id, type, name, company, email, phone, locale, prefers_email, prefers_sms,
    version, account_id)
SELECT pg_temp.made(6, before + part), '2016-01-01', pg_temp.made(1, organisation),
    CASE WHEN part % 10 = 0 THEN 'EXTERNAL_PARTY' WHEN part = 2 THEN 'OWNER' ELSE 'TENANT' END,
    split_part(people.name, ' ', 1) || (ARRAY['', 'lien', 'tje', 'ke'])[pg_temp.lot(part, 13, 4) + 1]
        || substr(people.name, strpos(people.name, ' ')) || (ARRAY['', 'man', 'sma', 'stra', 'inga', 'huis', 'berg', 'dijk', 'veld', 'meer',
        'kamp', 'horst', 'hof', 'brink', 'donk', 'laar', 'drecht', 'voort', 'beek', 'broek'])[pg_temp.lot(part, 14, 20) + 1],
    CASE WHEN part % 10 = 0 THEN 'Installatiebedrijf ' || part END, 'persoon' || part || '@post.example',
    '+316' || 10000000 + part * 79 % 90000000, 'nl', true, false, 1,
    CASE WHEN part < 3 THEN pg_temp.made(13, organisation, (part > 0)::int) END
FROM town, generate_series(0, incidents / 10 - 1) AS part JOIN people ON people.place = part % 1000;

INSERT INTO property (id, created_at, organisation_id, street, house_number, postcode, city, version)
SELECT pg_temp.made(4, before + part), '2016-01-01', pg_temp.made(1, organisation), streets.name, part % 300 + 1,
    1000 + part % 9000 || ' AB', cities.name, 1
FROM town, generate_series(0, incidents / 50 - 1) AS part
    JOIN streets ON streets.place = part % 14 JOIN cities ON cities.place = part % 8;

INSERT INTO unit (id, created_at, organisation_id, property_id, label, version)
SELECT pg_temp.made(5, before + part), '2016-01-01', pg_temp.made(1, organisation), pg_temp.made(4, before + part), part % 9 || '-hoog', 1
FROM town, generate_series(0, incidents / 50 - 1) AS part;

INSERT INTO ownership (id, created_at, organisation_id, property_id, owner_id, from_on, sees_incidents, version)
SELECT pg_temp.made(14, before + part), '2016-01-01', pg_temp.made(1, organisation), pg_temp.made(4, before + part),
    pg_temp.made(6, before + part * 5 + 2), '2016-01-01', true, 1
FROM town, generate_series(0, incidents / 50 - 1) AS part;

-- Most of what is open is of the last fifth. The people above have some of every age.
CREATE TEMP TABLE reported AS
SELECT organisation, before + n AS n, before + n % (incidents / 10) - (n % (incidents / 10) % 10 = 0)::int + 2 * (n % (incidents / 10) % 10 = 0)::int AS reporter,
    before + n % (incidents / 50) AS property, before + (n * 2 / 3) % (incidents / 100) * 10 AS contractor, n % 3 <> 0 AS has_side,
    CASE n WHEN 1 THEN 50000 WHEN 2 THEN 50 ELSE 3 END AS messages, pg_temp.lot(n, 1, 19)::int AS handler,
    CASE WHEN n % (incidents / 10) = 1 OR n % (incidents / 50) = 0 OR (n * 2 / 3) % (incidents / 100) = 0 THEN n * 10 / incidents % 2 = 0
         WHEN n > incidents * 0.8 THEN pg_temp.lot(n, 2, 100) < 45 ELSE pg_temp.lot(n, 2, 100) < 1 END AS is_open,
    '2016-01-01'::timestamptz + interval '10 years' * (n::float8 / incidents) AS at
FROM town, generate_series(1, incidents) AS n;

INSERT INTO thread (id, created_at, organisation_id, last_seq, last_shared_seq, last_message_id, last_shared_message_id,
    last_message_at, last_shared_at)
SELECT pg_temp.made(7 + side, n), at, pg_temp.made(1, organisation), length, length - pg_temp.notes(length),
    pg_temp.made(10 + side, n, length), pg_temp.made(10 + side, n, length - (length % 7 = 3)::int),
    at + interval '1 hour' * length, at + interval '1 hour' * (length - (length % 7 = 3)::int)
FROM reported, generate_series(0, has_side::int) AS side, LATERAL (SELECT CASE side WHEN 0 THEN messages ELSE 3 END) AS each (length);

INSERT INTO incident (id, created_at, organisation_id, thread_id, reference, title, description, category_id, property_id,
    unit_id, reporter_id, shared_with_reporter, handler_id, status, priority, reported_at, closed_at, last_activity_at, version)
SELECT pg_temp.made(9, n), at, pg_temp.made(1, organisation), pg_temp.made(7, n), extract(year FROM at)::int || '-' || lpad(n::text, 7, '0'),
    defects.title, defects.description, pg_temp.made(3, organisation, pg_temp.lot(n, 3, 10)::int), pg_temp.made(4, property),
    pg_temp.made(5, property), pg_temp.made(6, reporter), true,
    CASE WHEN pg_temp.lot(n, 4, 20) > 0 THEN pg_temp.made(2, organisation, handler) END,
    CASE WHEN NOT is_open THEN (ARRAY['CLOSED', 'CLOSED', 'CLOSED', 'CLOSED', 'RESOLVED', 'CANCELLED'])[pg_temp.lot(n, 5, 6) + 1]
         ELSE (ARRAY['REPORTED', 'IN_PROGRESS', 'IN_PROGRESS', 'WAITING_FOR_REPORTER', 'DEFERRED'])[pg_temp.lot(n, 5, 5) + 1] END,
    1 + pg_temp.lot(n, 6, 4), at, CASE WHEN NOT is_open THEN at + interval '20 days' END, at + interval '1 hour' * (3 + pg_temp.lot(n, 7, 400)), 1
FROM reported JOIN defects ON defects.place = pg_temp.lot(n, 8, 100);

INSERT INTO sub_incident (id, created_at, organisation_id, incident_id, thread_id, reference, kind, title, description, status,
    party_id, assignee_id, created_by_id, reminders_sent, version)
SELECT pg_temp.made(12, n), at, pg_temp.made(1, organisation), pg_temp.made(9, n), pg_temp.made(8, n),
    upper(overlay(lpad(to_hex(n), 8, '0') placing '-' from 5 for 0)), kind, defects.title, 'Graag nakijken en herstellen.',
    CASE WHEN NOT is_open THEN 'CLOSED' WHEN kind = 'INTERNAL_TASK' THEN 'OPEN' ELSE 'ACCEPTED' END,
    CASE kind WHEN 'WORK_ORDER' THEN pg_temp.made(6, contractor) END,
    CASE kind WHEN 'INTERNAL_TASK' THEN pg_temp.made(2, organisation, handler) END, pg_temp.made(2, organisation, handler), 0, 1
FROM reported JOIN defects ON defects.place = pg_temp.lot(n, 8, 100),
    LATERAL (SELECT CASE WHEN pg_temp.lot(n, 9, 50) = 0 THEN 'INTERNAL_TASK' ELSE 'WORK_ORDER' END) AS each (kind)
WHERE has_side;

INSERT INTO message (id, created_at, thread_id, seq, shared_seq, kind, author_employee_id, author_contact_id, body, event_facts)
SELECT pg_temp.made(10 + side, n, seq), at + interval '1 hour' * seq, pg_temp.made(7 + side, n), seq, seq - pg_temp.notes(seq),
    CASE WHEN seq % 7 = 3 THEN 'NOTE' ELSE 'POST' END,
    CASE WHEN seq % 7 = 3 OR seq % 2 = 0 THEN pg_temp.made(2, organisation, handler) END,
    CASE WHEN NOT (seq % 7 = 3 OR seq % 2 = 0) THEN pg_temp.made(6, CASE side WHEN 0 THEN reporter ELSE contractor END) END,
    sayings.body, '{}'
FROM reported, generate_series(0, has_side::int) AS side, generate_series(1, CASE side WHEN 0 THEN messages ELSE 3 END) AS seq
    JOIN sayings ON true
WHERE sayings.place = pg_temp.lot(n * 7 + side * 3 + seq, 10, 5000);

-- The handler read what is hers, employee 0 all that is open, both nine in ten to the end; employee 20 read nothing.
INSERT INTO read_mark (id, created_at, thread_id, employee_id, seq, read_at, has_written, has_written_shared)
SELECT pg_temp.made(15 + side, n, reader), at, pg_temp.made(7 + side, n), pg_temp.made(2, organisation, reader),
    CASE side WHEN 0 THEN messages ELSE 3 END - (pg_temp.lot(n * 21 + reader, 11, 10) = 0)::int, at + interval '1 day',
    reader = handler, reader = handler
FROM reported, generate_series(0, has_side::int) AS side, generate_series(0, 19) AS reader
WHERE reader = handler OR (reader = 0 AND is_open);

-- Reporters and contractors read every other thread to the end, and the start of the others.
INSERT INTO read_mark (id, created_at, thread_id, contact_id, seq, read_at, has_written, has_written_shared)
SELECT pg_temp.made(17 + side, n), at, pg_temp.made(7 + side, n), pg_temp.made(6, CASE side WHEN 0 THEN reporter ELSE contractor END),
    1 + pg_temp.lot(n, 12, 2), at + interval '1 day', true, true
FROM reported, generate_series(0, has_side::int) AS side;

-- Links to the first two threads, for whoever reported them.
INSERT INTO guest_link (id, created_at, organisation_id, thread_id, contact_id, token_hash, expires_at)
SELECT pg_temp.made(19, n), at, pg_temp.made(1, organisation), pg_temp.made(7, n), pg_temp.made(6, reporter), 'link ' || n, '2100-01-01'
FROM reported WHERE n < 3;
