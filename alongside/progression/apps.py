from django.apps import AppConfig


class ProgressionConfig(AppConfig):
    name = "alongside.progression"
