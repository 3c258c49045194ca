"""Every address of the pages. Each view declares what it shows (gate.py); one that does not is never run. Serves every clause."""

from __future__ import annotations

from django.urls import include, path

from entente.web import (
    account,
    decide,
    declaration,
    desk,
    edition_new,
    editions,
    errors,
    exchange,
    feeds,
    gantt,
    handover,
    plan,
    plan_table,
    record,
    records_list,
    saved,
)
from entente.web.administration import pages
from entente.web.consultations import agenda, attached, change, contacts, dates, index, meeting, minutes, series
from entente.web.drafts import draft, listing, release
from entente.web.oversight import overview, papers
from entente.web.search import search
from entente.web.writing import edit, keep, withdraw

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("declaration/", declaration.declaration, name="declaration"),
    path("declaration/<slug:instrument>/<str:local>/", declaration.clause, name="clause"),
    path("plan/", plan.plan, name="action-plan"),
    path("plan/action-plan.csv", plan.plan_csv, name="plan-csv"),
    path("plan/action-plan.xlsx", plan_table.export, name="plan-xlsx"),
    path("plan/import/", plan_table.upload, name="plan-import"),
    path("plan/import/check/", plan_table.check, name="plan-import-check"),
    path("plan/import/make/", plan_table.make, name="plan-import-make"),
    path("plan/editions/", editions.listed, name="plan-editions"),
    path("plan/editions/new/", edition_new.new, name="plan-edition-new"),
    path("plan/editions/draft/<str:record>/", edition_new.draft, name="plan-edition-draft"),
    path("plan/editions/<str:record>/", editions.edition, name="plan-edition"),
    path("plan/gantt/", gantt.gantt, name="plan-gantt"),
    path("oversight/", overview.oversight, name="oversight"),
    path("oversight/indicator/<str:code>/", overview.indicator, name="oversight-indicator"),
    path("oversight/papers/", papers.papers, name="papers"),
    path("oversight/papers/file/", papers.file, name="paper-file"),
    path("oversight/act/<str:act>/", papers.act, name="oversight-act"),
    path("consultations/", index.index, name="consultations"),
    path("consultations/set-up/", index.set_up, name="consultations-set-up"),
    path("consultations/series/<str:record>/", series.series, name="consultation-series"),
    path("consultations/series/<str:record>/plan/", series.plan, name="consultation-plan"),
    path("consultations/series/<str:record>/merge/", series.merge, name="consultation-merge"),
    path("consultations/meetings/<str:record>/", meeting.meeting, name="consultation-meeting"),
    path("consultations/meetings/<str:record>/change/<slug:what>/", change.change, name="consultation-change"),
    path("consultations/meetings/<str:record>/begin/<slug:type>/", change.begin, name="consultation-begin"),
    path("consultations/meetings/<str:record>/dates/", dates.dates, name="consultation-dates"),
    path("consultations/meetings/<str:record>/dates/offer/", dates.offer, name="consultation-offer"),
    path("consultations/meetings/<str:record>/dates/answer/", dates.answer, name="consultation-answer"),
    path("consultations/meetings/<str:record>/dates/fix/", change.fix_date, name="consultation-fix-date"),
    path("consultations/meetings/<str:record>/agenda/", agenda.agenda, name="consultation-agenda"),
    path("consultations/meetings/<str:record>/minutes/", minutes.start, name="consultation-minutes-start"),
    path("consultations/meetings/<str:record>/papers/", attached.attach, name="consultation-attach"),
    path("consultations/papers/<str:record>/<int:number>/", attached.download, name="consultation-paper"),
    path("consultations/minutes/<str:record>/", minutes.minutes, name="consultation-minutes"),
    path("consultations/agendas/<str:record>/briefs/", agenda.briefs, name="consultation-briefs"),
    path("consultations/actions/<str:record>/<slug:verb>/", change.act_on, name="consultation-action"),
    path("consultations/statements/<str:record>/ready/", change.ready, name="consultation-ready"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/<str:record>/ping/", contacts.ping, name="contact-ping"),
    path("contacts/<str:record>/answer/", contacts.answer, name="contact-answer"),
    path("records/", records_list.records, name="records"),
    path("drafts/new/<slug:type>/", edit.new, name="draft-new"),
    path("drafts/<str:record>/edit/", edit.edit, name="draft-edit"),
    path("writing/keep/", keep.keep, name="writing-keep"),
    path("writing/present/<str:record>/", keep.present, name="writing-present"),
    path("records/<str:record>/", record.record, name="record"),
    path("records/<str:record>/<str:act>/proof/", record.proof, name="proof"),
    path("records/<str:record_id>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("records/<str:record_id>/<str:act>/<str:verb>/", decide.decide, name="decide"),
    path("views/", saved.change, name="saved-views"),
    path("search/", search, name="search"),
    path("drafts/", listing.drafts, name="drafts"),
    path("drafts/<str:record>/", draft.draft, name="draft"),
    path("drafts/<str:record>/step/", draft.step, name="draft-step"),
    path("drafts/<str:record>/release/", release.release, name="draft-release"),
    path("calendar/<str:token>.ics", feeds.CONDITIONAL, name="calendar"),
    path("calendar/<str:token>/<str:series>.ics", feeds.CONDITIONAL, name="calendar-series"),
    path("handover/", handover.handover, name="handover"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("administration/", pages.overview, name="administration"),
    path("administration/changes/", pages.history, name="administration-changes"),
    path("administration/posts/new/", pages.post, name="administration-new-post"),
    path("administration/posts/<int:key>/", pages.post, name="administration-post"),
    path("administration/people/new/", pages.new_person, name="administration-new-person"),
    path("administration/people/<int:key>/", pages.person, name="administration-person"),
    path("account/", account.account, name="account"),
    path("account/tokens/", account.own_tokens, name="account-tokens"),
    path("account/language/", account.language, name="language"),
    path("account/none/", account.no_account, name="account_signup"),
    path("account/", include("entente.web.signin")),
    path("", include("entente.web.api.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
