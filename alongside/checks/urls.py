from django.urls import path

from alongside.checks.views import checks, documents

urlpatterns = [
    path("", checks.checks, name="checks"),
    path("today/", checks.checks_today, name="checks_today"),
    path("people/<uuid:public_id>/documents/", documents.documents, name="documents"),
    path("people/<uuid:public_id>/documents/ask/", documents.document_ask, name="document_ask"),
    path("people/<uuid:public_id>/documents/new/", documents.document_new, name="document_new"),
    path("people/<uuid:public_id>/documents/original/", documents.document_original, name="document_original"),
    path("people/<uuid:public_id>/<slug:kind>/", checks.check, name="check"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/send/", documents.document_send, name="document_send"),
    path("documents/<int:pk>/file/", documents.document_file, name="document_file"),
]
