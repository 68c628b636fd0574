# Councils, bodies, deputies, handover, rules and calendar, intake, set-up.

## People's Councils

councils-lead = The People's Councils that this account may see.
units-known = The list has { $n } provinces and cities, and { $m } communes, wards and special zones.
council = People's Council
council-level = Level
council-term = Term
council-days = Days
council-upper = upper level
council-place = Place
council-above = Council above
council-below = Councils below
council-over = This People's Council has ended. Its records can still be read; what is open needs to be handed over to the successor.
council-end = End this People's Council
council-end-why = For a rearrangement of administrative units, or the end of the term. Records can still be read; what is open waits for a handover.
council-last-day = Last day
unit = Administrative unit
unit-successors = Successor units
level-province = Province level
level-district = District level
level-commune = Commune level
share-all = the whole
share-part = a part
share-rest = the rest
share-area = a part of the area

bodies = Bodies
body-add = Add a body
body-kind-standing_committee = Standing Committee of the People's Council
body-kind-committee = Committee of the People's Council
body-kind-deputy_group = Deputy group
body-kind-office = Office
body-kind-peoples_committee = People's Committee
body-kind-department = Department or agency
body-kind-court = People's Court
body-kind-procuracy = People's Procuracy
body-kind-fatherland_front = Fatherland Front Committee
body-kind-other = Other body
field-kind = Kind
deputies = People's Council deputies
deputies-none = No deputies in the list yet.
deputies-import = Bring in the deputies from a table
deputy-add = Add a deputy
field-mandate = Mandate
field-group = Deputy group
mandate-full_time = full-time
mandate-part_time = part-time

## Handover

handover = Hand over open follow-ups
handovers = Handovers
handover-open = Hand over open follow-ups
handover-to = Handed over to { $s }
handover-from = Taken over from { $s }
handover-count = { $n } tasks
council-of-term = { $s }, term { $t }
handover-lead = The open follow-ups of { $s } pass to the successor by the decision of an authorised person. Deadlines stay; what is overdue stays overdue.
handover-nothing = Nothing open is left to hand over.
handover-no-receiver = No other active People's Council is set up here to take over. Please set up the successor first.
handover-decision = Decision to hand over
handover-receiver = Receiving People's Council
handover-receiver-hint = Councils of the successor units come first; the decision is an authorised person's.
handover-decided-by = Decided by
handover-decided-on = Decided on
handover-document = Handover paper
handover-document-hint = Number and symbol of the decision or the handover minutes.
handover-items = { $n ->
    [one] { $n } open follow-up
   *[other] { $n } open follow-ups
 }
handover-submit = Hand over what is chosen

## Deadline rules

rules-lead = { $n } of { $m } rules shown. Each has its citation, the days of its force, and whether an office has confirmed it.
rules-in-force = In force
rules-ended = Outside their force
rules-unverified = Not checked against the text
rule-duty = Duty
rule-span = Time
rule-force = In force
rule-citation = Citation
rule-standing = Certainty
rule-starts = Counted from
rule-source = Source
rule-note = Note
rule-edition = Edition
rule-what = What the rule says
rule-open-end = no end set
rule-fixed-date = fixed day of the year
rule-verified = checked against the text
rule-recalled = not checked against the text
rule-recalled-long = Not checked against the text of the law. Please check before applying it.
rule-confirmed = confirmed by the office
rule-not-confirmed = not confirmed by an office
rule-not-confirmed-why = No office has confirmed this reading. Until one does, the days reckoned are for orientation only.
rule-unconfirmed = No office has confirmed this way of reckoning.
rule-see = See the rule
rule-confirmation = Confirmation by the office
rule-confirm = Confirm this rule
rule-document = Confirming paper
rule-document-hint = Number and day of the paper or opinion.
rule-unknown = There is no rule named { $s }.
rule-unknown-near = There is no rule named { $s }. Similar names: { $t }.
rule-outside-force = Rule { $s } is in force only in { $t } and does not apply to the chosen day.
span-before = { $s } before day zero
span-after = { $s } after day zero
supervision-forms = Forms of supervision

reckon = Reckon a deadline
reckon-from = Day zero
reckon-submit = Reckon the deadline
reckoning = How the deadline was reckoned
step-day-zero = Day zero
step-day-zero-why = this day is not counted
step-count-after = Time, counted from the day after day zero
step-count-before = Time, counted back from day zero
step-weekends = Saturdays and Sundays left out
step-worked-saturday = Weekly rest day worked, counted: { $s }
step-reached = Count ends: { $s }
step-moved = { $s } is a day of rest ({ $t }), moved to the adjoining working day
step-calendar-unconfirmed = The holidays of { $n } are not confirmed by a paper; the day may change
step-fixed-date = Fixed day of the year
step-due = Due: { $s }
rest-weekend = weekly rest
rest-holiday = Public holiday
rest-compensatory = Day in lieu
rest-swapped = Swapped day off

## Working calendar

calendar-of = Working calendar { $n }
calendar-confirmed = Every holiday of the year is confirmed by a paper.
calendar-unconfirmed = Some holidays of the year are not confirmed by a paper; days reckoned may change.
calendar-unconfirmed-day = not confirmed by a paper
calendar-day = Day
calendar-kind = Kind
calendar-name = Name
calendar-switches = Holidays that await a change of law
switch-on = counted as a holiday
switch-off = not counted as a holiday
special-holiday = Public holiday
special-compensatory = Day in lieu
special-swapped_off = Swapped day off
special-swapped_working = Worked in exchange

## Bring in records

intake-lead = Bringing in the same file twice adds nothing twice.
intake-file = File
intake-template = Download the template
intake-supervision = Published supervisions
intake-supervision-why = Each line of the file is one supervision. Each recommendation becomes a follow-up, in the words in which it was published.
intake-supervision-submit = Bring into the register
intake-deputies = List of deputies
intake-deputies-submit = Bring in the deputies
intake-bodies = List of bodies
intake-bodies-submit = Bring in the bodies
intake-nothing-taken = Nothing was brought in
intake-report = What came of it
intake-taken = New
intake-unchanged = Already there
intake-refused = Not taken
intake-more = { $n ->
    [one] { $n } more note is not shown here.
   *[other] { $n } more notes are not shown here.
 }
warning-line-not-read = This line cannot be read because its structure is wrong. Please mend it in the file and bring the file in again.
warning-alike = { $s } is like a follow-up already in the register; the two have been linked for comparison.
warning-soft-verb = Soft verb: “{ $s }”.
warning-unnamed-addressee = The addressee is unnamed: “{ $s }”. No lead body was chosen.
warning-no-addressee = No lead body is named.
warning-impossible-day = The calendar has no day “{ $s }”. No deadline was set.
warning-event = The deadline depends on an event: “{ $s }”. No day was set.
warning-vague = The deadline cannot be turned into a day: “{ $s }”.
warning-rhythm = Recurring work: “{ $s }”. No day was set.
warning-no-due = No deadline is named.
warning-due-read = Deadline read from the words: { $s }. Please check it.
warning-due-before-source = The deadline read ({ $s }) is earlier than the day of the supervision, so it was not set. Please check it.
warning-unit-incomplete = The line lacks the code or the name of the unit, so it was not taken.
sheet-title-deputies = List of People's Council deputies
sheet-title-bodies = List of bodies concerned
sheet-note = Fill in from the line under the headings; the example line is left out. Write days as 15/3/2026; left empty, the first day of the term is taken.
sheet-name = Full name
sheet-mandate = Full-time or part-time
sheet-group = Deputy group
sheet-from = From
sheet-body = Name of the body
sheet-kind = Kind of body
sheet-example-name = Example: Nguyễn Văn An
sheet-example-group = Tổ đại biểu số 1
sheet-example-body = Example: Phòng Kinh tế

## Set-up

setup = Set-up
setup-lead = Sets up the People's Council, its bodies and the first two accounts. This page closes once there is an account.
setup-step-code = Enter the set-up code
setup-code = Set-up code
setup-code-why = A one-time code, printed in the window where the server was started, so that no stranger does the set-up.
setup-next = Check the code and go on
setup-no-units = The list of administrative units is not there yet.
setup-no-units-now = Please have the administrator of the server run “dienhong import units” with the list, then reload this page.
setup-step-unit = Choose the administrative unit
setup-find = Find an administrative unit
setup-find-hint = Name of a commune, ward, special zone, province or city
setup-none-found = No unit is named “{ $s }”. Please try a shorter name, or leave out the Vietnamese marks.
setup-other-unit = Choose another unit
setup-upper = Unit above: { $s }. Its People's Council is set up as well.
setup-starts-on = First day of the term
setup-bodies = Bodies
setup-bodies-hint = One name a line. They can be changed later on the council's page.
setup-clerk = Clerk of the Office, who also administers
setup-standing = Standing Committee of the People's Council
setup-submit = Set up the People's Council and open two accounts
setup-after = After this step the desk opens, with the clerk's account.
