"""How triggers are written: those that do something once a row has changed, each database in its own words."""


def postgresql_function(name: str, *statements: str) -> str:
    body = "; ".join(statements)
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NEW; END $$"


def postgresql_trigger(function: str, moment: str, when: str = "true", *, name: str = "") -> str:
    """It is called as its function, unless that has several."""
    return f"CREATE TRIGGER {name or function} {moment} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {function}()"


def sqlite_trigger(name: str, moment: str, *statements: str, when: str = "true") -> str:
    return f"CREATE TRIGGER {name} AFTER {moment} WHEN {when} BEGIN {'; '.join(statements)}; END"
