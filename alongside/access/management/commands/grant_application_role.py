from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from psycopg import sql

from alongside.access.audit import AUDIT_TABLE, NEVER_CHANGED

SEALS = "access_auditseal"


class Command(BaseCommand):
    help = (
        "On PostgreSQL: let a second role run the product without being able to alter the audit. "
        "The owner migrates; the web and worker processes sign in as this role."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", help="an existing PostgreSQL role that owns nothing here")

    def handle(self, *, role, **_):
        if connection.vendor != "postgresql":
            raise CommandError("Two roles need PostgreSQL: in an SQLite file whoever may write may write everything.")
        name = sql.Identifier(role)
        tables = [table for table in connection.introspection.table_names() if table not in NEVER_CHANGED]
        every, seals = sql.SQL(", ").join(map(sql.Identifier, tables)), sql.Identifier(SEALS)
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no role {role}: CREATE ROLE {role} LOGIN PASSWORD '...' first.")
            if found[0]:
                raise CommandError(f"{role} is a superuser, whom nothing holds back: choose another role.")
            for statement in (
                sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name),
                sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
                sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
                sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}").format(every, name),
                sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(AUDIT_TABLE), name),
                sql.SQL("GRANT SELECT, INSERT ON {} TO {}").format(seals, name),
                sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
            ):
                cursor.execute(statement)
        self.stdout.write(f"{role} may run the product, read the audit and seal it, and change no row of it.")
