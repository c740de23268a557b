"""Database triggers that write down every insert, update and delete on our tables, bulk ones too.

One generator for SQLite and PostgreSQL. States, dates, numbers and keys are written in plain; text and sealed
columns, which may bear a person, as a keyed digest. A write by nobody is refused; an audit row never changes.
Beside them stand the triggers of lasting marks: what a model declares in `lasting` is never unset.
"""

from hashlib import sha256

from django.apps import apps
from django.conf import settings
from django.db import connections, models

from alongside.access.actors import current_deed
from alongside.areas import AREAS

ALSO_WATCHED = ("mfa_authenticator",)
AUDIT_TABLE = "access_auditrow"
NEVER_CHANGED = (AUDIT_TABLE, "access_auditseal")
PLAIN = (
    models.AutoField,
    models.IntegerField,
    models.DecimalField,
    models.FloatField,
    models.BooleanField,
    models.DateField,
    models.DateTimeField,
    models.ForeignKey,
    models.UUIDField,
)
OPERATIONS = ("insert", "update", "delete")


def keyed_digest(value) -> str | None:
    """SHA-256 under the audit key, nested so that neither database needs an extension for it."""
    if value is None:
        return None
    data = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    inner = sha256(settings.AUDIT_KEY.encode() + data).hexdigest()
    return sha256((settings.AUDIT_KEY + inner).encode()).hexdigest()[:32]


def watched() -> dict[str, list[tuple[str, bool]]]:
    """Table -> (column, written in plain?) for every table of ours, users and second factors included."""
    areas = {f"alongside.{area}" for area in AREAS}
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        ours = meta.app_config.name in areas and getattr(model, "audited", True)
        if ours or meta.db_table in ALSO_WATCHED:
            hidden = getattr(model, "told_as_digest", ())
            tables[meta.db_table] = [
                (field.column, field.name not in hidden and _plain(field)) for field in meta.local_concrete_fields
            ]
    return tables


def _plain(field: models.Field) -> bool:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return isinstance(target, PLAIN) or bool(field.choices)


def _sqlite_triggers(table: str, columns: list[tuple[str, bool]]) -> dict[str, str]:
    def value(row: str, column: str, plain: bool) -> str:
        return f'{row}."{column}"' if plain else f'alongside_digest({row}."{column}")'

    def everything(row: str) -> str:
        pairs = ", ".join(f"'{column}', {value(row, column, plain)}" for column, plain in columns)
        return f"json_object({pairs})"

    changed = " || ".join(f"""iif(OLD."{column}" IS NOT NEW."{column}", ',"{column}"', '')""" for column, _ in columns)
    values = {
        "insert": ("NEW", everything("NEW"), "''"),
        "update": ("NEW", everything("NEW"), changed),
        "delete": ("OLD", everything("OLD"), "''"),
    }
    key = columns[0][0]
    return {
        f"audit_{table}_{operation}": f"""
            CREATE TRIGGER "audit_{table}_{operation}" AFTER {operation.upper()} ON "{table}"
            BEGIN
                SELECT RAISE(ABORT, 'A write by nobody is refused') WHERE alongside_actor() = '';
                INSERT INTO {AUDIT_TABLE} (at, actor, deed, table_name, operation, row_id, columns, "values")
                VALUES (
                    strftime('%Y-%m-%d %H:%M:%f', 'now'), alongside_actor(), alongside_deed(), '{table}',
                    '{operation}', {row}."{key}", '[' || substr({columns_changed}, 2) || ']', {json_values}
                );
            END"""
        for operation, (row, json_values, columns_changed) in values.items()
    }


def lasting_marks() -> list[tuple[str, str, str]]:
    """(table, column, column of a foreign key to the same table) of each mark that stays and is passed on."""
    marks = []
    for model in apps.get_models():
        for mark, origin in getattr(model, "lasting", {}).items():
            field, source = model._meta.get_field(mark), model._meta.get_field(origin)
            marks.append((model._meta.db_table, field.column, source.column))
    return marks


def _lasting_faults(table: str, mark: str, source: str) -> dict[str, tuple[str, str, str]]:
    """Name -> (event, condition, sentence): a mark unset, its row deleted, or a row made from a marked one bare."""
    passed_on = f"""
        (NOT NEW."{mark}" AND EXISTS (SELECT 1 FROM "{table}" o WHERE o.id = NEW."{source}" AND o."{mark}"))
        OR (NEW."{mark}" AND EXISTS (SELECT 1 FROM "{table}" o WHERE o."{source}" = NEW.id AND NOT o."{mark}"))"""
    return {
        "stays": ("UPDATE", f'OLD."{mark}" AND NOT NEW."{mark}"', f"{mark} stays once it is set"),
        "kept": ("DELETE", f'OLD."{mark}"', f"A row with {mark} is never deleted"),
        "passed_on": ("INSERT", passed_on, f"{mark} is passed on by {source}"),
        "passed_on_later": ("UPDATE", passed_on, f"{mark} is passed on by {source}"),
    }


def _lasting_triggers(vendor: str) -> dict[str, tuple[str, str]]:
    wanted = {}
    for table, mark, source in lasting_marks():
        for fault, (event, condition, sentence) in _lasting_faults(table, mark, source).items():
            name = f"audit_{table}_{mark}_{fault}"
            if vendor == "sqlite":
                sql = f"""
                    CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {condition}
                    BEGIN SELECT RAISE(ABORT, '{sentence}'); END"""
            else:
                row = "OLD" if event == "DELETE" else "NEW"
                sql = f"""
                    CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF {condition} THEN
                            RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';
                        END IF;
                        RETURN {row};
                    END $$;
                    CREATE TRIGGER "{name}" BEFORE {event} ON "{table}"
                    FOR EACH ROW EXECUTE FUNCTION "{name}"()"""
            wanted[name] = (table, sql)
    return wanted


def _sqlite_lock(table: str) -> dict[str, str]:
    return {
        f"audit_kept_{table}_{operation}": f"""
            CREATE TRIGGER "audit_kept_{table}_{operation}" BEFORE {operation.upper()} ON {table}
            BEGIN SELECT RAISE(ABORT, 'An audit row never changes'); END"""
        for operation in ("update", "delete")
    }


POSTGRES_FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION alongside_digest(value text) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT CASE WHEN value IS NULL THEN NULL ELSE left(encode(sha256(convert_to(
            current_setting('alongside.key') || encode(sha256(convert_to(
                current_setting('alongside.key') || value, 'UTF8')), 'hex'), 'UTF8')), 'hex'), 32) END
    $$""",
    f"""
    CREATE OR REPLACE FUNCTION alongside_audit() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE
        actor text := coalesce(current_setting('alongside.actor', true), '');
        before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{{}}'::jsonb ELSE to_jsonb(OLD) END;
        after jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{{}}'::jsonb ELSE to_jsonb(NEW) END;
        shown jsonb := CASE WHEN TG_OP = 'DELETE' THEN before ELSE after END;
        plain text[] := string_to_array(TG_ARGV[1], ',');
        kept jsonb;
        changed jsonb := '[]'::jsonb;
    BEGIN
        IF actor = '' THEN
            RAISE EXCEPTION 'A write by nobody is refused';
        END IF;
        SELECT jsonb_object_agg(key, CASE
            WHEN key = ANY(plain) THEN value
            ELSE to_jsonb(alongside_digest(value #>> '{{}}')) END) INTO kept FROM jsonb_each(shown);
        IF TG_OP = 'UPDATE' THEN
            SELECT coalesce(jsonb_agg(key), '[]'::jsonb) INTO changed FROM jsonb_each(after)
            WHERE before -> key IS DISTINCT FROM value;
        END IF;
        INSERT INTO {AUDIT_TABLE} (at, actor, deed, table_name, operation, row_id, columns, "values")
        VALUES (clock_timestamp(), actor, coalesce(current_setting('alongside.deed', true), ''), TG_TABLE_NAME,
            lower(TG_OP), shown ->> TG_ARGV[0], changed, kept);
        RETURN NULL;
    END $$""",
    """
    CREATE OR REPLACE FUNCTION alongside_audit_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'An audit row never changes';
    END $$""",
)


def _postgres_triggers(table: str, columns: list[tuple[str, bool]]) -> dict[str, str]:
    plain = ",".join(column for column, shown in columns if shown)
    return {
        f"audit_{table}": f"""
            CREATE TRIGGER "audit_{table}" AFTER INSERT OR UPDATE OR DELETE ON "{table}"
            FOR EACH ROW EXECUTE FUNCTION alongside_audit('{columns[0][0]}', '{plain}')"""
    }


def _postgres_lock(table: str) -> dict[str, str]:
    return {
        f"audit_kept_{table}": f"""
            CREATE TRIGGER audit_kept_{table} BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION alongside_audit_kept()""",
        f"audit_kept_whole_{table}": f"""
            CREATE TRIGGER audit_kept_whole_{table} BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION alongside_audit_kept()""",
    }


def wanted_triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Trigger name -> (table, SQL), for the tables that exist in the models."""
    on_sqlite = vendor == "sqlite"
    per_table, lock = (_sqlite_triggers, _sqlite_lock) if on_sqlite else (_postgres_triggers, _postgres_lock)
    wanted = {name: (table, sql) for table in NEVER_CHANGED for name, sql in lock(table).items()}
    for table, columns in watched().items():
        wanted |= {name: (table, sql) for name, sql in per_table(table, columns).items()}
    return wanted | _lasting_triggers(vendor)


def _standing_triggers(connection) -> dict[str, str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
            )
        return dict(cursor.fetchall())


def missing_triggers(using: str = "default") -> list[str]:
    """Names of audit triggers that should stand and do not, or, on SQLite, stand in another wording."""
    connection = connections[using]
    standing = _standing_triggers(connection)
    return sorted(
        name
        for name, (_, sql) in wanted_triggers(connection.vendor).items()
        if name not in standing
        or (connection.vendor == "sqlite" and " ".join(standing[name].split()) != " ".join(sql.split()))
    )


def lay_triggers(sender, using="default", **_):
    """Lay every audit trigger anew: a table rebuilt by a migration has lost its own."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not tables.issuperset(NEVER_CHANGED):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in POSTGRES_FUNCTIONS:
                cursor.execute(function)
        for name in _standing_triggers(connection):
            if name.startswith("audit_") and connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{name}"')
        for name, (table, sql) in wanted_triggers(connection.vendor).items():
            if table in tables:
                if connection.vendor == "postgresql":
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
                cursor.execute(sql)


def name_the_actor(sender, connection, **_):
    """Let the database ask who is acting: functions on SQLite, settings before each write on PostgreSQL."""
    if connection.vendor == "sqlite":
        create = connection.connection.create_function
        create("alongside_actor", 0, lambda: current_deed().actor)
        create("alongside_deed", 0, lambda: current_deed().name)
        create("alongside_digest", 1, keyed_digest)
    elif _say_who not in connection.execute_wrappers:
        connection.execute_wrappers.append(_say_who)


def _say_who(execute, sql, params, many, context):
    if isinstance(sql, str) and sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
        deed = current_deed()
        context["connection"].connection.execute(
            "SELECT set_config('alongside.actor', %s, false), set_config('alongside.deed', %s, false),"
            " set_config('alongside.key', %s, false)",
            (deed.actor, deed.name, settings.AUDIT_KEY),
        )
    return execute(sql, params, many, context)
