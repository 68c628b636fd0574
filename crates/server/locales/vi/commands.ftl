# Lời của các lệnh chạy ở máy chủ: sao lưu, khôi phục, kiểm tra.

backup-not-one = Tệp này không phải bản sao lưu của Diên Hồng. Xin chọn đúng tệp sao lưu.
backup-half = Bản sao lưu bị thiếu phần cuối nên chưa khôi phục gì. Xin chép lại tệp hoặc dùng bản sao lưu khác.
backup-changed = Nội dung bản sao lưu không khớp với mã niêm phong của nó nên chưa khôi phục gì. Xin dùng bản sao lưu khác.
backup-newer = Bản sao lưu được tạo bằng phiên bản phần mềm mới hơn. Xin cập nhật phần mềm rồi khôi phục lại.
backup-not-empty = Nơi khôi phục đã có dữ liệu nên chưa ghi đè gì. Xin chọn một thư mục hoặc cơ sở dữ liệu trống.
