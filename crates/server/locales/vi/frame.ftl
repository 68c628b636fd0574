# Khung trang, điều hướng, đăng nhập, tài khoản, nhật ký, lỗi và lời từ chối.
# Tiếng Việt là bản gốc; bản tiếng Anh giữ cùng khóa và cùng tên biến.

## Tiêu đề văn bản (thể thức)

letterhead-council = HỘI ĐỒNG NHÂN DÂN
letterhead-nation = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
letterhead-motto = Độc lập - Tự do - Hạnh phúc

## Khung trang

skip = Đến nội dung chính
illustration = Bản minh họa:
nav-label = Điều hướng chính
nav-label-small = Điều hướng trên màn hình nhỏ
nav-count = Số việc đang chờ
nav-desk = Bàn làm việc
nav-group-followups = Theo dõi, đôn đốc
nav-register = Sổ theo dõi
nav-urging = Văn bản đôn đốc
nav-resupervisions = Tái giám sát
nav-rates = Tỷ lệ thực hiện
nav-group-council = Hội đồng nhân dân
nav-councils = HĐND hai cấp
nav-intake = Nhập dữ liệu
nav-group-law = Quy định
nav-rules = Quy tắc thời hạn
nav-calendar = Lịch làm việc
nav-group-system = Hệ thống
nav-accounts = Người dùng
nav-events = Nhật ký
nav-own-account = Tài khoản của tôi
theme = Nền sáng, tối
sign-in = Đăng nhập
sign-out = Đăng xuất
keys-title = Phím tắt
keys-search = Đến ô tìm kiếm
keys-help = Mở bảng phím tắt này
keys-tab = Sang mục tiếp theo
keys-esc = Đóng bảng đang mở
close = Đóng
back = Quay lại
back-to-desk = Về bàn làm việc
cancel = Thôi, không lưu
save = Lưu
search = Tìm
acts = Việc có thể làm

## Ngày

weekday-1 = Thứ Hai
weekday-2 = Thứ Ba
weekday-3 = Thứ Tư
weekday-4 = Thứ Năm
weekday-5 = Thứ Sáu
weekday-6 = Thứ Bảy
weekday-7 = Chủ nhật
day-hint = Viết ngày/tháng/năm, ví dụ 08/6/2024.

## Biểu mẫu trả lại

form-not-saved = Chưa lưu được
act-not-done = Chưa thực hiện được
typed-stays = Nội dung đã gõ vẫn còn trên trang; mật khẩu và tệp đính kèm, nếu có, xin nhập lại.
stale-who = { $s } đã lưu bản khác của mục này lúc { $t }, trong khi trang này đang mở.
stale-field = Mục
stale-stands = Bản đang lưu
stale-typed = Bản vừa gõ
stale-what-now = Xin so hai bản, sửa lại cho đúng rồi lưu lần nữa; lần lưu đó sẽ thay bản đang lưu.

## Trang lỗi

error-refused = Chưa thực hiện được
error-now-refused = Chưa có gì thay đổi. Xin quay lại trang trước để chọn việc khác.
error-invalid = Có nội dung chưa đúng
error-now-invalid = Chưa có gì được lưu. Xin quay lại trang trước, sửa các mục nêu trên rồi lưu lại.
error-stale = Đã có người lưu trước
error-now-stale = Chưa có gì được ghi đè. Xin mở lại trang để xem bản mới nhất rồi sửa tiếp.
error-not-found = Không tìm thấy trang
error-not-found-why = Địa chỉ này không có, hoặc hồ sơ này không thuộc phạm vi được xem của tài khoản đang dùng.
error-now-not-found = Xin kiểm tra lại địa chỉ hoặc số của việc; nếu cần xem, xin liên hệ văn phòng.
error-fault = Phần mềm gặp lỗi
error-fault-why = Phần mềm gặp lỗi khi làm yêu cầu này; nếu vừa gửi biểu mẫu thì nội dung có thể chưa được lưu. Lỗi đã được ghi lại cho người quản trị.
error-now-fault = Xin thử lại sau ít phút. Nếu vẫn lỗi, xin báo người quản trị giờ xảy ra lỗi.

## Lời từ chối: vì sao chưa làm được, và nên làm gì

refusal-closed-already = Việc này đã kết thúc ngày { $s } nên không ghi thêm được. Nếu cần làm tiếp, Thường trực HĐND có thể mở lại; việc đã bàn giao thì theo dõi ở HĐND nhận bàn giao.
refusal-still-open = Việc này đang được theo dõi nên không cần mở lại. Có thể ghi nhận xét hoặc báo cáo ngay.
refusal-reason-missing = Lựa chọn này cần có lý do. Xin ghi lý do rồi lưu lại.
refusal-claimed-already = Đơn vị đã báo hoàn thành ngày { $s } và đang chờ Thường trực HĐND nhận xét. Nếu có thêm minh chứng, xin gửi báo cáo tiến độ, không đánh dấu hoàn thành.
refusal-evidence-missing = Chưa ghi được “Đã thực hiện xong” vì việc này chưa có minh chứng nào. Xin chờ đơn vị gửi minh chứng, hoặc chọn “Đạt một phần”.
refusal-before-its-origin = Ngày đã ghi sớm hơn ngày giao việc ({ $s }). Xin kiểm tra lại ngày.
refusal-in-the-future = Ngày { $s } chưa tới nên chưa ghi được. Xin ghi ngày hôm nay hoặc một ngày trước đó.
refusal-explanation-asked-already = Đã có yêu cầu giải trình, hạn là ngày { $s }, và chưa có giải trình nào được ghi. Xin chờ đơn vị giải trình, hoặc ghi giải trình đã nhận bằng văn bản.
refusal-no-explanation-asked = Việc này không có yêu cầu giải trình nào đang chờ. Nếu muốn báo tình hình, xin gửi báo cáo tiến độ.
refusal-not-overdue = Hôm nay không có việc nào ở đây cần văn bản đôn đốc: việc chưa quá hạn, đã kết thúc, chưa có thời hạn, hoặc đã qua hết các bậc. Xin chọn việc khác; nếu là dự thảo, có thể bỏ dự thảo.
refusal-rung-not-open = Đơn vị còn thời gian trả lời văn bản trước; bậc đôn đốc tiếp theo mở từ ngày { $s }. Xin soạn văn bản từ ngày đó.
refusal-sent-already = Văn bản đã được ký, gửi hoặc nhận ngày { $s } nên bước này không làm lại được. Xin mở văn bản để xem tình trạng hiện nay.
refusal-not-signed = Văn bản chưa được ký và lấy số nên chưa gửi được. Xin ký và lấy số trước.
refusal-not-sent = Văn bản chưa được gửi nên chưa ghi nhận được việc đã nhận. Xin ghi đã gửi trước.
refusal-not-allowed = Vai trò của tài khoản đang dùng không được làm việc này. Nếu cần, xin liên hệ người quản trị để được giao vai trò phù hợp.

## Mục chưa nhận được: ngày

invalid-day = “{ $s }” chưa đọc được thành ngày. Xin viết ngày/tháng/năm, ví dụ 08/6/2024.
invalid-day-impossible = Trong lịch không có ngày “{ $s }”. Xin kiểm tra lại ngày và tháng.
invalid-day-future = Ngày “{ $s }” chưa tới. Xin ghi ngày ban hành của văn bản, không muộn hơn hôm nay.
invalid-day-past = Ngày “{ $s }” đã qua. Xin chọn một ngày sau hôm nay.
invalid-day-missing = Chưa có ngày. Xin ghi một ngày, ví dụ 08/6/2024.
invalid-count = “{ $s }” chưa phải số ngày hoặc số tháng dùng được. Xin ghi một số từ 1 đến 3650.
invalid-unit = Chưa rõ đếm theo ngày, ngày làm việc hay tháng. Xin chọn một cách đếm.
invalid-span-start = Chưa tính được thời hạn vì chưa có ngày bắt đầu. Xin ghi ngày của văn bản giao việc, hoặc ghi thẳng ngày đến hạn.
invalid-due-before-source = Thời hạn ({ $s }) sớm hơn ngày của văn bản giao việc. Xin kiểm tra lại cả hai ngày.

## Mục chưa nhận được: chữ và lựa chọn

invalid-form = Biểu mẫu đến máy chủ không đủ hoặc không đọc được. Xin tải lại trang rồi gửi lại.
invalid-too-long = Nội dung dài hơn mức ô này nhận được (nhiều nhất { $s } ký tự). Xin rút gọn; phần còn lại có thể gửi thành tệp đính kèm.
invalid-legacy-font = Đoạn “{ $s }” được gõ bằng phông chữ cũ (TCVN3 hoặc VNI) nên hiện sai dấu. Xin chuyển sang Unicode rồi dán lại.
invalid-words-missing = Chưa có nội dung việc phải làm. Xin chép nguyên văn từ văn bản đã ban hành.
invalid-origin = Chưa rõ việc này từ đâu mà có. Xin chọn một nguồn trong danh sách.
invalid-facing = Chưa rõ việc này giao cho bên nào. Xin chọn một mục trong danh sách.
invalid-priority = Chưa rõ mức ưu tiên. Xin chọn một mức trong danh sách.
invalid-body = Cơ quan, đơn vị đã chọn không có trong danh sách. Xin chọn lại từ danh sách.
invalid-body-missing = Vai trò này cần gắn với một cơ quan, đơn vị. Xin chọn cơ quan, đơn vị.
invalid-body-known = Đã có “{ $s }” trong danh sách. Xin dùng mục đang có, hoặc ghi tên khác.
invalid-response = Chưa chọn trả lời. Xin chọn một trong ba mục.
invalid-verdict = Chưa chọn nhận xét. Xin chọn một mục.
invalid-report-missing = Chưa có nội dung báo cáo. Xin ghi việc đã làm và việc còn lại.
invalid-demand-missing = Chưa có nội dung cần giải trình. Xin ghi rõ điều cần giải trình.
invalid-explanation-missing = Chưa có nội dung giải trình. Xin ghi nội dung rồi gửi lại.
invalid-next-report = Ngày báo cáo tiếp theo phải sau ngày của báo cáo này. Xin xem lại hai ngày.
invalid-reason-missing = Chưa có lý do đặt hoặc đổi thời hạn. Xin ghi văn bản hoặc lý do làm căn cứ.
invalid-rule-not-in-force = Quy tắc đã chọn không áp dụng được cho ngày này ({ $s }). Xin chọn quy tắc khác hoặc ghi thẳng một ngày.
invalid-symbol-missing = Chưa có số, ký hiệu. Xin ghi số lấy từ sổ văn bản đi, ví dụ 41/HĐND-VP.
invalid-nothing-picked = Chưa chọn việc nào. Xin đánh dấu ít nhất một việc.
invalid-drafted-already = Các việc đã chọn đang nằm trong văn bản soạn sẵn, chờ ký hoặc chờ gửi. Xin xem mục “Chờ ký, chờ gửi”.
invalid-no-lead = Việc { $s } chưa có cơ quan chủ trì nên không biết gửi văn bản cho ai. Xin mở việc, chọn cơ quan chủ trì rồi soạn lại.
invalid-nothing-undone = Không còn việc nào chưa xong từ “{ $s }” nên không có gì để tái giám sát.
invalid-name-missing = Chưa có tên. Xin ghi tên đầy đủ.
invalid-kind = Chưa rõ loại cơ quan “{ $s }”. Xin chọn một loại trong danh sách.
invalid-mandate = Chưa rõ “{ $s }” là chuyên trách hay kiêm nhiệm. Xin ghi một trong hai.
invalid-council = Không tìm thấy HĐND đã chọn. Xin chọn lại trong danh sách.
invalid-parts = Chỉ tách được thành từ 2 đến { $s } cuộc. Xin chọn lại số phần.
invalid-sheet-waits = { $s } đã được gửi một phiếu chưa trình HĐND. Xin trình phiếu ấy trước khi gửi phiếu mới.
invalid-sheet-laid = Phiếu này đã trình HĐND ngày { $s } nên không sửa được nữa. Xin gửi phiếu mới nếu số liệu đã thay đổi.
invalid-sheet-early = Đơn vị chưa có ý kiến và còn hạn đến ngày { $s }. Xin chờ ý kiến hoặc chờ hết hạn rồi mới trình HĐND.
invalid-transfer-reason = Chưa có lý do. Xin ghi lý do rồi gửi lại, để hội đồng kia biết vì sao.
invalid-council-over = { $s } đã kết thúc hoạt động nên không nhận việc được nữa. Xin để hội đồng kế tiếp nhận.
invalid-answer-missing = Chưa có ý kiến. Xin ghi nội dung rồi gửi lại.
invalid-finding = Phát hiện này không thuộc cuộc giám sát này. Xin tải lại trang rồi chọn lại.
invalid-nothing-to-split = Đơn vị nào cũng đã được yêu cầu báo cáo hoặc lên lịch làm việc, nên không còn đơn vị để tách. Xin thêm thành viên, hoặc hoãn làm việc với một số đơn vị.
invalid-transfer-standing = Việc này đang được đề nghị chuyển sang { $s } và còn chờ trả lời. Xin rút đề nghị ấy trước nếu muốn chuyển nơi khác.
invalid-transfer-answered = Đề nghị này đã được trả lời hoặc rút ngày { $s }. Xin tải lại trang để xem.
invalid-document-missing = Chưa có số, ngày của văn bản. Xin ghi văn bản làm căn cứ.
invalid-confirmed-already = Quy tắc { $s } đã được xác nhận ở bản này nên không cần xác nhận lại.
invalid-term-missing = Chưa có nhiệm kỳ. Xin ghi hai năm, ví dụ 2026–2031.
invalid-unit-missing = Chưa chọn đơn vị hành chính. Xin tìm và chọn một đơn vị.
invalid-setup-code = Mã chưa khớp. Xin chép lại mã in ở cửa sổ nơi khởi động máy chủ.

## Mục chưa nhận được: tài khoản

invalid-sign-in = Tên đăng nhập “{ $s }” chưa dùng được. Xin dùng ít nhất 3 ký tự: chữ không dấu, số và các dấu . - _ @
invalid-sign-in-taken = Tên đăng nhập “{ $s }” đã có người dùng. Xin chọn tên khác.
invalid-sign-in-failed = Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đã ngừng dùng. Xin thử lại, hoặc liên hệ người quản trị.
invalid-password-short = Mật khẩu ngắn hơn 10 ký tự nên dễ bị đoán. Xin đặt mật khẩu từ 10 ký tự.
invalid-password-wrong = Mật khẩu hiện nay chưa đúng. Xin gõ lại.
invalid-role = Chưa rõ vai trò. Xin chọn một vai trò trong danh sách.

## Mục chưa nhận được: tệp

invalid-file-again = Tệp đã xem không còn mở được, có thể do máy chủ vừa khởi động lại. Chưa có gì được lưu. Xin chọn lại tệp rồi gửi lại.
invalid-file-missing = Chưa chọn tệp. Xin chọn một tệp trên máy rồi gửi lại.
invalid-file-too-large = Tệp quá lớn nên chưa nhận: mỗi tệp đính kèm tối đa 25 MB, mỗi bảng tối đa 100.000 dòng. Xin chia nhỏ rồi gửi lại. { $s }
invalid-file-empty = Tệp không có dòng nào. Xin kiểm tra lại tệp.
invalid-file-column = Bảng thiếu cột “{ $s }”. Xin tải mẫu bảng, chép dữ liệu vào mẫu rồi nạp lại.
invalid-file-not-a-table = Tệp không mở được thành bảng. Xin lưu lại thành tệp XLSX hoặc CSV rồi nạp lại.
invalid-file-encoding = Tệp không dùng bảng mã Unicode nên không đọc chắc được chữ. Xin lưu lại với bảng mã UTF-8.
invalid-file-tcvn3 = Tệp dùng bảng mã cũ TCVN3 (ABC). Có lẽ đoạn đầu là: “{ $s }”. Xin chuyển sang Unicode rồi nạp lại.
invalid-file-vni = Tệp dùng bảng mã cũ VNI. Có lẽ đoạn đầu là: “{ $s }”. Xin chuyển sang Unicode rồi nạp lại.
invalid-file-cp1258 = Tệp dùng bảng mã cũ Windows-1258. Có lẽ đoạn đầu là: “{ $s }”. Xin chuyển sang Unicode rồi nạp lại.
invalid-base64 = Tệp “{ $s }” không đọc được vì chưa mã hóa đúng dạng Base64. Xin mã hóa lại rồi gửi lại.

## Đăng nhập

sign-in-failed = Chưa đăng nhập được
sign-in-demo = Đây là bản minh họa với số liệu dựng lên. Tên đăng nhập và mật khẩu được in ở cửa sổ lệnh nơi mở bản minh họa.
sign-in-lost = Quên mật khẩu, xin liên hệ người quản trị của văn phòng để được cấp lại.
field-sign-in = Tên đăng nhập
field-sign-in-hint = Ít nhất 3 ký tự: chữ không dấu, số và các dấu . - _ @
field-password = Mật khẩu
field-password-hint = Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt.
field-password-now = Mật khẩu hiện nay
field-password-new = Mật khẩu mới

## Tài khoản của tôi

own-roles = Vai trò đang giữ
own-passes = Nơi đang đăng nhập
own-language = Ngôn ngữ giao diện
own-password = Mật khẩu
own-password-submit = Đổi mật khẩu và đăng xuất mọi nơi khác
pass-browser = Trình duyệt
pass-token = Khóa cho phần mềm khác
pass-this = nơi này
pass-days = mở ngày { $s }, hết hạn ngày { $t }
pass-revoke = Thu hồi

## Người dùng

accounts-lead = Mỗi người một tài khoản; vai trò có ngày bắt đầu và ngày kết thúc, hết ngày là hết quyền.
accounts-none = Chưa có ai đang giữ vai trò ở HĐND này. Mở tài khoản đầu tiên ở dưới.
account-new = Mở tài khoản
account-submit = Mở tài khoản và giao vai trò
role-end = Kết thúc vai trò từ hôm nay
field-name = Tên đầy đủ
field-office = Chức vụ, nơi công tác
field-role = Vai trò
field-role-days = Thời gian giữ vai trò
field-body = Cơ quan, đơn vị
field-body-hint = Bắt buộc với người của cơ quan chịu sự giám sát.
field-from = Từ ngày
field-to = Đến ngày
field-to-hint = Để trống nếu chưa định ngày kết thúc.
body-none = Không gắn với cơ quan nào
role-clerk = Chuyên viên văn phòng
role-standing_committee = Thường trực HĐND
role-committee = Thành viên Ban của HĐND
role-deputy = Đại biểu HĐND
role-unit = Người của cơ quan chịu sự giám sát
role-administrator = Quản trị hệ thống

## Nhật ký

events-lead = Mỗi việc đã làm là một dòng, nối với dòng trước bằng mã niêm phong; sửa hay xóa một dòng là thấy ngay.
events-none = Chưa có dòng nào.
event-seq = Dòng
event-when = Lúc
event-what = Việc đã làm
event-body = Nội dung đã ghi
event-seal = Mã niêm phong
event-account_opened = Mở tài khoản
event-role_ended = Kết thúc vai trò
event-language_chosen = Chọn ngôn ngữ
event-password_changed = Đổi mật khẩu
event-password_reset = Cấp lại mật khẩu
event-pass_opened = Đăng nhập hoặc cấp khóa
event-pass_revoked = Đăng xuất hoặc thu hồi khóa
event-council_founded = Lập HĐND trong phần mềm
event-council_ended = Kết thúc HĐND
event-body_added = Thêm cơ quan, đơn vị
event-body_changed = Sửa cơ quan, đơn vị
event-deputies_added = Thêm đại biểu
event-units_imported = Nạp danh mục đơn vị hành chính
event-sheet_imported = Nạp bảng dữ liệu
event-supervisions_imported = Nạp kết quả giám sát đã công bố
event-rule_confirmed = Xác nhận quy tắc
event-followup_recorded = Ghi việc theo dõi mới
event-followup_corrected = Sửa việc theo dõi
event-due_set = Đặt hoặc đổi thời hạn
event-responded = Đơn vị trả lời
event-reported = Đơn vị báo cáo tiến độ
event-claimed = Đơn vị báo hoàn thành
event-judged = Thường trực HĐND nhận xét
event-reopened = Mở lại việc
event-explanation_asked = Yêu cầu giải trình
event-explained = Đơn vị giải trình
event-notices_written = Nhắc trước hạn và khi quá hạn
event-papers_drafted = Soạn văn bản đôn đốc
event-paper_signed = Ký và lấy số văn bản
event-paper_sent = Gửi văn bản
event-paper_acknowledged = Đơn vị nhận văn bản
event-paper_discarded = Bỏ dự thảo văn bản
event-resupervision_opened = Mở danh sách tái giám sát
event-handed_over = Bàn giao việc theo dõi
event-taken_over = Nhận bàn giao việc theo dõi
event-transfer_from = Đề nghị cấp khác nhận việc, và kết quả
event-transfer_to = Được đề nghị nhận việc, và kết quả
event-supervision_split = Tách cuộc giám sát
event-cooperation_shown = Gửi đơn vị phiếu hợp tác
event-cooperation_answered = Ý kiến về phiếu hợp tác
event-cooperation_laid = Trình HĐND phiếu hợp tác
