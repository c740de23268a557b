from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from alongside.access.actions import record_backup
from alongside.access.actors import System
from alongside.access.backups import BackupFault, make_backup


class Command(BaseCommand):
    help = "Write an encrypted backup of the whole database while people work, and read it back."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **_):
        try:
            made = make_backup(file)
        except (BackupFault, OSError) as fault:
            raise CommandError(str(fault), returncode=2) from None
        record_backup(at=datetime.fromisoformat(made["at"]), by=System("backup"))
        self.stdout.write(
            f"{file.name}: made at {made['at']} under the key {made['key']}, and read back. Keep the keys apart."
        )
