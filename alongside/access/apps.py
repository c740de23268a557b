from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    name = "alongside.access"

    def ready(self):
        from alongside.access.audit import lay_triggers, name_the_actor

        connection_created.connect(name_the_actor, dispatch_uid="name_the_actor")
        post_migrate.connect(lay_triggers, sender=self, dispatch_uid="lay_triggers")
