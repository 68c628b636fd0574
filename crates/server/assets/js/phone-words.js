/* Words without a network: where one speech holds several requests, and which earlier petition it may ask again. Hints for a
   person who then reads: words are counted, no meaning is read. The office compares anew. */
"use strict";
/** `further`: words that begin a further request. */
const PhoneWords = (further) => {
  const further_ = further.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const CUT = new RegExp("\\n+|;\\s*|(?<=[.!?])\\s+(?=(?:" + further_ + ")(?!\\p{L}))", "iu");
  /** From this share of an earlier petition's telling words on, it is pointed out. */
  const LIKELY = 0.45;
  const LEAST_WORDS = 3;

  /** Letters without marks and capitals, as the office folds them. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");
  const wordsOf = (text) => text.match(/[\p{L}\p{N}]+/gu) || [];

  /** Where one speech may hold several requests: at a line, a semicolon, or a word that begins a further one. */
  const pieces = (words) => words.split(CUT).map((piece) => piece.trim()).filter((piece) => piece.length > 3);

  /** The earlier petition of a place that shares most telling words with a text, and those words as it writes them. */
  function alike(words, earlier) {
    const said = new Set(wordsOf(fold(words)));
    let best = null;
    earlier.forEach((known) => {
      let [sum, all] = [0, 0];
      const shared = new Set();
      // The most telling first: each further one counts for less.
      (known.telling || []).forEach((word, n) => {
        const weight = 1 / (1 + n / 5);
        all += weight;
        if (said.has(word)) { sum += weight; shared.add(word); }
      });
      const share = all ? sum / all : 0;
      if (shared.size >= LEAST_WORDS && share >= LIKELY && (!best || share > best.share)) best = { known, share, shared };
    });
    if (best) best.written = wordsOf(best.known.words).filter((word) => best.shared.delete(fold(word)));
    return best;
  }
  return { pieces, alike };
};
