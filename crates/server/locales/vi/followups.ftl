# Bàn làm việc, sổ theo dõi, việc theo dõi, tỷ lệ, văn bản đôn đốc, tái giám sát.

## Bàn làm việc

desk-greeting = { $s }. Xin chào { $t }, dưới đây là những việc cần xem hôm nay.
desk-late = Việc quá hạn
desk-late-none = Không có việc nào quá hạn.
desk-near = Việc sắp đến hạn
desk-near-none = Không có việc nào sắp đến hạn.
desk-claimed = Đơn vị báo đã xong, chờ nhận xét
desk-papers = Văn bản đôn đốc chờ ký, chờ gửi
desk-papers-unit = Văn bản đôn đốc gửi đến đơn vị
desk-papers-none = Không có văn bản nào.
desk-lower = HĐND cấp dưới
desk-lower-line = { $n } việc quá hạn trên { $m } việc chưa xong
desk-admin = Tài khoản này lo người dùng và danh mục, không theo dõi việc của HĐND.
desk-admin-now = Mở trang người dùng để lập tài khoản hoặc kết thúc vai trò.
see-all = Xem tất cả
open-followup = Mở việc
no-day-finding = Đặt thời hạn cho các việc này

## Nguồn, hướng, mức ưu tiên

origin-all = Tất cả
origin-recommendation = Kiến nghị sau giám sát
origin-conclusion = Kết luận giám sát
origin-questioning_promise = Lời hứa khi trả lời chất vấn
origin-resolution_task = Nhiệm vụ trong nghị quyết
origin-conference_conclusion = Kết luận hội nghị giao ban
origin-petition = Kiến nghị cử tri
facing-outward = Giao cơ quan chịu sự giám sát
facing-inward = Giao cơ quan của chính HĐND
facing-upward = Kiến nghị lên cấp trên
facing-back = Cơ quan chịu sự giám sát kiến nghị lại HĐND
priority-normal = Thường
priority-high = Cao
priority-urgent = Khẩn

## Tình trạng và thời hạn

standing-open = Chưa xong
standing-late = Quá hạn
standing-near = Sắp đến hạn
standing-claimed = Chờ nhận xét
standing-no-day = Chưa có thời hạn
standing-closed = Đã kết thúc
standing-all = Tất cả
due-late = quá hạn { $n } ngày
due-in = còn { $n } ngày làm việc
due-today = đến hạn hôm nay
due-none = chưa có thời hạn
due-none-short = chưa có
due-none-why = Văn bản không nêu ngày, hoặc nêu bằng lời mà lịch không tính được. Chưa có thời hạn thì không đôn đốc được; xin đặt thời hạn và ghi lý do.
due-over = đã kết thúc
due-over-late = kết thúc trễ { $n } ngày
due-given = Ngày ghi thẳng, không phải tính; { $s } nhập.
due-reckoned = Phần mềm tính ra ngày từ thời hạn; { $s } nhập.
due-turned-by = { $s } đổi lời văn thành ngày
deadline-due = Thời hạn
deadline-explanation = Hạn giải trình
deadline-report = Hạn báo cáo tiếp theo
deadline-superseded = đã thay bằng thời hạn khác
deadline-met = đã xong
unit-day = ngày
unit-working_day = ngày làm việc
unit-month = tháng
span-day = { $n } ngày
span-working_day = { $n } ngày làm việc
span-month = { $n } tháng

## Trả lời, nhận xét

response-accepted = Đơn vị chấp nhận
response-partly = Đơn vị chấp nhận một phần
response-rejected = Đơn vị không chấp nhận
verdict-done = Đã thực hiện xong
verdict-done-hint = Việc kết thúc. Phải có ít nhất một minh chứng.
verdict-partly = Đạt một phần
verdict-partly-hint = Tiếp tục theo dõi. Ghi phần còn lại phải làm.
verdict-not_done = Chưa thực hiện
verdict-not_done-hint = Tiếp tục theo dõi và đôn đốc. Ghi lý do.
verdict-excused = Không thể thực hiện, có lý do được chấp nhận
verdict-excused-hint = Việc kết thúc. Ghi văn bản chấp nhận lý do.
verdict-off_request = Không đúng yêu cầu
verdict-off_request-hint = Tiếp tục theo dõi. Ghi điểm chưa đúng yêu cầu.
say-claimed = Đơn vị báo đã xong, chờ nhận xét
say-handed-over = Đã bàn giao
say-waiting = Đơn vị chưa trả lời
say-reported = Chưa nhận xét
council-says = Nhận xét của Thường trực HĐND
addressee-says = Trả lời đã ghi:
only-council-judges = Chỉ Thường trực HĐND ghi nhận xét. Báo cáo của đơn vị không tự làm việc kết thúc.

## Sổ theo dõi

register-of = Mọi việc các cơ quan, đơn vị còn phải thực hiện trước { $s }, đến ngày { $t }.
register-own = Mọi việc đơn vị chủ trì hoặc phối hợp, đến ngày { $s }.
register-body = Chỉ hiện việc do { $s } chủ trì.
register-list = Danh sách việc theo dõi
register-caption = Việc theo dõi, tính đến ngày { $s }
register-empty = Sổ chưa có việc nào.
register-empty-now = Ghi việc đầu tiên từ một kết luận, kiến nghị hoặc nghị quyết, hay nạp kết quả giám sát đã công bố.
register-none = Không có mục nào khớp với các điều kiện đang chọn.
register-none-now = Xin bỏ bớt điều kiện lọc, hoặc tìm bằng từ khác.
register-none-own = Hiện không có việc nào của đơn vị ở mục này.
register-foot = { $n } việc chưa xong trên tổng số { $m } việc trong sổ
record-new = Ghi một việc mới
print-list = In danh sách
print-sheet = In phiếu theo dõi
export-csv = Xuất CSV
export-xlsx = Xuất XLSX
export-title = Sổ theo dõi của { $s }, đến ngày { $t }
filter = Lọc danh sách
filter-standing = Tình trạng
filter-origin = Nguồn
filter-drop = Bỏ điều kiện này
filter-drop-all = Bỏ mọi điều kiện lọc
search-hint = Số, nội dung, cơ quan; gõ có dấu hoặc không dấu
search-clear = Thôi tìm
pick-all = Chọn cả trang
pick-one = Chọn việc { $s }
page-first = Về trang đầu
page-next = Trang sau
page-previous = Trang trước
batch = Việc đã chọn
batch-picked = Số việc đã chọn:
batch-what = Mỗi đơn vị được soạn một văn bản cho từng bậc; người có thẩm quyền ký từng văn bản.
batch-draft = Soạn văn bản đôn đốc
product-none = chưa nêu sản phẩm
proof-none = chưa nêu
source-none = Chưa ghi văn bản giao việc
lead-nobody = Chưa nêu cơ quan chủ trì
evidence-count = có { $n } minh chứng

## Tên các mục

field-number = Số
field-title = Tên ngắn
field-title-hint = Để trống thì lấy những chữ đầu của nội dung.
field-words = Nội dung việc phải làm
field-words-hint = Chép nguyên văn từ văn bản đã ban hành.
field-task = Việc phải làm
field-origin = Nguồn
field-source = Văn bản giao việc
field-source-hint = Ví dụ: Kết luận số 03/KL-HĐND, mục III.2.
field-source-on = Ngày văn bản
field-lead = Chủ trì
field-lead-hint = Chỉ chọn khi văn bản nêu đích danh.
field-lead-words = Lời văn về nơi nhận
field-lead-words-hint = Chép nguyên văn phần nêu cơ quan, đơn vị thực hiện.
field-co = Phối hợp
field-co-hint = Chọn được nhiều cơ quan; trên máy tính, giữ phím Ctrl khi chọn.
field-product = Sản phẩm phải giao
field-product-hint = Ví dụ: kế hoạch được ban hành, biên bản nghiệm thu.
field-proof = Cách kiểm tra
field-proof-hint = Nhìn vào đâu thì biết việc đã xong.
field-due-words = Lời văn về thời hạn
field-due-words-hint = Chép nguyên văn, ví dụ: “trong quý III”, “trước kỳ họp thứ 16”.
field-due = Thời hạn
field-days-late = Số ngày quá hạn
field-verdict = Nhận xét
field-evidence = Minh chứng
field-rung = Bậc đôn đốc
field-facing = Hướng của việc
field-priority = Mức ưu tiên
field-published = Ngày công khai
field-published-hint = Để trống thì chỉ lưu nội bộ.

## Biểu mẫu ghi việc

form-new = Ghi một việc mới
form-edit = Sửa việc { $s }
form-lead = Ghi đúng lời văn đã ban hành; phần mềm chỉ ra chỗ còn thiếu, không chặn.
form-what = Việc gì, từ đâu
form-who = Ai làm
form-proof = Làm ra gì, kiểm tra thế nào
form-when = Khi nào xong
form-due-elsewhere = Đổi thời hạn ở trang của việc, vì cần ghi lý do.
record-submit = Ghi vào sổ theo dõi
correct-submit = Lưu nội dung đã sửa

## Trang của một việc

owes = { $s } phải thực hiện và báo cáo { $t }
owes-nobody = Việc theo dõi của { $s }, chưa nêu cơ quan chủ trì
repeated = lần thứ { $n } kể từ năm { $s }
of-open = trên { $n } việc chưa xong
of-rungs = trên { $n } bậc
not-urged = chưa đôn đốc
what-is-owed = Việc phải làm
timeline = Diễn biến và minh chứng
selves = Việc trước và sau của nó
earlier-self = Việc trước
later-self = Việc sau
self-elsewhere = do hội đồng khác theo dõi
aside-followup = Thời hạn và việc có thể làm
reason = Lý do
grounds = Căn cứ:
correct = Sửa nội dung
wording-check = Lời văn còn thiếu gì
wording-check-note = gợi ý, không chặn

judge = Ghi nhận xét
judge-legend = Kết quả thực hiện
judge-words = Ý kiến, lý do (để trống được khi đã thực hiện xong)
judge-submit = Ghi nhận xét
report = Báo cáo tiến độ
report-words = Đã làm được gì, còn lại gì
report-on = Ngày báo cáo
report-next = Sẽ báo cáo tiếp chậm nhất ngày
report-next-hint = Bỏ trống thì theo nhịp đã công bố (hằng tháng, hằng quý …), nếu có.
report-files = Minh chứng
report-files-hint = Chọn được nhiều tệp, mỗi tệp tối đa 25 MB.
report-completion = Đơn vị xác nhận đã hoàn thành, đề nghị nhận xét
report-submit = Gửi báo cáo
respond = Trả lời
respond-legend = Trả lời của đơn vị
respond-words = Kế hoạch thực hiện; nếu không chấp nhận hoặc chấp nhận một phần, xin nêu lý do
respond-submit = Gửi trả lời
set-due = Đặt hoặc đổi thời hạn
set-due-on = Ngày đến hạn
set-due-or = Hoặc ghi thời gian tính từ ngày của văn bản giao việc:
set-due-count = Số lượng
set-due-unit = Đếm theo
set-due-reason = Lý do, văn bản làm căn cứ
set-due-submit = Ghi thời hạn này
ask-explanation = Yêu cầu giải trình
ask-words = Nội dung cần giải trình
ask-rule = Thời hạn theo quy tắc
ask-no-rule = Hôm nay chưa có quy tắc nào định thời hạn giải trình; xin tự ấn định ngày.
ask-by = Giải trình chậm nhất ngày
ask-submit = Ghi yêu cầu giải trình
explain = Giải trình, chậm nhất ngày { $s }
explain-words = Nội dung giải trình
explain-submit = Gửi giải trình
reopen = Mở lại việc này
reopen-words = Lý do mở lại
reopen-submit = Mở lại và tiếp tục theo dõi

deed-recorded = { $s } ghi việc vào sổ theo dõi
deed-corrected = { $s } sửa nội dung
deed-responded = { $t } ({ $s } ghi)
deed-reported = { $s } báo cáo tiến độ
deed-claimed = { $s } báo hoàn thành
deed-judged = Nhận xét: { $t } ({ $s } ghi)
deed-reopened = { $s } mở lại việc
deed-due_set = { $s } đặt thời hạn { $t }
deed-explanation_asked = { $s } yêu cầu giải trình, chậm nhất ngày { $t }
deed-explained = { $s } gửi giải trình
deed-urged = { $s }: văn bản số { $t }
deed-handed_over = Bàn giao thành việc { $s } theo { $t }
deed-taken_over = Nhận bàn giao từ việc { $s } theo { $t }
deed-resupervised = { $s } đưa vào danh sách tái giám sát

## Lời văn còn thiếu

lack-soft-verb = Động từ chung chung: “{ $s }”.
lack-soft-verb-hint = Nên dùng động từ kiểm tra được, như ban hành, hoàn thành, thu hồi.
lack-unnamed = Nơi nhận gọi chung: “{ $s }”.
lack-nobody = Chưa nêu cơ quan chủ trì.
lack-unnamed-hint = Nên nêu đích danh một cơ quan chủ trì.
lack-unnamed-others = Ngoài cơ quan chủ trì còn gọi chung: “{ $s }”.
lack-unnamed-others-hint = Nên nêu tên từng cơ quan phối hợp.
lack-product = Chưa nêu sản phẩm phải giao.
lack-product-hint = Nên nêu văn bản, công trình hoặc số liệu sẽ nhận được.
lack-impossible = Trong lịch không có ngày này: “{ $s }”.
lack-vague = Thời hạn không tính được thành ngày: “{ $s }”.
lack-time = Chưa nêu thời hạn.
lack-time-hint = Nên đặt một ngày cụ thể, có lý do.
lack-event = Thời hạn chưa thành ngày: “{ $s }”.
lack-rhythm = Việc làm định kỳ: “{ $s }”.
lack-event-hint = Khi biết ngày, nên đặt thời hạn cho lần tới.
lack-proof = Chưa nêu cách kiểm tra.
lack-proof-hint = Nên nêu minh chứng nào cho biết việc đã xong.

## Thang đôn đốc

ladder = Thang đôn đốc
ladder-note = Phần mềm soạn, người có thẩm quyền quyết định và ký
ladder-data = số ngày và người ký theo thông lệ, văn phòng đổi được
rung-n = Bậc { $n }
rung-round = { $s } (lần { $n })
rung-open = đã mở, soạn được
rung-waits = mở từ ngày { $s }
rung-waits-days = quá hạn từ { $n } ngày{ $m ->
    [0] { "" }
   *[other] , cách văn bản trước ít nhất { $m } ngày
 }
draft-next-paper = Soạn văn bản bậc tiếp theo
papers-of-this = Văn bản có việc này:

## Tỷ lệ thực hiện

rates-of = Tỷ lệ thực hiện các việc trong sổ của { $s }, đến ngày { $t }.
rates-by-body = Theo cơ quan chủ trì
rates-note = nhiều việc đến hạn chưa xong xếp trước
rate-done = Đã thực hiện xong
rate-due = Đã đến hạn
rate-percent = Tỷ lệ xong
rate-late = Đến hạn chưa xong
rate-left-out = Chưa tính vào tỷ lệ
rate-of-due = trên { $n } việc đã đến hạn
rate-none-due = chưa có việc nào đến hạn
rate-few = ít việc, chưa tính tỷ lệ
rate-excused = { $n } việc có lý do được chấp nhận
rate-excused-short = Có lý do được chấp nhận
rate-not-yet-due = { $n } việc chưa đến hạn
rate-no-day = { $n } việc chưa có thời hạn
rate-handed-over = { $n } việc đã bàn giao

## Văn bản đôn đốc

urging-lead = Phần mềm soạn dự thảo; người có thẩm quyền đọc, ký và cho gửi. Không văn bản nào tự gửi đi.
urging-lead-own = Văn bản đôn đốc đã gửi đến đơn vị, mới nhất ở trên.
urging-none-drafted = Chưa soạn được văn bản nào
papers-waiting = Chờ ký, chờ gửi
papers-sent = Đã gửi
papers-discarded = Đã bỏ
papers-none = Không có văn bản nào ở mục này.
papers-none-now = Văn bản được soạn khi một việc quá hạn và đến lượt đôn đốc.
paper = Văn bản
paper-drafted = dự thảo chờ ký
paper-signed = đã ký, chờ gửi
paper-sent = đã gửi
paper-acknowledged = đơn vị đã nhận
paper-discarded = dự thảo đã bỏ
paper-standing = { $s }, ngày { $t }
paper-symbol = Số, ký hiệu
paper-symbol-hint = Lấy từ sổ văn bản đi, ví dụ 41/HĐND-VP.
paper-answer-by = Hạn trả lời
paper-answer-by-hint = Để trống thì giữ ngày trong dự thảo.
paper-words = Nội dung thêm vào văn bản
paper-sign = Ký và lấy số
paper-sign-lead = { $s }. Khi ký, việc nào đã xong tự rời khỏi văn bản.
paper-sign-submit = Ký và lấy số
paper-send = Ghi đã gửi cho { $s }
paper-acknowledge = Ghi đơn vị đã nhận
paper-acknowledged-by = { $s } ghi nhận đã nhận văn bản ngày { $t }.
paper-discard = Bỏ dự thảo này
paper-discard-why = Các việc trong dự thảo trở lại danh sách và soạn lại được.
paper-items = Việc trong văn bản
print-paper = In văn bản
earlier-paper = số { $s } ngày { $t }

## Lời của công văn (văn bản chính thức, tiếng Anh cũng giữ nguyên)

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
letter-dropped = Việc { $s } đã rời khỏi văn bản này vì không còn quá hạn.

## Tái giám sát

resupervision-lead = Những việc chưa xong từ cuộc giám sát trước được đưa thành danh sách để giám sát lại.
resupervision-opened = Danh sách đã mở
resupervision-opened-on = mở ngày { $s }
resupervision-sources = Cuộc giám sát, văn bản còn việc chưa xong
resupervision-none = Không còn văn bản giao việc nào có việc chưa xong.
resupervision-undone = { $n } việc chưa được nhận xét là đã xong
resupervision-open = Mở danh sách tái giám sát
resupervision-of = Từ “{ $s }”, mở ngày { $t }
resupervision-items = { $n } việc phải xem lại

# Chuyển việc giữa hai cấp
transfers = Việc chuyển giữa hai cấp
transfers-lead = Việc mà { $s } đề nghị cấp trên hoặc cấp dưới nhận theo dõi, và việc được đề nghị nhận.
transfers-received = Được đề nghị nhận
transfers-received-none = Chưa hội đồng nào đề nghị chuyển việc sang.
transfers-sent = Đã đề nghị chuyển đi
transfers-sent-none = Chưa đề nghị chuyển việc nào. Muốn chuyển, xin mở việc trong Sổ theo dõi rồi chọn “Đề nghị chuyển cấp khác theo dõi”.
transfers-waiting = { $n } việc được đề nghị nhận
transfer-from = từ { $s }
transfer-to = sang { $s }
transfer-between = { $s } đề nghị chuyển sang { $t }
transfer-offered = Chờ trả lời
transfer-accepted = Đã nhận
transfer-declined = Không nhận
transfer-withdrawn = Đã rút
transfer-lapsed = Hết hiệu lực, việc đã khép lại
transfer-not-shown = Nội dung việc không còn hiển thị
transfer-made = Đề nghị
transfer-record = Đề nghị và trả lời
transfer-reason = Lý do chuyển
transfer-reason-hint = Vì sao việc này thuộc thẩm quyền của cấp kia, hoặc cấp kia theo dõi sẽ sát hơn.
transfer-document = Văn bản kèm theo
transfer-document-hint = Số, ký hiệu văn bản, nếu có.
transfer-offer = Đề nghị chuyển cấp khác theo dõi
transfer-offer-what = Chừng nào hội đồng kia chưa nhận, việc vẫn ở đây: thời hạn vẫn chạy và vẫn đôn đốc như thường.
transfer-offer-submit = Gửi đề nghị
transfer-choose = Chọn hội đồng
transfer-receiver = Hội đồng nhận theo dõi
transfer-nobody = Chưa có hội đồng cấp trên hay cấp dưới nào trong phần mềm để chuyển sang.
transfer-standing = Việc này đang được đề nghị chuyển sang { $s } và còn chờ trả lời.
transfer-open = Xem đề nghị
transfer-open-first = Mở việc { $s }
transfer-open-taken = Mở việc { $s }
transfer-accept = Nhận theo dõi
transfer-accept-what = Việc được ghi vào sổ của hội đồng nhận với nguyên văn và thời hạn cũ; việc ban đầu khép lại là đã bàn giao.
transfer-accept-words = Số, ký hiệu văn bản nhận, nếu có
transfer-accept-submit = Nhận việc này
transfer-lead = Cơ quan chủ trì từ nay
transfer-lead-same = Giữ cơ quan hiện nay, nếu được; nếu không thì UBND cùng cấp
transfer-decline = Không nhận
transfer-decline-submit = Trả lời không nhận
transfer-withdraw = Rút đề nghị
transfer-withdraw-submit = Rút đề nghị này
transfer-waits-for = Đang chờ Thường trực { $s } trả lời.
transfer-over = Đề nghị này đã khép lại.
by-on = { $s }, ngày { $t }
deed-transfer_offered = { $s } đề nghị chuyển sang { $t }
deed-transfer_declined = { $s } trả lời không nhận ({ $t })
deed-transfer_withdrawn = { $s } rút đề nghị chuyển sang { $t }
desk-transfers = Việc được đề nghị nhận
