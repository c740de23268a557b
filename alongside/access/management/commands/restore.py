from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from alongside.access.actions import record_backup
from alongside.access.actors import System
from alongside.access.backups import BackupFault, look_at, restore_backup


class Command(BaseCommand):
    help = "Put the whole database back as it was when a backup was made."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask before replacing what is there now")

    def handle(self, *, file, yes, **_):
        try:
            made = look_at(file)
            if not yes and input(f"Replace everything by the state of {made['at']}? Type yes: ") != "yes":
                raise CommandError("Nothing was changed.", returncode=1)
            restore_backup(file)
            record_backup(at=datetime.fromisoformat(made["at"]), by=System("restore"))
        except (BackupFault, OSError) as fault:
            raise CommandError(str(fault), returncode=2) from None
        self.stdout.write(f"The database is as it was at {made['at']}. Everybody signs in again.")
