# The frame of the pages, navigation, signing in, accounts, the log, errors and refusals.
# Vietnamese is the source; this file keeps the same keys and the same arguments.

## Heads of official papers: they stay in Vietnamese

letterhead-council = HỘI ĐỒNG NHÂN DÂN
letterhead-nation = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
letterhead-motto = Độc lập - Tự do - Hạnh phúc

## The frame

skip = Go to the main content
illustration = Illustration:
nav-label = Main navigation
nav-label-small = Navigation on small screens
nav-count = Waiting
nav-desk = Desk
nav-group-followups = Follow-up and urging
nav-register = Follow-up register
nav-urging = Urging papers
nav-resupervisions = Re-supervision
nav-rates = Completion rates
nav-group-council = People's Council
nav-councils = Councils at two levels
nav-intake = Bring in records
nav-group-law = Rules
nav-rules = Deadline rules
nav-calendar = Working calendar
nav-group-system = System
nav-accounts = People and roles
nav-events = Log
nav-own-account = My account
theme = Light or dark
sign-in = Sign in
sign-out = Sign out
keys-title = Keyboard shortcuts
keys-search = Go to the search box
keys-help = Open this list of keys
keys-tab = Go to the next element
keys-esc = Close what is open
close = Close
back = Back
back-to-desk = Back to the desk
cancel = Leave without saving
save = Save
search = Search
acts = What can be done

## Days

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
day-hint = Write day/month/year, for example 08/6/2024.

## Forms that come back

form-not-saved = Not saved yet
act-not-done = Not done yet
typed-stays = What was typed is still on the page; passwords and attached files, if any, need to be entered again.
stale-who = { $s } saved another version of this record at { $t }, while this page was open.
stale-field = Field
stale-stands = Saved version
stale-typed = Version just typed
stale-what-now = Please compare the two, correct the text and save again; that will replace the saved version.

## Error pages

error-refused = Not done yet
error-now-refused = Nothing has changed. Please go back to the previous page and choose something else.
error-invalid = Something needs correcting
error-now-invalid = Nothing has been saved. Please go back to the previous page, correct the fields named above and save again.
error-stale = Somebody saved first
error-now-stale = Nothing has been overwritten. Please reload the page to see the latest version, then go on.
error-not-found = Page not found
error-not-found-why = There is no such address, or this account may not see that record.
error-now-not-found = Please check the address or the number of the follow-up; if you need to see it, please ask the Office.
error-fault = The software has failed
error-fault-why = The software failed on this request; if a form was just sent, it may not have been saved. The fault has been written down for the administrator.
error-now-fault = Please try again in a few minutes. If it fails again, please tell the administrator at what time it happened.

## Refusals: why something cannot be done, and what to do

refusal-closed-already = This follow-up ended on { $s }, so nothing can be added. If more needs to be done, the Standing Committee may reopen it; what was handed over is followed up by the receiving People's Council.
refusal-still-open = This follow-up is still open, so it need not be reopened. A verdict or a report can be recorded now.
refusal-reason-missing = This choice needs a reason. Please write the reason and save again.
refusal-claimed-already = The body reported completion on { $s }, and the Standing Committee's verdict is awaited. To add evidence, please send a progress report without marking it as complete.
refusal-evidence-missing = “Done” cannot be recorded because this follow-up has no evidence yet. Please wait for the body's evidence, or choose “Partly done”.
refusal-before-its-origin = The day given is earlier than the day on which this was laid down ({ $s }). Please check the day.
refusal-in-the-future = { $s } has not come yet, so it cannot be recorded. Please give today or an earlier day.
refusal-explanation-asked-already = An explanation has been requested, due on { $s }, and none has been recorded. Please wait for the body to explain, or record the explanation received on paper.
refusal-no-explanation-asked = No request for an explanation is open here. To report on the work, please send a progress report.
refusal-not-overdue = Nothing here needs an urging paper today: it is not overdue, has ended, has no deadline, or has passed every rung. Please choose something else; a draft can be discarded.
refusal-rung-not-open = The body still has time to answer the earlier paper; the next rung opens on { $s }. Please draft the paper from that day on.
refusal-sent-already = The paper was signed, sent or received on { $s }, so this step cannot be done again. Please open the paper to see where it stands.
refusal-not-signed = The paper has not been signed and numbered, so it cannot be sent. Please sign and number it first.
refusal-not-sent = The paper has not been sent, so its receipt cannot be recorded. Please record it as sent first.
refusal-not-allowed = The roles of this account do not allow this act. If it is needed, please ask the administrator for a fitting role.

## Fields that cannot be taken: days

invalid-day = “{ $s }” cannot be read as a day. Please write day/month/year, for example 08/6/2024.
invalid-day-impossible = The calendar has no day “{ $s }”. Please check the day and the month.
invalid-day-future = The day “{ $s }” has not come yet. Please give the day on which the paper was issued, today at the latest.
invalid-day-past = The day “{ $s }” has passed. Please choose a day after today.
invalid-day-missing = No day was given. Please give one, for example 08/6/2024.
invalid-count = “{ $s }” is not a usable number of days or months. Please give a number from 1 to 3650.
invalid-unit = It is not clear whether days, working days or months are meant. Please choose one.
invalid-span-start = The deadline cannot be reckoned without a starting day. Please give the day of the paper, or give the due day itself.
invalid-due-before-source = The deadline ({ $s }) is earlier than the day of the paper. Please check both days.

## Fields that cannot be taken: text and choices

invalid-form = The form reached the server incomplete or unreadable. Please reload the page and send it again.
invalid-too-long = The text is longer than this field takes ({ $s } characters at the most). Please shorten it; the rest may be attached as a file.
invalid-legacy-font = “{ $s }” was typed in an old font (TCVN3 or VNI), so its marks are wrong. Please convert it to Unicode and paste it again.
invalid-words-missing = The words of what is owed are missing. Please copy them from the issued paper.
invalid-origin = It is not clear where this comes from. Please choose an origin from the list.
invalid-facing = It is not clear whom this is addressed to. Please choose from the list.
invalid-priority = The priority is not clear. Please choose one from the list.
invalid-body = The chosen body is not in the list. Please choose again from the list.
invalid-body-missing = This role needs a body. Please choose one.
invalid-body-known = “{ $s }” is already in the list. Please use that entry, or give another name.
invalid-response = No answer was chosen. Please choose one of the three.
invalid-verdict = No verdict was chosen. Please choose one.
invalid-report-missing = The report has no words. Please write what was done and what is left.
invalid-demand-missing = It is not said what should be explained. Please write it down.
invalid-explanation-missing = The explanation has no words. Please write it and send it again.
invalid-next-report = The next report must come after the day of this one. Please look at both days.
invalid-reason-missing = The reason for setting or moving the deadline is missing. Please give the paper or the reason behind it.
invalid-rule-not-in-force = The chosen rule cannot be applied to this day ({ $s }). Please choose another rule or give a day.
invalid-symbol-missing = The number and symbol are missing. Please give the number from the register of outgoing papers, for example 41/HĐND-VP.
invalid-nothing-picked = Nothing was chosen. Please mark at least one follow-up.
invalid-drafted-already = The chosen follow-ups already stand in papers that wait for signing or sending. Please see “To be signed or sent”.
invalid-no-lead = Follow-up { $s } has no lead body, so nobody can be written to. Please open it, choose a lead body and draft again.
invalid-nothing-undone = Nothing from “{ $s }” is left undone, so there is nothing to re-supervise.
invalid-name-missing = The name is missing. Please give the full name.
invalid-kind = The kind of body “{ $s }” is not known. Please choose a kind from the list.
invalid-mandate = It is not clear whether “{ $s }” means full-time or part-time. Please write one of the two.
invalid-council = The chosen People's Council was not found. Please choose again from the list.
invalid-parts = It can be split into 2 to { $s }. Please choose another number.
invalid-sheet-waits = { $s } was shown a sheet that is not laid before the council yet. Please lay that one first.
invalid-sheet-laid = This sheet was laid before the council on { $s } and stays as it is. Please send a new one where figures have changed.
invalid-sheet-early = The unit has not answered and may do so until { $s }. Please wait for its answer or for that day.
invalid-transfer-reason = There is no reason. Please write it and send again, so that the other council knows why.
invalid-council-over = { $s } has ended and takes nothing over any more. Please let its successor take it.
invalid-answer-missing = There is no answer yet. Please write it and send again.
invalid-finding = This finding is not of this supervision. Please load the page again and choose anew.
invalid-nothing-to-split = Something was asked of every unit already, so none is left to move. Please add members, or put off some visits.
invalid-transfer-standing = This task is offered to { $s } and waits for an answer. Please withdraw that offer before offering it elsewhere.
invalid-transfer-answered = This offer was answered or withdrawn on { $s }. Please load the page again.
invalid-document-missing = The number and day of the paper are missing. Please give the paper behind this.
invalid-confirmed-already = This edition of rule { $s } has been confirmed, so it need not be confirmed again.
invalid-term-missing = The term is missing. Please give two years, for example 2026–2031.
invalid-unit-missing = No administrative unit was chosen. Please search for one and choose it.
invalid-setup-code = The code does not match. Please copy the code printed in the window where the server was started.

## Fields that cannot be taken: accounts

invalid-sign-in = The sign-in name “{ $s }” cannot be used. Please use at least 3 characters: plain letters, digits and . - _ @
invalid-sign-in-taken = The sign-in name “{ $s }” is taken. Please choose another.
invalid-sign-in-failed = The sign-in name or the password is not right, or the account is no longer in use. Please try again, or ask the administrator.
invalid-password-short = The password is shorter than 10 characters and easy to guess. Please use 10 or more.
invalid-password-wrong = The present password is not right. Please type it again.
invalid-role = The role is not clear. Please choose one from the list.

## Fields that cannot be taken: files

invalid-file-again = The file that was looked at can no longer be taken up; the server may have just restarted. Nothing was saved. Please choose the file and send again.
invalid-file-missing = No file was chosen. Please choose a file and send again.
invalid-file-too-large = The file is too large to be taken: an attachment may have 25 MB, a table 100,000 lines. Please split it and send again. { $s }
invalid-file-empty = The file has no lines. Please check the file.
invalid-file-column = The table lacks the column “{ $s }”. Please download the template, copy the records into it and bring it in again.
invalid-file-not-a-table = The file cannot be opened as a table. Please save it as XLSX or CSV and bring it in again.
invalid-file-encoding = The file is not in Unicode, so its letters cannot be read with certainty. Please save it as UTF-8.
invalid-file-tcvn3 = The file is in the old TCVN3 (ABC) encoding. It probably begins: “{ $s }”. Please convert it to Unicode and bring it in again.
invalid-file-vni = The file is in the old VNI encoding. It probably begins: “{ $s }”. Please convert it to Unicode and bring it in again.
invalid-file-cp1258 = The file is in the old Windows-1258 encoding. It probably begins: “{ $s }”. Please convert it to Unicode and bring it in again.
invalid-base64 = The file “{ $s }” cannot be read because it is not in Base64. Please encode it again and send again.

## Signing in

sign-in-failed = Not signed in yet
sign-in-demo = This is an illustration with made-up figures. The sign-in names and the password are printed in the window where it was opened.
sign-in-lost = If you have lost your password, please ask the administrator of your Office for a new one.
field-sign-in = Sign-in name
field-sign-in-hint = At least 3 characters: plain letters, digits and . - _ @
field-password = Password
field-password-hint = At least 10 characters; a short sentence is easy to remember.
field-password-now = Present password
field-password-new = New password

## My account

own-roles = Roles held
own-passes = Where you are signed in
own-language = Language of the interface
own-password = Password
own-password-submit = Change the password and sign out everywhere else
pass-browser = Browser
pass-token = Key for another program
pass-this = this one
pass-days = opened { $s }, ends { $t }
pass-revoke = Revoke

## People and roles

accounts-lead = One account a person; a role has a first and a last day, and access ends with it.
accounts-none = Nobody holds a role in this People's Council yet. Open the first account below.
account-new = Open an account
account-submit = Open the account and give the role
role-end = End the role today
field-name = Full name
field-office = Office or position
field-role = Role
field-role-days = Days of the role
field-body = Body
field-body-hint = Needed for people of a supervised body.
field-from = From
field-to = To
field-to-hint = Leave empty if no last day is set.
body-none = No body
role-clerk = Clerk of the Office
role-standing_committee = Standing Committee of the People's Council
role-committee = Committee member
role-deputy = People's Council deputy
role-unit = Person of a supervised body
role-administrator = System administrator

## Log

events-lead = Each act is one line, sealed to the line before it; a line that was changed or removed shows at once.
events-none = No lines yet.
event-seq = Line
event-when = When
event-what = Act
event-body = What was recorded
event-seal = Seal
event-account_opened = Account opened
event-role_ended = Role ended
event-language_chosen = Language chosen
event-password_changed = Password changed
event-password_reset = Password reset
event-pass_opened = Signed in, or key issued
event-pass_revoked = Signed out, or key revoked
event-council_founded = People's Council set up in the software
event-council_ended = People's Council ended
event-body_added = Body added
event-body_changed = Body changed
event-deputies_added = Deputies added
event-units_imported = List of administrative units brought in
event-sheet_imported = Table brought in
event-supervisions_imported = Published supervisions brought in
event-rule_confirmed = Rule confirmed
event-followup_recorded = Follow-up recorded
event-followup_corrected = Follow-up corrected
event-due_set = Deadline set or moved
event-responded = Body answered
event-reported = Body reported progress
event-claimed = Body reported completion
event-judged = Standing Committee gave its verdict
event-reopened = Follow-up reopened
event-explanation_asked = Explanation requested
event-explained = Body explained
event-notices_written = Notices before and after the due day
event-papers_drafted = Urging papers drafted
event-paper_signed = Paper signed and numbered
event-paper_sent = Paper sent
event-paper_acknowledged = Body received the paper
event-paper_discarded = Draft paper discarded
event-resupervision_opened = Re-supervision list opened
event-handed_over = Follow-ups handed over
event-taken_over = Follow-ups taken over
event-transfer_from = Offering a task to another level, and its outcome
event-transfer_to = A task offered to us, and its outcome
event-supervision_split = Split a supervision
event-cooperation_shown = Showed a unit its sheet of cooperation
event-cooperation_answered = Answered a sheet of cooperation
event-cooperation_laid = Laid a sheet of cooperation before the council
