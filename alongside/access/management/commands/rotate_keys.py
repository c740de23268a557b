from django.core.management.base import BaseCommand

from alongside.access.actors import System, acting
from alongside.access.rotation import rotate_column, rotate_factors, sealed_columns


class Command(BaseCommand):
    help = (
        "Seal every encrypted value under the newest key (the first of the data keys). It may be stopped and started."
    )

    def handle(self, **_):
        total = 0
        with acting(System("rotate_keys").actor_label, "rotate_keys"):
            for model, field in sealed_columns():
                done = sum(rotate_column(model, field))
                total += done
                self.stdout.write(f"{model._meta.verbose_name}, {field.verbose_name}: {done} sealed anew")
            factors = rotate_factors()
        self.stdout.write(f"second factors: {factors} sealed anew")
        total += factors
        self.stdout.write(
            f"{total} values are now under the newest key; older keys may be put away once backups allow."
        )
