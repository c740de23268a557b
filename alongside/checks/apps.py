from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "alongside.checks"
