"""Every address of the pages. Each view declares what it shows (gate.py); one that does not is never run. Serves every clause."""

from __future__ import annotations

from django.urls import include, path

from entente.web import declaration, desk, errors, exchange
from entente.web.action_plan import edition_new, editions, gantt, plan, plan_table
from entente.web.administration import pages
from entente.web.commissioning import answering, asking, compiling, upload
from entente.web.commissioning import pages as rounds
from entente.web.consultations import action, agenda, attached, change, contacts, dates, index, invite, meeting, minutes, series, statement
from entente.web.drafts import attaching, draft, enclosed, listing, release
from entente.web.instruments import bring, correct
from entente.web.logistics import officers, orders
from entente.web.logistics import statement as account_statement
from entente.web.oversight import overview, papers, statements
from entente.web.person import account, feeds, follows, handover, saved
from entente.web.recorded import answer as recorded_answer
from entente.web.recorded import page as recorded_page
from entente.web.records import decide, files, record, records_list, sheet
from entente.web.search import search
from entente.web.visits import filed
from entente.web.visits import index as visits_index
from entente.web.visits import slip as visits_slip
from entente.web.visits import visit as visits_visit
from entente.web.writing import edit, keep, national, withdraw, work

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("records/", records_list.records, name="records"),  # looked through in this order: what is opened most stands first
    path("records/<str:record>/", record.record, name="record"),
    path("recorded/", recorded_page.recorded, name="recorded"),
    path("recorded/put/", recorded_page.put, name="recorded-put"),
    path("recorded/confirm/", recorded_answer.confirm, name="recorded-confirm"),
    path("recorded/<str:record>/correct/", recorded_answer.correct, name="recorded-correct"),
    path("search/", search, name="search"),
    path("declaration/", declaration.declaration, name="declaration"),
    path("declaration/import/", bring.bring, name="instrument-import"),
    path("declaration/import/<str:record>/", correct.correct, name="instrument-correct"),
    path("declaration/<slug:instrument>/series/", bring.series, name="instrument-series"),
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
    path("plan/rounds/", rounds.listed, name="rounds"),
    path("plan/rounds/new/", rounds.new, name="round-new"),
    path("plan/rounds/upload/", upload.upload, name="round-upload"),
    path("plan/rounds/upload/check/", upload.check, name="round-upload-check"),
    path("plan/rounds/upload/record/", upload.record, name="round-upload-record"),
    path("plan/rounds/<str:record>/", rounds.round_, name="round"),
    path("plan/rounds/<str:record>/close/", rounds.close, name="round-close"),
    path("plan/rounds/<str:record>/answer/<str:measure>/", answering.answer, name="round-answer"),
    path("plan/rounds/<str:record>/form/<str:authority>.<slug:kind>", asking.form, name="round-form"),
    path("plan/rounds/<str:record>/chase/", asking.chase, name="round-chase"),
    path("plan/rounds/<str:record>/drafts/", compiling.drafts, name="round-drafts"),
    path("plan/rounds/<str:record>/paper/", compiling.paper, name="round-paper"),
    path("oversight/", overview.oversight, name="oversight"),
    path("oversight/indicator/<str:code>/", overview.indicator, name="oversight-indicator"),
    path("oversight/papers/", papers.papers, name="papers"),
    path("oversight/papers/file/", papers.file, name="paper-file"),
    path("oversight/papers/issued/<str:record>/<int:number>/", papers.issued, name="paper-issued"),
    path("oversight/findings/", papers.findings, name="oversight-findings"),
    path("oversight/findings/notice/", papers.notice, name="oversight-notice"),
    path("oversight/statements/", statements.statements, name="oversight-statements"),
    path("oversight/statements/judge/", statements.judge, name="oversight-judge"),
    path("oversight/act/<str:act>/", papers.act, name="oversight-act"),
    path("consultations/", index.index, name="consultations"),
    path("consultations/set-up/", index.set_up, name="consultations-set-up"),
    path("consultations/series/<str:record>/", series.series, name="consultation-series"),
    path("consultations/series/<str:record>/plan/", series.plan, name="consultation-plan"),
    path("consultations/series/<str:record>/defer/", series.defer, name="consultation-defer"),
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
    path("consultations/meetings/<str:record>/invitation.ics", invite.download, name="consultation-ics"),
    path("consultations/meetings/<str:record>/invite/", invite.send, name="consultation-invite"),
    path("consultations/meetings/<str:record>/calendar/", invite.upload, name="consultation-calendar-upload"),
    path("consultations/meetings/<str:record>/calendar/check/", invite.check, name="consultation-calendar"),
    path("consultations/papers/<str:record>/<int:number>/", attached.download, name="consultation-paper"),
    path("consultations/minutes/<str:record>/", minutes.minutes, name="consultation-minutes"),
    path("consultations/agendas/<str:record>/briefs/", agenda.briefs, name="consultation-briefs"),
    path("consultations/actions/<str:record>/<slug:verb>/", action.act_on, name="consultation-action"),
    path("consultations/statements/<str:record>/ready/", change.ready, name="consultation-ready"),
    path("consultations/statements/<str:record>/", statement.statement, name="consultation-statement"),
    path("consultations/statements/<str:record>/publish/", statement.publish, name="consultation-publish"),
    path("consultations/publications/<str:record>/<int:number>/", statement.download, name="consultation-publication-file"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("consultations/place/<str:record>/", action.place, name="consultation-place"),
    path("contacts/pings/<str:record>/", contacts.ping_page, name="contact-ping-page"),
    path("contacts/pings/<str:record>/next/", contacts.ask_next, name="contact-next"),
    path("contacts/<str:record>/ping/", contacts.ping, name="contact-ping"),
    path("contacts/<str:record>/answer/", contacts.answer, name="contact-answer"),
    path("logistics/", orders.index, name="orders"),
    path("logistics/officers/", officers.officers, name="supply-officers"),
    path("logistics/statement.xlsx", account_statement.statement, name="orders-statement"),
    path("logistics/<str:record>/", orders.order, name="order"),
    path("visits/", visits_index.index, name="visits"),
    path("visits/filed/<str:record>/", filed.place, name="visit-filed"),
    path("visits/filed/<str:record>/decide/", filed.decide, name="visit-decide"),
    path("visits/filed/<str:record>/purge/", filed.purge, name="visit-purge"),
    path("visits/<str:record>/", visits_visit.visit, name="visit"),
    path("visits/<str:record>/slip/", visits_slip.slip, name="visit-slip"),
    path("drafts/new/<slug:type>/", edit.new, name="draft-new"),
    path("drafts/<str:record>/edit/", edit.edit, name="draft-edit"),
    path("writing/keep/", keep.keep, name="writing-keep"),
    path("writing/present/<str:record>/", keep.present, name="writing-present"),
    path("records/<str:record>/", record.record, name="record"),
    path("records/<str:record>/sheet/", sheet.sheet, name="record-sheet"),
    path("records/<str:record>/paper/", sheet.paper, name="record-paper"),
    path("records/<str:record>/national/", national.national, name="national-fields"),
    path("records/<str:record>/work/", work.give, name="work"),
    path("records/<str:record>/files/", attaching.attach, name="record-files"),
    path("work/<str:assignment>/done/", work.done, name="work-done"),
    path("records/<str:record>/<str:act>/files/<int:number>/", files.file, name="file"),
    path("records/<str:record>/<str:act>/proof/", record.proof, name="proof"),
    path("records/<str:record_id>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("records/<str:record_id>/<str:act>/<str:verb>/", decide.decide, name="decide"),
    path("views/", saved.change, name="saved-views"),
    path("drafts/", listing.drafts, name="drafts"),
    path("drafts/<str:record>/", draft.draft, name="draft"),
    path("drafts/<str:record>/files/", enclosed.change, name="draft-files"),
    path("drafts/<str:record>/step/", draft.step, name="draft-step"),
    path("drafts/<str:record>/release/", release.release, name="draft-release"),
    path("calendar/<str:token>.ics", feeds.CONDITIONAL, name="calendar"),
    path("calendar/<str:token>/<str:series>.ics", feeds.CONDITIONAL, name="calendar-series"),
    path("follow/", follows.follow, name="follow"),
    path("handover/", handover.handover, name="handover"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("administration/", pages.overview, name="administration"),
    path("administration/changes/", pages.history, name="administration-changes"),
    path("administration/waiting/", pages.waiting, name="administration-waiting"),
    path("administration/posts/new/", pages.post, name="administration-new-post"),
    path("administration/posts/<int:key>/", pages.post, name="administration-post"),
    path("administration/people/new/", pages.new_person, name="administration-new-person"),
    path("administration/people/<int:key>/", pages.person, name="administration-person"),
    path("account/", account.account, name="account"),
    path("account/tokens/", account.own_tokens, name="account-tokens"),
    path("account/language/", account.language, name="language"),
    path("account/none/", account.no_account, name="account_signup"),
    path("account/", include("entente.web.person.signin")),
    path("", include("entente.web.api.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many  # allauth's, for sign-in
handler500 = errors.failed
