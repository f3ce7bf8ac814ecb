-- What PostGraphile serves: two roles that have no rights but these, the rows that each may read, and what its
-- documentation calls smart tags, computed columns and custom mutations. Roles are of the whole server, so that each run
-- has others: their names are put in the place of these.

CREATE ROLE bench_staff NOLOGIN ROLE CURRENT_USER;
CREATE ROLE bench_contact NOLOGIN ROLE CURRENT_USER;

CREATE FUNCTION viewer_id() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('viewer.id', true), '')::uuid $$;

CREATE FUNCTION viewer_organisation_id() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('viewer.organisation_id', true), '')::uuid $$;

GRANT SELECT ON incident, sub_incident, thread, message, read_mark, contact, property, unit TO bench_staff, bench_contact;
GRANT SELECT (id, organisation_id, name) ON employee TO bench_staff, bench_contact;

ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON incident TO bench_staff USING (organisation_id = (SELECT viewer_organisation_id()));
CREATE POLICY reporter ON incident TO bench_contact
    USING (reporter_id = (SELECT viewer_id()) AND shared_with_reporter);

ALTER TABLE sub_incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON sub_incident TO bench_staff USING (organisation_id = (SELECT viewer_organisation_id()));
CREATE POLICY party ON sub_incident TO bench_contact
    USING (party_id = (SELECT viewer_id()) AND kind <> 'INTERNAL_TASK');

ALTER TABLE thread ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON thread TO bench_staff USING (organisation_id = (SELECT viewer_organisation_id()));
CREATE POLICY participant ON thread TO bench_contact USING (
    EXISTS (SELECT FROM incident WHERE incident.thread_id = thread.id)
    OR EXISTS (SELECT FROM sub_incident WHERE sub_incident.thread_id = thread.id));

ALTER TABLE message ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON message TO bench_staff
    USING (EXISTS (SELECT FROM thread WHERE thread.id = message.thread_id));
CREATE POLICY participant ON message TO bench_contact
    USING (kind <> 'NOTE' AND EXISTS (SELECT FROM thread WHERE thread.id = message.thread_id));

ALTER TABLE read_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON read_mark TO bench_staff USING (employee_id = (SELECT viewer_id()));
CREATE POLICY contact ON read_mark TO bench_contact USING (contact_id = (SELECT viewer_id()));

ALTER TABLE employee ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON employee TO bench_staff, bench_contact
    USING (organisation_id = (SELECT viewer_organisation_id()));

ALTER TABLE contact ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON contact TO bench_staff USING (organisation_id = (SELECT viewer_organisation_id()));
CREATE POLICY contact ON contact TO bench_contact USING (id = (SELECT viewer_id()));

ALTER TABLE property ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON property TO bench_staff USING (organisation_id = (SELECT viewer_organisation_id()));
CREATE POLICY reporter ON property TO bench_contact
    USING (EXISTS (SELECT FROM incident WHERE incident.property_id = property.id));

ALTER TABLE unit ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON unit TO bench_staff USING (organisation_id = (SELECT viewer_organisation_id()));
CREATE POLICY reporter ON unit TO bench_contact
    USING (EXISTS (SELECT FROM incident WHERE incident.unit_id = unit.id));

COMMENT ON TABLE thread IS
    E'@foreignKey (last_message_id) references message (id)|@fieldName lastMessage\n'
    '@foreignKey (last_shared_message_id) references message (id)|@fieldName lastSharedMessage';

CREATE FUNCTION contact_display_name(contact contact) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN contact.company IS NULL THEN contact.name ELSE contact.name || ' (' || contact.company || ')' END $$;

CREATE FUNCTION property_address(property property) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT property.street || ' ' || property.house_number || ', ' || property.postcode || ' ' || property.city $$;

-- The rows that everybody writes who posts here. Who follows is notified, of the message itself, so that nothing is read
-- for each who hears it; a notification holds 8,000 bytes.
CREATE FUNCTION post_message(thread_id uuid, body text, client_message_id text) RETURNS message
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
DECLARE
    message_id uuid := gen_random_uuid();
    posted message;
BEGIN
    WITH raised AS (
        UPDATE thread SET last_seq = last_seq + 1, last_shared_seq = last_shared_seq + 1, last_message_id = message_id,
            last_shared_message_id = message_id, last_message_at = now(), last_shared_at = now()
        WHERE id = post_message.thread_id AND organisation_id = viewer_organisation_id()
        RETURNING id, organisation_id, last_seq, last_shared_seq),
    touched AS (
        UPDATE incident SET last_activity_at = now() FROM raised WHERE thread_id = raised.id RETURNING reporter_id),
    told AS (
        INSERT INTO delivery (id, created_at, organisation_id, notice, channel, contact_id, thread_id, status, attempts,
            due_at, dedupe_key)
        SELECT gen_random_uuid(), now(), organisation_id, 'MESSAGES_UNREAD', 'EMAIL', reporter_id, id, 'PENDING', 0,
            now(), 'post ' || id FROM raised, touched
        ON CONFLICT (dedupe_key) DO NOTHING),
    noted AS (
        INSERT INTO audit_entry (id, created_at, organisation_id, act, was_refused, employee_id, subject_type,
            subject_id)
        SELECT gen_random_uuid(), now(), organisation_id, 'postMessage', false, viewer_id(), 'Message', message_id
        FROM raised)
    INSERT INTO message (id, created_at, thread_id, seq, shared_seq, kind, author_employee_id, body, event_facts)
    SELECT message_id, now(), id, last_seq, last_shared_seq, 'POST', viewer_id(), post_message.body, '{}' FROM raised
    RETURNING * INTO posted;

    PERFORM pg_notify('thread:' || posted.thread_id, json_build_object(
        'id', posted.id, 'seq', posted.seq, 'kind', posted.kind, 'body', posted.body, 'createdAt', posted.created_at,
        'author', (SELECT json_build_object('displayName', name, 'role', 'EMPLOYEE')
            FROM employee WHERE id = posted.author_employee_id))::text);
    RETURN posted;
END $$;
REVOKE EXECUTE ON FUNCTION post_message FROM PUBLIC;
GRANT EXECUTE ON FUNCTION post_message TO bench_staff;
