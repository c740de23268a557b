from django.urls import path

from alongside.home.views import about, board, duties, keeping, people, posts, start, teams

urlpatterns = [
    path("", start.start, name="start"),
    path("help/", about.help_page, name="help"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("search/", people.search, name="search"),
    path("waiting/", board.board, name="board"),
    path("waiting/training/", board.to_train, name="to_train"),
    path("waiting/moved-on/", board.moved_on, name="moved_on"),
    path("people/", people.people, name="people"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("people/<uuid:public_id>/copy/", keeping.subject_access, name="subject_access"),
    path("people/<uuid:public_id>/copy/<slug:form>/", keeping.subject_access_file, name="subject_access_file"),
    path("retention/", keeping.retention, name="retention"),
    path("retention/rules/add/", keeping.retention_rule_new, name="retention_rule_new"),
    path("retention/holds/add/", keeping.legal_hold_for_all, name="legal_hold_for_all"),
    path("retention/holds/<int:pk>/lift/", keeping.legal_hold_lift, name="legal_hold_lift"),
    path("people/<uuid:public_id>/letter-pack/<int:pk>/", duties.letter_pack, name="letter_pack"),
    path("me/duties/<int:pk>/", duties.own_duties, name="own_duties"),
    path("me/", people.own_record, name="own_record"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/facts/", posts.post_change, name="post_change"),
    path("posts/<int:pk>/part/", posts.post_split, name="post_split"),
    path("posts/<int:pk>/closing/", posts.post_close, name="post_close"),
]
