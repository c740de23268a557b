from django.urls import path

from alongside.interchange.views import loads, rows

urlpatterns = [
    path("loads/", loads.loads, name="loads"),
    path("loads/new/", loads.load_new, name="load_new"),
    path("loads/<int:pk>/", loads.load, name="load"),
    path("loads/<int:pk>/progress/", loads.load_progress, name="load_progress"),
    path("loads/<int:pk>/rows/", rows.load_rows, name="load_rows"),
    path("loads/<int:pk>/sheets/<int:number>/", rows.load_sheet, name="load_sheet"),
    path("loads/<int:pk>/questions/", rows.load_questions, name="load_questions"),
    path("loads/<int:pk>/confirmation/", loads.load_confirm, name="load_confirm"),
    path("loads/<int:pk>/set-aside/", loads.load_discard, name="load_discard"),
    path("loads/<int:pk>/rows-to-mend/", loads.load_mending, name="load_mending"),
]
