# HĐND, cơ quan, đại biểu, bàn giao, quy tắc và lịch, nhập dữ liệu, thiết lập ban đầu.

## Hội đồng nhân dân

councils-lead = Các HĐND mà tài khoản này được xem.
units-known = Danh mục có { $n } tỉnh, thành phố và { $m } xã, phường, đặc khu.
council = Hội đồng nhân dân
council-level = Cấp
council-term = Nhiệm kỳ
council-days = Thời gian
council-upper = cấp trên
council-place = Vị trí
council-above = HĐND cấp trên
council-below = HĐND cấp dưới
council-over = HĐND này đã kết thúc hoạt động. Hồ sơ vẫn xem được; việc chưa xong cần bàn giao cho HĐND kế tiếp.
council-end = Kết thúc HĐND này
council-end-why = Dùng khi đơn vị hành chính được sắp xếp lại hoặc hết nhiệm kỳ. Hồ sơ vẫn xem được, việc chưa xong chờ bàn giao.
council-last-day = Ngày hoạt động cuối cùng
unit = Đơn vị hành chính
unit-successors = Đơn vị kế tiếp
level-province = Cấp tỉnh
level-district = Cấp huyện
level-commune = Cấp xã
share-all = toàn bộ
share-part = một phần
share-rest = phần còn lại
share-area = một phần diện tích

bodies = Cơ quan, đơn vị
body-add = Thêm cơ quan, đơn vị
body-kind-standing_committee = Thường trực HĐND
body-kind-committee = Ban của HĐND
body-kind-deputy_group = Tổ đại biểu HĐND
body-kind-office = Văn phòng
body-kind-peoples_committee = Ủy ban nhân dân
body-kind-department = Sở, ban, ngành, phòng chuyên môn
body-kind-court = Tòa án nhân dân
body-kind-procuracy = Viện kiểm sát nhân dân
body-kind-fatherland_front = Ủy ban Mặt trận Tổ quốc
body-kind-other = Cơ quan, đơn vị khác
field-kind = Loại
deputies = Đại biểu HĐND
deputies-none = Chưa có đại biểu nào trong danh sách.
deputies-import = Nạp danh sách đại biểu từ bảng
deputy-add = Thêm đại biểu
field-mandate = Hình thức hoạt động
field-group = Tổ đại biểu
mandate-full_time = chuyên trách
mandate-part_time = kiêm nhiệm

## Bàn giao

handover = Bàn giao việc chưa xong
handovers = Các lần bàn giao
handover-open = Bàn giao việc chưa xong
handover-to = Bàn giao cho { $s }
handover-from = Nhận bàn giao từ { $s }
handover-count = { $n } việc
council-of-term = { $s }, nhiệm kỳ { $t }
handover-lead = Việc chưa xong của { $s } chuyển cho HĐND kế tiếp theo quyết định của người có thẩm quyền. Thời hạn giữ nguyên, việc quá hạn vẫn là quá hạn.
handover-nothing = Không còn việc nào chưa xong để bàn giao.
handover-no-receiver = Chưa có HĐND nào khác đang hoạt động trong phần mềm để nhận bàn giao. Xin lập HĐND kế tiếp trước.
handover-decision = Quyết định bàn giao
handover-receiver = HĐND nhận bàn giao
handover-receiver-hint = HĐND của các đơn vị kế tiếp xếp trước; người quyết định vẫn là người có thẩm quyền.
handover-decided-by = Người quyết định
handover-decided-on = Ngày quyết định
handover-document = Văn bản bàn giao
handover-document-hint = Số, ký hiệu của quyết định hoặc biên bản bàn giao.
handover-items = { $n } việc chưa xong
handover-submit = Bàn giao các việc đã chọn

## Quy tắc thời hạn

rules-lead = Đang hiện { $n } trên { $m } quy tắc. Mỗi quy tắc có căn cứ, thời gian hiệu lực và cho biết cơ quan đã xác nhận hay chưa.
rules-in-force = Đang có hiệu lực
rules-ended = Ngoài thời gian hiệu lực
rules-unverified = Chưa đối chiếu văn bản
rule-duty = Việc phải làm
rule-span = Thời hạn
rule-force = Hiệu lực
rule-citation = Căn cứ
rule-standing = Độ chắc chắn
rule-starts = Tính từ
rule-source = Nguồn
rule-note = Ghi chú
rule-edition = Bản
rule-what = Nội dung quy tắc
rule-open-end = chưa định ngày
rule-fixed-date = ngày cố định trong năm
rule-verified = đã đối chiếu văn bản
rule-recalled = chưa đối chiếu văn bản
rule-recalled-long = Chưa đối chiếu với nguyên văn văn bản. Xin kiểm tra trước khi áp dụng.
rule-confirmed = cơ quan đã xác nhận
rule-not-confirmed = cơ quan chưa xác nhận
rule-not-confirmed-why = Chưa có cơ quan nào xác nhận cách hiểu này. Ngày phần mềm tính chỉ để tham khảo cho đến khi được xác nhận.
rule-unconfirmed = Cách tính này chưa được cơ quan xác nhận.
rule-see = Xem quy tắc
rule-confirmation = Xác nhận của cơ quan
rule-confirm = Xác nhận quy tắc này
rule-document = Văn bản xác nhận
rule-document-hint = Số, ngày của văn bản hoặc ý kiến xác nhận.
rule-unknown = Không có quy tắc nào mang tên { $s }.
rule-unknown-near = Không có quy tắc nào mang tên { $s }. Tên gần giống: { $t }.
rule-outside-force = Quy tắc { $s } chỉ có hiệu lực trong khoảng { $t }, không áp dụng cho ngày đã chọn.
span-before = { $s } trước ngày mốc
span-after = { $s } sau ngày mốc
supervision-forms = Hình thức giám sát

reckon = Tính thử thời hạn
reckon-from = Ngày mốc
reckon-submit = Tính thời hạn
reckoning = Cách tính thời hạn
step-day-zero = Ngày mốc
step-day-zero-why = không tính ngày này
step-count-after = Thời hạn, tính từ ngày sau ngày mốc
step-count-before = Thời hạn, tính lùi từ ngày mốc
step-weekends = Bỏ Thứ Bảy, Chủ nhật
step-worked-saturday = Ngày nghỉ hằng tuần có làm việc, được tính: { $s }
step-reached = Đếm đến: { $s }
step-moved = { $s } là ngày nghỉ ({ $t }), chuyển sang ngày làm việc liền kề
step-calendar-unconfirmed = Lịch nghỉ năm { $n } chưa có văn bản xác nhận, ngày có thể đổi
step-fixed-date = Ngày cố định trong năm
step-due = Đến hạn: { $s }
rest-weekend = nghỉ hằng tuần
rest-holiday = Nghỉ lễ, tết
rest-compensatory = Nghỉ bù
rest-swapped = Nghỉ hoán đổi

## Lịch làm việc

calendar-of = Lịch làm việc năm { $n }
calendar-confirmed = Mọi ngày nghỉ trong năm đã có văn bản xác nhận.
calendar-unconfirmed = Có ngày nghỉ trong năm chưa có văn bản xác nhận; ngày phần mềm tính có thể đổi.
calendar-unconfirmed-day = chưa có văn bản xác nhận
calendar-day = Ngày
calendar-kind = Loại
calendar-name = Tên
calendar-switches = Ngày lễ chờ luật sửa đổi
switch-on = đang tính là ngày nghỉ
switch-off = chưa tính là ngày nghỉ
special-holiday = Nghỉ lễ, tết
special-compensatory = Nghỉ bù
special-swapped_off = Nghỉ hoán đổi
special-swapped_working = Làm bù

## Nhập dữ liệu

intake-lead = Nạp lại cùng một tệp không làm phát sinh bản ghi trùng.
intake-file = Tệp
intake-template = Tải mẫu bảng
intake-supervision = Kết quả giám sát đã công bố
intake-supervision-why = Mỗi dòng của tệp là một cuộc giám sát. Mỗi kiến nghị trở thành một việc theo dõi, giữ nguyên lời văn đã công bố.
intake-supervision-submit = Nạp vào sổ theo dõi
intake-deputies = Danh sách đại biểu
intake-deputies-submit = Nạp danh sách đại biểu
intake-bodies = Danh sách cơ quan, đơn vị
intake-bodies-submit = Nạp danh sách cơ quan, đơn vị
intake-nothing-taken = Chưa nạp được gì
intake-report = Kết quả nạp
intake-taken = Đã nạp mới
intake-unchanged = Đã có từ trước
intake-refused = Chưa nạp được
intake-more = Còn { $n } dòng lưu ý khác chưa hiện ở đây.
warning-line-not-read = Dòng này không đọc được vì sai cấu trúc. Xin sửa dòng trong tệp rồi nạp lại.
warning-alike = Việc { $s } giống một việc đã có trong sổ; hai việc đã được nối với nhau để đối chiếu.
warning-soft-verb = Động từ chung chung: “{ $s }”.
warning-unnamed-addressee = Nơi nhận gọi chung: “{ $s }”. Chưa chọn cơ quan chủ trì.
warning-no-addressee = Chưa nêu cơ quan chủ trì.
warning-impossible-day = Trong lịch không có ngày “{ $s }”. Chưa đặt thời hạn.
warning-event = Thời hạn gắn với sự kiện: “{ $s }”. Chưa đặt ngày.
warning-vague = Thời hạn không tính được thành ngày: “{ $s }”.
warning-rhythm = Việc làm định kỳ: “{ $s }”. Chưa đặt ngày.
warning-no-due = Chưa nêu thời hạn.
warning-due-read = Thời hạn đọc từ lời văn: { $s }. Xin kiểm tra lại.
warning-due-before-source = Thời hạn đọc được ({ $s }) sớm hơn ngày của cuộc giám sát nên không đặt. Xin kiểm tra lại.
warning-unit-incomplete = Dòng thiếu mã hoặc tên đơn vị hành chính nên không nạp.
sheet-title-deputies = Danh sách đại biểu HĐND
sheet-title-bodies = Danh sách cơ quan, đơn vị liên quan
sheet-note = Điền từ dòng dưới tiêu đề cột; dòng ví dụ được bỏ qua khi nạp. Ngày viết dạng 15/3/2026, để trống thì lấy ngày bắt đầu nhiệm kỳ.
sheet-name = Họ và tên
sheet-mandate = Chuyên trách hay kiêm nhiệm
sheet-group = Tổ đại biểu
sheet-from = Từ ngày
sheet-body = Tên cơ quan, đơn vị
sheet-kind = Loại cơ quan
sheet-example-name = Ví dụ: Nguyễn Văn An
sheet-example-group = Tổ đại biểu số 1
sheet-example-body = Ví dụ: Phòng Kinh tế

## Thiết lập ban đầu

setup = Thiết lập ban đầu
setup-lead = Lập HĐND, các cơ quan và hai tài khoản đầu tiên. Trang này đóng lại khi có tài khoản đầu tiên.
setup-step-code = Nhập mã thiết lập
setup-code = Mã thiết lập
setup-code-why = Mã dùng một lần, in ở cửa sổ nơi khởi động máy chủ, để người lạ không thiết lập thay.
setup-next = Kiểm tra mã và tiếp tục
setup-no-units = Chưa có danh mục đơn vị hành chính.
setup-no-units-now = Xin người quản trị máy chủ chạy lệnh “dienhong import units” với tệp danh mục, rồi tải lại trang này.
setup-step-unit = Chọn đơn vị hành chính
setup-find = Tìm đơn vị hành chính
setup-find-hint = Gõ tên xã, phường, đặc khu hoặc tỉnh, thành phố
setup-none-found = Không tìm thấy đơn vị nào có tên “{ $s }”. Xin thử viết ngắn hơn hoặc không dấu.
setup-other-unit = Chọn đơn vị khác
setup-upper = Đơn vị cấp trên: { $s }. HĐND cấp trên được lập kèm.
setup-starts-on = Ngày bắt đầu nhiệm kỳ
setup-bodies = Các cơ quan, đơn vị
setup-bodies-hint = Mỗi dòng một tên. Sau này sửa được ở trang của HĐND.
setup-clerk = Chuyên viên văn phòng, kiêm quản trị
setup-standing = Thường trực HĐND
setup-submit = Lập HĐND và mở hai tài khoản
setup-after = Sau bước này là vào ngay bàn làm việc, bằng tài khoản của chuyên viên.
