"""On PostgreSQL the product can run as a role that cannot alter the audit; on SQLite the command says why not."""

import re
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.harness import CLUSTER, alongside, in_cluster

if CLUSTER:

    class TestOnPostgres:
        @pytest.fixture(scope="class")
        def role(self, database):
            name, password = f"app_{uuid4().hex[:8]}", "only-for-this-test"
            in_cluster(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(password)))
            yield re.sub(r"//[^@]*@", f"//{name}:{password}@", database.address)
            database.drop()
            in_cluster(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))

        @pytest.fixture(scope="class")
        def granted(self, database, role):
            name = re.search(r"//([^:]*):", role).group(1)
            ran = alongside("grant-application-role", name, database=database.address)
            assert ran.returncode == 0, ran.stderr
            ran = alongside("add-trust", "RT1", "A trust", database=role)
            assert ran.returncode == 0, ran.stderr
            return role

        def test_the_product_works_as_that_role_and_its_writes_are_audited(self, granted, database):
            with psycopg.connect(database.address) as owner:
                told = owner.execute(
                    "SELECT operation FROM access_auditrow WHERE table_name = 'access_trust'"
                ).fetchall()
            assert told == [("insert",)]

        @pytest.mark.parametrize(
            "tamper",
            [
                "UPDATE access_auditrow SET actor = 'somebody else'",
                "DELETE FROM access_auditrow",
                "TRUNCATE access_auditrow",
                'INSERT INTO access_auditrow (at, actor, deed, table_name, operation, row_id, columns, "values")'
                " VALUES (now(), 'a', 'b', 'c', 'insert', '1', '[]', '{}')",
                "UPDATE access_auditseal SET digest = 'x'",
                "DELETE FROM access_auditseal",
                "DROP TRIGGER audit_access_trust ON access_trust",
                "ALTER TABLE access_trust DISABLE TRIGGER ALL",
                "SET session_replication_role = replica",
                "CREATE OR REPLACE FUNCTION alongside_audit() RETURNS trigger LANGUAGE plpgsql"
                " AS 'BEGIN RETURN NULL; END'",
                "CREATE FUNCTION public.another() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "DROP TABLE access_auditrow",
            ],
        )
        def test_the_audit_cannot_be_altered_by_that_role(self, granted, tamper):
            with psycopg.connect(granted) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(tamper)

        def test_a_role_that_nothing_holds_back_and_one_that_is_not_there_are_refused(self, database):
            name = sql.Identifier(f"super_{uuid4().hex[:8]}")
            in_cluster(sql.SQL("CREATE ROLE {} SUPERUSER").format(name))
            for role, told in ((name.as_string(), "is a superuser"), ("nobody_of_that_name", "There is no role")):
                ran = alongside("grant-application-role", role.strip('"'), database=database.address)
                assert ran.returncode and told in ran.stderr and "Traceback" not in ran.stderr
            in_cluster(sql.SQL("DROP ROLE {}").format(name))

else:

    def test_one_file_has_one_writer_and_the_command_says_so(database):
        ran = alongside("grant-application-role", "anybody", database=database.address)
        assert ran.returncode and "need PostgreSQL" in ran.stderr and "Traceback" not in ran.stderr
