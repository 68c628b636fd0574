# The desk, the register, a follow-up, rates, urging papers, re-supervision.

## Desk

desk-greeting = { $s }. Good day, { $t }; here is what to look at today.
desk-late = Overdue
desk-late-none = Nothing is overdue.
desk-near = Due soon
desk-near-none = Nothing is due soon.
desk-claimed = Reported as complete, verdict awaited
desk-papers = Urging papers to be signed or sent
desk-papers-unit = Urging papers sent to your body
desk-papers-none = No papers.
desk-lower = Lower People's Councils
desk-lower-line = { $n } overdue of { $m } open
desk-admin = This account keeps people and lists; it does not follow up the work of the People's Council.
desk-admin-now = Open the page of people to open an account or end a role.
see-all = See all
open-followup = Open
no-day-finding = Set deadlines for these

## Origin, direction, priority

origin-all = All
origin-recommendation = Recommendation after supervision
origin-conclusion = Supervision conclusion
origin-questioning_promise = Promise in a reply to questioning
origin-resolution_task = Task in a resolution
origin-conference_conclusion = Coordination conference conclusion
origin-petition = Voter petition
facing-outward = To a supervised body
facing-inward = To the People's Council's own bodies
facing-upward = Recommended to a higher level
facing-back = From a supervised body back to the People's Council
priority-normal = Normal
priority-high = High
priority-urgent = Urgent

## Standing and deadline

standing-open = Open
standing-late = Overdue
standing-near = Due soon
standing-claimed = Verdict awaited
standing-no-day = No deadline
standing-closed = Ended
standing-all = All
due-late = { $n ->
    [one] { $n } day overdue
   *[other] { $n } days overdue
 }
due-in = { $n ->
    [one] { $n } working day left
   *[other] { $n } working days left
 }
due-today = due today
due-none = no deadline
due-none-short = none
due-none-why = The paper names no day, or names it in words that no calendar can follow. Without a deadline it cannot be urged; please set one and give the reason.
due-over = ended
due-over-late = { $n ->
    [one] ended { $n } day late
   *[other] ended { $n } days late
 }
due-given = The day was given as such, nothing was counted; entered by { $s }.
due-reckoned = The software reckoned the day from a period; entered by { $s }.
due-turned-by = turned into a day by { $s }
deadline-due = Deadline
deadline-explanation = Explanation due
deadline-report = Next report due
deadline-superseded = replaced by another deadline
deadline-met = over
unit-day = days
unit-working_day = working days
unit-month = months
span-day = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
span-working_day = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 }
span-month = { $n ->
    [one] { $n } month
   *[other] { $n } months
 }

## Answer, verdict

response-accepted = Accepted by the body
response-partly = Accepted in part by the body
response-rejected = Not accepted by the body
verdict-done = Done
verdict-done-hint = Ends the follow-up. At least one piece of evidence is needed.
verdict-partly = Partly done
verdict-partly-hint = Goes on. Write what is left to do.
verdict-not_done = Not done
verdict-not_done-hint = Goes on, with urging. Write the reason.
verdict-excused = Cannot be done, reason accepted
verdict-excused-hint = Ends the follow-up. Name the paper that accepts the reason.
verdict-off_request = Not what was requested
verdict-off_request-hint = Goes on. Write what does not fit the request.
say-claimed = Reported as complete, verdict awaited
say-handed-over = Handed over
say-waiting = No answer from the body
say-reported = No verdict yet
council-says = Verdict of the Standing Committee
addressee-says = Answer on record:
only-council-judges = Only the Standing Committee gives the verdict. A body's report does not end a follow-up by itself.

## Register

register-of = Everything that bodies still owe { $s }, as of { $t }.
register-own = Everything that your body leads or takes part in, as of { $s }.
register-body = Only what { $s } leads is shown.
register-list = List of follow-ups
register-caption = Follow-ups as of { $s }
register-empty = The register is empty.
register-empty-now = Record the first follow-up from a conclusion, a recommendation or a resolution, or bring in published supervisions.
register-none = Nothing fits the chosen conditions.
register-none-now = Please drop a condition, or search for other words.
register-none-own = Your body has nothing here at present.
register-foot = { $n } open of { $m } in the register
record-new = Record a follow-up
print-list = Print the list
print-sheet = Print the follow-up sheet
export-csv = Export CSV
export-xlsx = Export XLSX
export-title = Follow-up register of { $s }, as of { $t }
filter = Filter the list
filter-standing = Standing
filter-origin = Origin
filter-drop = Drop this condition
filter-drop-all = Drop all conditions
search-hint = Number, words, body; with or without Vietnamese marks
search-clear = End the search
pick-all = Choose the whole page
pick-one = Choose { $s }
page-first = First page
page-next = Next page
page-previous = Previous page
batch = Chosen follow-ups
batch-picked = Chosen:
batch-what = One paper is drafted for each body and rung; an authorised person signs each of them.
batch-draft = Draft urging papers
product-none = no product named
proof-none = not said
source-none = No paper on record
lead-nobody = No lead body named
evidence-count = { $n ->
    [one] { $n } piece of evidence
   *[other] { $n } pieces of evidence
 }

## Fields

field-number = Number
field-title = Short name
field-title-hint = Left empty, the first words are taken.
field-words = Words of what is owed
field-words-hint = Copy them from the issued paper.
field-task = What is owed
field-origin = Origin
field-source = Paper that laid it down
field-source-hint = For example: Kết luận số 03/KL-HĐND, mục III.2.
field-source-on = Day of the paper
field-lead = Lead body
field-lead-hint = Choose one only where the paper names it.
field-lead-words = Words that name the addressees
field-lead-words-hint = Copy the part that says who is to act.
field-co = Co-bodies
field-co-hint = Several may be chosen; on a computer, hold Ctrl.
field-product = Product expected
field-product-hint = For example: an issued plan, minutes of acceptance.
field-proof = How to check
field-proof-hint = What will show that it is done.
field-due-words = Words about the deadline
field-due-words-hint = Copy them, for example: “trong quý III”, “trước kỳ họp thứ 16”.
field-due = Deadline
field-days-late = Days overdue
field-verdict = Verdict
field-evidence = Evidence
field-rung = Urging rung
field-facing = Direction
field-priority = Priority
field-published = Published on
field-published-hint = Left empty, it stays in the Office.

## Form

form-new = Record a follow-up
form-edit = Correct { $s }
form-lead = Write the words as they were issued; the software points out what is missing and blocks nothing.
form-what = What, and where it comes from
form-who = Who
form-proof = What comes of it, and how to check
form-when = By when
form-due-elsewhere = The deadline is moved on the follow-up's own page, since a reason is needed.
record-submit = Record in the register
correct-submit = Save the corrections

## Page of a follow-up

owes = { $s } owes this to { $t }
owes-nobody = Follow-up of { $s }, no lead body named
repeated = raised { $n } times since { $s }
of-open = of { $n } open
of-rungs = of { $n } rungs
not-urged = not urged yet
what-is-owed = What is owed
timeline = History and evidence
selves = Earlier and later follow-ups of the same matter
earlier-self = Earlier
later-self = Later
self-elsewhere = followed by another council
aside-followup = Deadline and what can be done
reason = Reason
grounds = Grounds:
correct = Correct the words
wording-check = What the wording lacks
wording-check-note = suggestions, nothing is blocked

judge = Give the verdict
judge-legend = Outcome
judge-words = Remarks, reason (may be empty when done)
judge-submit = Record the verdict
report = Report progress
report-words = What was done, what is left
report-on = Day of the report
report-next = The next report comes by
report-next-hint = Left empty, the published rhythm counts (monthly, quarterly …), where there is one.
report-files = Evidence
report-files-hint = Several files may be chosen, 25 MB each at most.
report-completion = The body states completion and asks for the verdict
report-submit = Send the report
respond = Answer
respond-legend = Answer of the body
respond-words = Plan; if not accepted in full, please give the reason
respond-submit = Send the answer
set-due = Set or move the deadline
set-due-on = Due day
set-due-or = Or give a period from the day of the paper:
set-due-count = How many
set-due-unit = Counted in
set-due-reason = Reason, paper behind it
set-due-submit = Record this deadline
ask-explanation = Request an explanation
ask-words = What is to be explained
ask-rule = Deadline by rule
ask-no-rule = No rule in force today sets the time for an explanation; please set a day.
ask-by = Explanation due on
ask-submit = Record the request
explain = Explain, by { $s } at the latest
explain-words = Explanation
explain-submit = Send the explanation
reopen = Reopen this follow-up
reopen-words = Reason for reopening
reopen-submit = Reopen and go on following up

deed-recorded = { $s } recorded it in the register
deed-corrected = { $s } corrected the words
deed-responded = { $t } (recorded by { $s })
deed-reported = { $s } reported progress
deed-claimed = { $s } reported completion
deed-judged = Verdict: { $t } (recorded by { $s })
deed-reopened = { $s } reopened it
deed-due_set = { $s } set the deadline to { $t }
deed-explanation_asked = { $s } requested an explanation by { $t }
deed-explained = { $s } sent the explanation
deed-urged = { $s }: paper no. { $t }
deed-handed_over = Handed over as { $s } under { $t }
deed-taken_over = Taken over from { $s } under { $t }
deed-resupervised = { $s } put it on the re-supervision list

## What the wording lacks

lack-soft-verb = Soft verb: “{ $s }”.
lack-soft-verb-hint = Better a verb that can be checked, such as issue, complete, recover.
lack-unnamed = The addressee is unnamed: “{ $s }”.
lack-nobody = No lead body is named.
lack-unnamed-hint = Better name one lead body.
lack-unnamed-others = Besides the lead body, others are unnamed: “{ $s }”.
lack-unnamed-others-hint = Better name each co-body.
lack-product = No product is named.
lack-product-hint = Better name the paper, the works or the figures to be received.
lack-impossible = The calendar has no such day: “{ $s }”.
lack-vague = The deadline cannot be turned into a day: “{ $s }”.
lack-time = No deadline is named.
lack-time-hint = Better set a day, with a reason.
lack-event = The deadline is not a day yet: “{ $s }”.
lack-rhythm = Recurring work: “{ $s }”.
lack-event-hint = Once the day is known, better set the deadline of the next time.
lack-proof = It is not said how to check.
lack-proof-hint = Better name the evidence that will show that it is done.

## Ladder

ladder = Ladder of urging
ladder-note = The software drafts; an authorised person decides and signs
ladder-data = days and signers follow practice; the Office may change them
rung-n = Rung { $n }
rung-round = { $s } (no. { $n })
rung-open = open, can be drafted
rung-waits = opens on { $s }
rung-waits-days = overdue by { $n ->
    [one] { $n } day
   *[other] { $n } days
 } or more{ $m ->
    [0] { "" }
    [one] , at least { $m } day after the earlier paper
   *[other] , at least { $m } days after the earlier paper
 }
draft-next-paper = Draft the paper of the next rung
papers-of-this = Papers about this:

## Rates

rates-of = How much of the register of { $s } was done, as of { $t }.
rates-by-body = By lead body
rates-note = most overdue first
rate-done = Done
rate-due = Due
rate-percent = Rate done
rate-late = Due and not done
rate-left-out = Not in the rate
rate-of-due = of { $n } due
rate-none-due = nothing was due yet
rate-few = few, no rate given
rate-excused = { $n } with an accepted reason
rate-excused-short = Reason accepted
rate-not-yet-due = { $n } not yet due
rate-no-day = { $n } without a deadline
rate-handed-over = { $n } handed over

## Urging papers

urging-lead = The software drafts; an authorised person reads, signs and has the paper sent. Nothing is sent by itself.
urging-lead-own = Urging papers sent to your body, newest first.
urging-none-drafted = No paper was drafted
papers-waiting = To be signed or sent
papers-sent = Sent
papers-discarded = Discarded
papers-none = No papers here.
papers-none-now = A paper is drafted when a follow-up is overdue and its rung opens.
paper = Paper
paper-drafted = draft to be signed
paper-signed = signed, to be sent
paper-sent = sent
paper-acknowledged = received by the body
paper-discarded = draft discarded
paper-standing = { $s }, { $t }
paper-symbol = Number and symbol
paper-symbol-hint = From the register of outgoing papers, for example 41/HĐND-VP.
paper-answer-by = Answer by
paper-answer-by-hint = Left empty, the day in the draft stays.
paper-words = Words to add to the paper
paper-sign = Sign and number
paper-sign-lead = { $s }. What has been done leaves the paper by itself when it is signed.
paper-sign-submit = Sign and number
paper-send = Record as sent to { $s }
paper-acknowledge = Record as received by the body
paper-acknowledged-by = { $s } recorded the receipt on { $t }.
paper-discard = Discard this draft
paper-discard-why = The follow-ups in it return to the list and can be drafted again.
paper-items = Follow-ups in this paper
print-paper = Print the paper
# Stands in the table of the official letter, so it stays in Vietnamese.
earlier-paper = số { $s } ngày { $t }

## Words of the official letter: they stay in Vietnamese

letter-number = Số:
letter-subject = V/v đôn đốc thực hiện kết luận, kiến nghị đã quá thời hạn
letter-day = ngày { $d ->
    [1] 01
    [2] 02
    [3] 03
    [4] 04
    [5] 05
    [6] 06
    [7] 07
    [8] 08
    [9] 09
   *[other] { $d }
 } tháng { $m ->
    [1] 01
    [2] 02
   *[other] { $m }
 } năm { $y }
letter-to = Kính gửi: { $s }
letter-opening = Qua theo dõi việc thực hiện kết luận, kiến nghị và các nội dung đã yêu cầu, Thường trực { $s } nhận thấy đến nay còn { $n } nội dung do quý cơ quan, đơn vị chủ trì đã quá thời hạn nhưng chưa được ghi nhận là đã thực hiện xong, cụ thể như sau:
letter-no = STT
letter-task = Nội dung phải thực hiện
letter-due = Thời hạn
letter-days = Số ngày quá hạn
letter-earlier = Văn bản đã gửi
letter-earlier-none = Chưa có
letter-request = Thường trực Hội đồng nhân dân đề nghị quý cơ quan, đơn vị khẩn trương thực hiện các nội dung nêu trên và báo cáo kết quả bằng văn bản, kèm minh chứng, chậm nhất ngày { $s }; trường hợp chưa hoàn thành, đề nghị nêu rõ nguyên nhân, trách nhiệm và thời gian hoàn thành.
letter-closing = Trân trọng đề nghị quý cơ quan, đơn vị quan tâm thực hiện./.
letter-recipients = Nơi nhận:
letter-recipients-list = - Như trên; - Lưu: VT.
letter-signed-office = TL. THƯỜNG TRỰC HĐND, CHÁNH VĂN PHÒNG
letter-signed-standing = TM. THƯỜNG TRỰC HĐND
# A note of the software beside the letter, not a word of the letter.
letter-dropped = { $s } has left this paper because it is no longer overdue.

## Re-supervision

resupervision-lead = What an earlier supervision left undone is put on a list and supervised again.
resupervision-opened = Lists opened
resupervision-opened-on = opened { $s }
resupervision-sources = Supervisions and papers with work undone
resupervision-none = No paper has anything left undone.
resupervision-undone = { $n } not judged done
resupervision-open = Open a re-supervision list
resupervision-of = From “{ $s }”, opened { $t }
resupervision-items = { $n ->
    [one] { $n } follow-up to look at again
   *[other] { $n } follow-ups to look at again
 }

# Transfers between two levels
transfers = Tasks passed between two levels
transfers-lead = Tasks that { $s } asks the council above or below to take over, and tasks offered to it.
transfers-received = Offered to us
transfers-received-none = No council has offered a task yet.
transfers-sent = Offered by us
transfers-sent-none = Nothing was offered yet. To offer a task, open it in the register and choose “Offer to another level”.
transfers-waiting = { $n } tasks offered to us
transfer-from = from { $s }
transfer-to = to { $s }
transfer-between = { $s } offers it to { $t }
transfer-offered = Waiting for an answer
transfer-accepted = Taken over
transfer-declined = Not taken
transfer-withdrawn = Withdrawn
transfer-lapsed = Lapsed, the task is closed
transfer-not-shown = The task is no longer shown
transfer-made = Offered
transfer-record = Offer and answer
transfer-reason = Why it should pass
transfer-reason-hint = Why the matter belongs to the other level, or is followed better there.
transfer-document = Paper that goes with it
transfer-document-hint = Number and symbol, where there is one.
transfer-offer = Offer to another level
transfer-offer-what = Until the other council takes it, the task stays here: its clocks run and it is urged as always.
transfer-offer-submit = Send the offer
transfer-choose = Choose a council
transfer-receiver = Council that is to follow it
transfer-nobody = There is no council above or below in the system to offer it to.
transfer-standing = This task is offered to { $s } and waits for an answer.
transfer-open = See the offer
transfer-open-first = Open { $s }
transfer-open-taken = Open { $s }
transfer-accept = Take it over
transfer-accept-what = It enters the receiving council's register with its words and its day; the first one is closed as handed over.
transfer-accept-words = Number and symbol of the decision, where there is one
transfer-accept-submit = Take this task over
transfer-lead = Lead body from now on
transfer-lead-same = The present one where possible; our own People's Committee where not
transfer-decline = Do not take it
transfer-decline-submit = Answer that it is not taken
transfer-withdraw = Withdraw the offer
transfer-withdraw-submit = Withdraw this offer
transfer-waits-for = Waits for the Standing Committee of { $s }.
transfer-over = This offer is closed.
by-on = { $s }, on { $t }
deed-transfer_offered = { $s } offered it to { $t }
deed-transfer_declined = { $s } did not take it ({ $t })
deed-transfer_withdrawn = { $s } withdrew the offer to { $t }
desk-transfers = Tasks offered to us
