-- What kind of citizen's letter an incoming paper is: `petition`, `complaint`, `denunciation`; empty for papers of offices. Of a
-- denunciation the sender is not kept (Luật Tố cáo 25/2018/QH14, Điều 47, 56).
ALTER TABLE incoming_papers ADD COLUMN letter TEXT NOT NULL DEFAULT '';
