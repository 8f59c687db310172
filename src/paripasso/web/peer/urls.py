"""Addresses of the peer pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from paripasso.web.peer.enrolment_urls import urlpatterns as enrolment_urls
from paripasso.web.peer.views import agreement, checkins, follow_ups, goals, home, meetings, notes, relationship

app_name = "peer"

relationship_urls: list[URLPattern] = [
    path("relationships/", relationship.relationships_, name="relationships"),
    path("relationships/<uuid:relationship_id>/", relationship.overview, name="relationship"),
    path("relationships/<uuid:relationship_id>/close/", relationship.close, name="relationship-close"),
    path("relationships/<uuid:relationship_id>/check-in/", checkins.answer, name="check-in"),
    path("relationships/<uuid:relationship_id>/agreement/", agreement.agreement, name="agreement"),
    path("relationships/<uuid:relationship_id>/agreement/propose/", agreement.propose, name="agreement-propose"),
    path("relationships/<uuid:relationship_id>/goals/", goals.goals, name="goals"),
    path("relationships/<uuid:relationship_id>/goals/add/", goals.add, name="goal-add"),
    path("relationships/<uuid:relationship_id>/meetings/", meetings.meetings, name="meetings"),
    path("relationships/<uuid:relationship_id>/meetings/propose/", meetings.propose, name="meeting-propose"),
    path("relationships/<uuid:relationship_id>/follow-ups/", follow_ups.follow_ups, name="follow-ups"),
    path("relationships/<uuid:relationship_id>/follow-ups/add/", follow_ups.add, name="follow-up-add"),
    path("agreements/<uuid:agreement_id>/accept/", agreement.accept, name="agreement-accept"),
    path("goals/<uuid:goal_id>/step/", goals.add_step, name="step-add"),
    path("goals/<uuid:goal_id>/reach/", goals.reach, name="goal-reach"),
    path("steps/<uuid:step_id>/tick/", goals.tick, name="step-tick"),
    path("steps/<uuid:step_id>/untick/", goals.untick, name="step-untick"),
    path("follow-ups/<uuid:follow_up_id>/done/", follow_ups.done, name="follow-up-done"),
    path("follow-ups/<uuid:follow_up_id>/undo/", follow_ups.undo, name="follow-up-undo"),
    path("follow-ups/<uuid:follow_up_id>/remind/", follow_ups.remind, name="follow-up-remind"),
]
meeting_urls: list[URLPattern] = [
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/accept/", meetings.accept, name="meeting-accept"),
    path("meetings/<uuid:meeting_id>/move/", meetings.move, name="meeting-move"),
    path("meetings/<uuid:meeting_id>/keep/", meetings.keep, name="meeting-keep"),
    path("meetings/<uuid:meeting_id>/cancel/", meetings.cancel, name="meeting-cancel"),
    path("meetings/<uuid:meeting_id>/hold/", meetings.hold, name="meeting-hold"),
    path("meetings/<uuid:meeting_id>/calendar/", meetings.calendar_file, name="meeting-calendar"),
    path("meetings/<uuid:meeting_id>/notes/", notes.write, name="note-write"),
    path("meetings/<uuid:meeting_id>/agenda/", notes.add_point, name="agenda-item-add"),
    path("meetings/<uuid:meeting_id>/follow-ups/", notes.add_follow_up, name="meeting-follow-up-add"),
    path("agenda/<uuid:item_id>/drop/", notes.drop_point, name="agenda-item-drop"),
]

urlpatterns: list[URLPattern] = [
    path("today/", home.home, name="home"),
    *relationship_urls,
    *meeting_urls,
    *enrolment_urls,
]
