/* The page for a phone at a meeting with voters. What is written is kept on the phone at once and sent when there is a
   network. Ids of notes, of changes and of photos are made here, so that what is sent again is known again: nothing is lost
   when the phone dies, nothing stands twice when it retries. */
"use strict";
(() => {
  const SAID = JSON.parse(document.getElementById("loi").textContent);
  const at = (id) => document.getElementById(id);
  const { connect, all, one, change, put, amend, ofPerson } = PhoneStore;
  const { alike, pieces } = PhoneWords(SAID.further);
  const { dirty, unsent, busyMeetings } = PhoneOffice;
  const sync = () => PhoneOffice.sync(state, showState, changed);
  const say = (key, n, s, t) => String(SAID.words[key] ?? key)
    .replaceAll("%n", String(n ?? "")).replaceAll("%s", String(s ?? "")).replaceAll("%t", String(t ?? ""));
  /** A photo is made smaller before it is kept: the longer side, in dots. This also drops where it was taken. */
  const LARGEST_SIDE = 1600;
  /** A photo of more dots than this is not opened. */
  const MOST_DOTS = 120e6;
  const RETRY = 30000;

  let open = null; // the meeting that is shown
  let editing = null; // the note that is being changed
  let whole = null; // words that the person wants to keep in one piece
  let same = ""; // the earlier petition that the person holds this to be
  let others = []; // earlier petitions that the person says are another matter
  const state = { online: navigator.onLine, sending: false, signedOut: false, other: null };

  const newId = () => crypto.randomUUID ? crypto.randomUUID()
    : "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => Math.floor(crypto.getRandomValues(new Uint8Array(1))[0] / 16).toString(16));
  const clock = (instant) => new Date(instant).toLocaleTimeString(SAID.lang, { hour: "2-digit", minute: "2-digit" });
  const day = (text) => text.split("-").reverse().join("/");

  function element(tag, words, className) {
    const made = document.createElement(tag);
    if (words) made.textContent = words;
    if (className) made.className = className;
    return made;
  }
  function button(words, work) {
    const made = element("button", words, "btn btn-plain btn-slim");
    made.type = "button";
    made.addEventListener("click", work);
    return made;
  }
  function mark(words, kind, shape) {
    const made = element("span", "", "dh-state is-" + kind);
    made.innerHTML = '<svg class="dh-m" aria-hidden="true"><use href="#m-' + shape + '"/></svg>';
    made.append(element("span", words));
    return made;
  }

  async function showState() {
    const waiting = await unsent();
    const count = waiting.notes.length + waiting.checkins.length;
    const bar = at("tinh-trang");
    const line = at("noi-tinh-trang");
    line.textContent = "";
    const parts = [];
    if (!state.online) parts.push(element("b", say("phone-offline")));
    else if (state.signedOut) {
      const link = element("a", say("phone-sign-in"));
      link.href = "/dang-nhap?ve=" + encodeURIComponent(location.pathname + location.hash);
      parts.push(link);
    } else if (state.sending) parts.push(element("b", say("phone-sending")));
    parts.push(element("span", count + waiting.photos.length > 0
      ? say("phone-unsent", count, String(waiting.photos.length)) : say("phone-all-sent")));
    parts.forEach((part, n) => line.append(n ? " " : "", part));
    bar.classList.toggle("is-calm", state.online && !state.signedOut && count + waiting.photos.length === 0);
    bar.dataset.unsent = String(count + waiting.photos.length);
    const other = at("tai-khoan-khac");
    other.hidden = !state.other;
    if (state.other) other.firstElementChild.textContent = say("phone-other-account", state.other.count, state.other.name);
  }

  /* The list of meetings. */
  async function showList() {
    const meetings = await all("meetings");
    const notes = await all("notes");
    const meta = await one("meta", "who");
    at("luc-tai").textContent = meta ? say("phone-fetched", 0, clock(meta.at)) : "";
    const list = at("ds-cuoc");
    list.textContent = "";
    if (!meetings.length) list.append(element("li", say(meta ? "phone-none" : "phone-never")));
    meetings.sort((a, b) => (Number(b.mine) - Number(a.mine)) || Math.abs(new Date(a.on) - new Date(meta.today)) - Math.abs(new Date(b.on) - new Date(meta.today)));
    let group = null;
    meetings.forEach((meeting) => {
      if (meeting.mine !== group) {
        group = meeting.mine;
        list.append(element("li", say(group ? "phone-mine" : "phone-others"), "dh-meta"));
      }
      const item = element("li");
      const box = element("div");
      const link = element("a", meeting.area, "dh-task");
      link.href = "#" + meeting.id;
      const waiting = notes.filter((note) => note.meeting === meeting.id && dirty(note)).length;
      const meta = element("span", [meeting.at, day(meeting.on), meeting.place].filter(Boolean).join(" · "), "dh-meta");
      box.append(link, meta);
      if (meeting.state === "cancelled") box.append(mark(say("phone-cancelled"), "near", "near"));
      if (waiting) box.append(mark(say("phone-unsent", waiting, "0"), "run", "claim"));
      item.append(box);
      list.append(item);
    });
  }

  /* One meeting. */
  const notesOf = async (meeting) => (await all("notes")).filter((note) => note.meeting === meeting)
    .sort((a, b) => (a.noted_at + a.id).localeCompare(b.noted_at + b.id));

  async function showMeeting() {
    const meeting = await one("meetings", open);
    if (!meeting) { location.hash = ""; return; }
    at("o-dau").textContent = [meeting.area, meeting.at, day(meeting.on)].filter(Boolean).join(", ");
    const notes = await notesOf(open);
    const standing = notes.filter((note) => !note.dropped);
    at("h-yk").textContent = editing ? say("phone-note-change") : say("phone-note-n", standing.length + 1);
    at("luu").textContent = editing ? say("phone-save-change") : say("phone-save", standing.length + 1);
    at("bo-sua").hidden = !editing;
    at("gio").textContent = clock(Date.now());
    at("dem-y-kien").textContent = String(standing.length);
    const list = at("ds-y-kien");
    list.textContent = "";
    notes.slice().reverse().forEach((note) => list.append(lineOf(note)));
    const who = await one("meta", "who");
    const came = await one("checkins", ofPerson(open, who.account));
    at("da-den").textContent = came && came.came_at ? say("phone-came-at", 0, clock(came.came_at)) : say("phone-came");
    at("diem-danh").hidden = Boolean(came && came.came_at);
    if (document.activeElement !== at("dem")) at("dem").value = came && came.counted ? String(came.counted) : "";
    const before = at("ds-truoc");
    before.textContent = "";
    if (!(meeting.earlier || []).length) before.append(element("p", say("phone-earlier-none"), "dh-meta px-3 py-2"));
    (meeting.earlier || []).forEach((known) => {
      const box = element("div", "", "dh-opinion");
      box.append(element("p", known.words));
      const foot = element("div", "", "dh-foot-line");
      foot.append(element("span", known.number + " · " + known.on), element("span", known.standing));
      if (known.late) foot.append(mark(say("phone-late"), "late", "late"));
      box.append(foot);
      if (known.answer) box.append(element("p", known.answer, "dh-meta"));
      known.promises.forEach((promise) => box.append(element("p", say("phone-earlier", 0, promise), "dh-meta")));
      before.append(box);
    });
    await showPhotos();
  }

  function lineOf(note) {
    const box = element("div", "", "dh-opinion");
    box.dataset.note = note.id;
    box.append(note.dropped ? element("s", note.words) : element("p", note.words));
    const foot = element("div", "", "dh-foot-line");
    foot.append(element("span", clock(note.noted_at) + (note.own ? "" : " · " + say("phone-by", 0, note.by))));
    if (note.fault) foot.append(mark(say("phone-refused", 0, note.fault), "late", "late"));
    else if (dirty(note)) foot.append(mark(say("phone-on-device"), "run", "claim"));
    else foot.append(mark(say("phone-sent"), "proved", "proved"));
    if (note.beside) foot.append(mark(say("phone-beside"), "near", "near"));
    if (note.answered_by) foot.append(element("span", say("phone-answered", 0, note.answered_by)));
    if (note.same_as && !note.petition) foot.append(element("span", say("phone-same-as", 0, note.same_as)));
    if (note.petition) foot.append(element("span", say("phone-taken", 0, note.petition)));
    else if (note.dropped) foot.append(button(say("phone-undo"), () => edit(note, { dropped: "" })));
    else {
      foot.append(button(say("phone-change"), () => startEditing(note)));
      foot.append(button(say("phone-drop"), () => edit(note, { dropped: say("phone-dropped") })));
    }
    box.append(foot);
    return box;
  }

  /** A change of a note: kept at once, to be sent later; it names the version that it was made upon. */
  async function edit(note, fields) {
    const who = await one("meta", "who");
    await amend("notes", note.id, (now) => edited(now, fields, who));
    await changed();
  }

  /** The note with these fields changed by whoever holds the phone: they send it, whoever made it. */
  function edited(now, fields, who) {
    const earlier = [...(now.earlier || []), now.edit].slice(-20);
    return { ...now, ...fields, earlier, edit: newId(), account: who.account, dirty: 1, fault: "" };
  }

  async function startEditing(note) {
    editing = note.id;
    whole = note.words;
    fill({ same: note.same_as, words: note.words, voters: note.voters > 1 ? String(note.voters) : "", speaker: note.speaker, by: note.answered_by, answer: note.answer });
    await changed();
    at("noi").focus();
  }

  /* The form. */
  const chosen = () => document.querySelector("input[name=tl]:checked").value;
  const typed = () => ({ same, others, words: at("noi").value, voters: at("so-nguoi").value, speaker: at("nguoi").value, by: chosen(), answer: at("tra-loi").value });
  function fill(draft) {
    same = draft.same || "";
    others = draft.others || [];
    at("noi").value = draft.words || "";
    at("so-nguoi").value = draft.voters || "";
    at("nguoi").value = draft.speaker || "";
    at("tra-loi").value = draft.answer || "";
    document.querySelectorAll("input[name=tl]").forEach((radio) => { radio.checked = radio.value === (draft.by || ""); });
    if (!document.querySelector("input[name=tl]:checked")) document.querySelectorAll("input[name=tl]")[1].checked = true;
    at("loi-noi").hidden = true;
    at("noi").classList.remove("is-invalid");
    propose();
  }

  let looked = 0;
  /** Points out the earlier petition of this place that sounds like what is being written. */
  async function showAlike() {
    const turn = (looked += 1);
    const meeting = open && await one("meetings", open);
    // Somebody typed on meanwhile.
    if (turn !== looked || !meeting) return;
    const earlier = (meeting.earlier || []).filter((known) => !others.includes(known.number));
    const chosenOne = earlier.find((known) => known.number === same);
    const found = chosenOne ? { known: chosenOne } : alike(at("noi").value, earlier);
    const box = at("giong");
    box.hidden = !found;
    if (!found) return;
    const { known } = found;
    const line = box.firstElementChild;
    box.dataset.number = known.number;
    line.textContent = "";
    line.append(element("b", say(chosenOne ? "phone-same-chosen" : "phone-like", 0, known.number)), " " + [known.title, known.on, known.standing].join(" · "));
    if (known.late) line.append(" ", mark(say("phone-late"), "late", "late"));
    known.promises.forEach((promise) => line.append(element("span", say("phone-earlier", 0, promise), "dh-meta")));
    if (found.written) line.append(element("span", say("phone-like-why", 0, found.written.join(", ")), "dh-meta"));
    at("dung-viec").hidden = Boolean(chosenOne);
  }

  let soon;
  function draftSoon() {
    clearTimeout(soon);
    soon = setTimeout(keepDraft, 250);
    propose();
  }
  async function keepDraft() {
    if (open) await put("drafts", { id: open, editing, ...typed() });
  }

  function propose() {
    showAlike();
    at("o-tra-loi").hidden = !chosen();
    const words = at("noi").value.trim();
    const found = words === whole ? [] : pieces(words);
    const hint = at("co-the-tach");
    hint.hidden = found.length < 2;
    if (found.length > 1) {
      hint.firstElementChild.textContent = say("phone-maybe", found.length, found.map((piece) => piece.slice(0, 60).replace(/[.;!?]+$/, "")).join("; "));
      at("tach").textContent = say("phone-split-n", found.length);
    }
  }

  function rowOf(words, who) {
    const now = new Date().toISOString();
    const draft = typed();
    return {
      id: newId(), edit: newId(), base: 0, meeting: open, words: words.trim(), speaker: draft.speaker.trim(), place: "",
      voters: Number.parseInt(draft.voters, 10) || 1, answered_by: draft.by, answer: draft.by ? draft.answer.trim() : "",
      noted_at: now, dropped: "", same_as: same, dirty: 1, own: true, by: who.name, account: who.account, fault: "",
    };
  }

  let saving = false;
  /** Keeps what is in the form as one note or several; says whether it is kept. Two taps keep it once. */
  async function save(parts) {
    if (saving) return false;
    saving = true;
    try { return await keep(parts); } finally { saving = false; }
  }
  async function keep(parts) {
    const written = at("noi").value;
    const who = await one("meta", "who");
    if (!parts.some((part) => part.trim())) {
      at("loi-noi").textContent = say("phone-missing");
      at("loi-noi").hidden = false;
      at("noi").classList.add("is-invalid");
      at("noi").focus();
      return false;
    }
    const chosenOne = ((await one("meetings", open)).earlier || []).filter((before) => before.number === same);
    const shots = (await all("photos")).filter((photo) => photo.meeting === open && photo.note === "");
    const known = editing ? await one("notes", editing) : null;
    try {
      await change(["notes", "photos", "drafts"], (stores) => {
        const rows = parts.map((part) => rowOf(part, who));
        // Of a speech in pieces, those are the same matter that sound like it.
        if (parts.length > 1) rows.forEach((row) => { row.same_as = alike(row.words, chosenOne) ? same : ""; });
        rows.forEach((row, n) => { row.noted_at = new Date(Date.parse(row.noted_at) + n).toISOString(); });
        if (known) {
          const { words, speaker, voters, answered_by, answer, same_as } = rows[0];
          rows[0] = edited(known, { words, speaker, voters, answered_by, answer, same_as }, who);
        }
        rows.forEach((row) => stores.notes.put(row));
        shots.forEach((shot) => stores.photos.put({ ...shot, note: rows[0].id, dirty: 1 }));
        stores.drafts.delete(open);
      });
    } catch (fault) {
      at("loi-noi").textContent = say("phone-not-kept");
      at("loi-noi").hidden = false;
      return false;
    }
    editing = null;
    whole = null;
    // What was typed while the phone kept the note is the next note.
    const now = at("noi").value;
    const further = now.startsWith(written) ? now.slice(written.length).trimStart() : now;
    fill({ words: further });
    if (further) await keepDraft();
    await changed();
    at("noi-tinh-trang").prepend(say("phone-saved") + " ");
    at("noi").focus();
    sync();
    return true;
  }

  /* Photos. */
  async function shrink(file) {
    const picture = new Image();
    picture.src = URL.createObjectURL(file);
    try {
      // The size is known before the dots are unpacked: a picture that would fill the phone's memory is not opened at all.
      await new Promise((done, fail) => { picture.onload = done; picture.onerror = () => fail(new Error("no picture")); });
      if (picture.naturalWidth * picture.naturalHeight > MOST_DOTS) throw new RangeError("too many dots");
      return await drawnSmall(picture);
    } finally {
      URL.revokeObjectURL(picture.src);
    }
  }
  function drawnSmall(picture) {
    const share = Math.min(1, LARGEST_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.naturalWidth * share));
    canvas.height = Math.max(1, Math.round(picture.naturalHeight * share));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/jpeg", 0.8));
  }
  async function addPhotos(files) {
    const who = await one("meta", "who");
    for (const file of files) {
      try {
        const blob = await shrink(file);
        await put("photos", { id: newId(), meeting: open, note: editing || "", blob, dirty: editing ? 1 : 0, account: who.account, at: new Date().toISOString() });
      } catch (fault) {
        const faults = { QuotaExceededError: "phone-storage-full", RangeError: "phone-photo-large" };
        at("loi-noi").textContent = say(faults[fault && fault.name] || "phone-photo-bad", 0, file.name);
        at("loi-noi").hidden = false;
      }
    }
    at("chup").value = "";
    await changed();
  }
  async function showPhotos() {
    const shots = (await all("photos")).filter((photo) => photo.meeting === open && photo.note === (editing || ""));
    // Read first, then shown in one go: two that show at once never leave a photo out or twice.
    at("anh").replaceChildren(...shots.map((shot, n) => {
      const frame = element("span", "", "dh-thumb shot");
      const picture = element("img");
      picture.alt = say("phone-photos", n + 1);
      picture.width = picture.height = 84;
      picture.src = URL.createObjectURL(shot.blob);
      picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
      frame.append(picture);
      return frame;
    }));
  }

  async function changed() {
    await showState();
    if (open) await showMeeting();
    else await showList();
  }

  async function route() {
    await keepDraft();
    const wanted = decodeURIComponent(location.hash.slice(1));
    const isMeeting = wanted && wanted !== "noi-dung" && Boolean(await one("meetings", wanted));
    open = isMeeting ? wanted : null;
    editing = null;
    whole = null;
    at("cac-cuoc").hidden = isMeeting;
    at("mot-cuoc").hidden = !isMeeting;
    at("thanh-luu").hidden = !isMeeting;
    at("lui").href = isMeeting ? "#" : "/tiep-xuc";
    if (!isMeeting) at("o-dau").textContent = at("h-cuoc").textContent;
    if (isMeeting) {
      const draft = await one("drafts", open);
      if (draft && draft.editing) editing = draft.editing;
      fill(draft || {});
    }
    await changed();
  }

  async function checkIn(fields) {
    const who = await one("meta", "who");
    const id = ofPerson(open, who.account);
    const known = (await one("checkins", id)) || { id, meeting: open, came_at: "", counted: 0 };
    await put("checkins", { ...known, ...fields, dirty: 1, account: who.account, by: who.name });
    await changed();
  }

  async function copy() {
    const meeting = await one("meetings", open);
    const lines = (await notesOf(open)).filter((note) => !note.dropped).map((note, n) =>
      n + 1 + ". " + note.words + (note.answer ? " [" + note.answered_by + ": " + note.answer + "]" : ""));
    const text = [meeting.title, meeting.area + ", " + day(meeting.on), ...lines].join("\n");
    if (navigator.share) await navigator.share({ text }).catch(() => {});
    else if (navigator.clipboard) { await navigator.clipboard.writeText(text); at("chep").textContent = say("phone-copied"); }
  }

  async function clear() {
    const held = await busyMeetings();
    for (const name of ["notes", "photos", "checkins"]) {
      // A photo of a note that is still being written goes with that note.
      const rows = (await all(name)).filter((row) => !dirty(row) && row.note !== "");
      await change([name], (stores) => rows.forEach((row) => stores[name].delete(row.id)));
    }
    for (const name of ["meetings", "drafts"]) {
      const rows = (await all(name)).filter((row) => !held.has(row.id));
      await change([name], (stores) => rows.forEach((row) => stores[name].delete(row.id)));
    }
    await changed();
  }

  async function start() {
    await connect();
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    if ("serviceWorker" in navigator) navigator.serviceWorker.register("/tiep-xuc/sw.js", { scope: "/tiep-xuc/" }).catch(() => {});
    addEventListener("hashchange", route);
    addEventListener("online", () => { state.online = true; sync(); });
    addEventListener("offline", () => { state.online = false; showState(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) keepDraft(); else sync(); });
    addEventListener("pagehide", keepDraft);
    ["noi", "so-nguoi", "nguoi", "tra-loi"].forEach((id) => at(id).addEventListener("input", draftSoon));
    document.querySelectorAll("input[name=tl]").forEach((radio) => radio.addEventListener("change", draftSoon));
    at("phieu").addEventListener("submit", (event) => event.preventDefault());
    at("luu").addEventListener("click", () => save([at("noi").value]));
    at("tach").addEventListener("click", () => save(pieces(at("noi").value)));
    at("de-nguyen").addEventListener("click", () => { whole = at("noi").value.trim(); propose(); });
    at("dung-viec").addEventListener("click", () => { same = at("giong").dataset.number; draftSoon(); at("noi").focus(); });
    at("viec-khac").addEventListener("click", () => {
      const { number } = at("giong").dataset;
      if (same === number) same = "";
      others = [...others, number];
      draftSoon();
      at("noi").focus();
    });
    at("tach-con-tro").addEventListener("click", async () => {
      const words = at("noi").value;
      const caret = at("noi").selectionStart;
      const rest = words.slice(caret).trim();
      if (!words.slice(0, caret).trim() || !rest) { at("noi").focus(); return; }
      if (!(await save([words.slice(0, caret)]))) return;
      at("noi").value = rest;
      draftSoon();
    });
    at("bo-sua").addEventListener("click", async () => { editing = null; whole = null; fill({}); await change(["drafts"], (stores) => stores.drafts.delete(open)); await changed(); });
    at("chup").addEventListener("change", (event) => addPhotos(Array.from(event.target.files)));
    at("diem-danh").addEventListener("click", async () => { await checkIn({ came_at: new Date().toISOString() }); sync(); });
    at("dem").addEventListener("change", async () => { await checkIn({ counted: Math.max(0, Number.parseInt(at("dem").value, 10) || 0) }); sync(); });
    at("tai-lai").addEventListener("click", sync);
    at("xoa-may").addEventListener("click", clear);
    at("chep").addEventListener("click", copy);
    await route();
    await sync();
    // The address may name a meeting that has only now been fetched.
    if (!open && location.hash.length > 1) await route();
    setInterval(async () => {
      const waiting = await unsent();
      if (waiting.notes.length + waiting.photos.length + waiting.checkins.length) sync();
    }, RETRY);
  }
  addEventListener("DOMContentLoaded", start);
})();
