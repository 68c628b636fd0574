-- When the sender of an incoming paper was told that it has arrived (Nghị định 30/2020/NĐ-CP, Điều 21 khoản 2 điểm c), and by whom.
ALTER TABLE incoming_papers ADD COLUMN told_on TEXT;
ALTER TABLE incoming_papers ADD COLUMN told_by TEXT NOT NULL DEFAULT '';
