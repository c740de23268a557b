from django.urls import path

from alongside.home.views import posts, start

urlpatterns = [
    path("", start.start, name="start"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/facts/", posts.post_change, name="post_change"),
    path("posts/<int:pk>/part/", posts.post_split, name="post_split"),
    path("posts/<int:pk>/closing/", posts.post_close, name="post_close"),
]
