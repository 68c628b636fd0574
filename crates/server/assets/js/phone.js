/* The page for a phone at a meeting with voters. What is written is kept on the phone at once and sent when there is a
   network. Ids of notes, of changes and of photos are made here, so that what is sent again is known again: nothing is lost
   when the phone dies, nothing stands twice when it retries. */
"use strict";
(() => {
  const SAID = JSON.parse(document.getElementById("loi").textContent);
  const at = (id) => document.getElementById(id);
  const say = (key, n, s, t) => String(SAID.words[key] ?? key)
    .replaceAll("%n", String(n ?? "")).replaceAll("%s", String(s ?? "")).replaceAll("%t", String(t ?? ""));
  const STORES = ["meetings", "notes", "photos", "checkins", "drafts", "meta"];
  /** A photo is made smaller before it is kept: the longer side, in dots. This also drops where it was taken. */
  const LARGEST_SIDE = 1600;
  const RETRY = 30000;

  let db;
  let open = null; // the meeting that is shown
  let editing = null; // the note that is being changed
  let whole = null; // words that the person wants to keep in one piece
  let sending = false;
  let state = { online: navigator.onLine, signedOut: false, other: null };

  /* The store of the phone. */
  function connect() {
    return new Promise((done, fail) => {
      const asked = indexedDB.open("tiep-xuc", 1);
      asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name, { keyPath: "id" }));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  }
  function all(name) {
    return new Promise((done, fail) => {
      const asked = db.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  }
  function one(name, id) {
    return new Promise((done, fail) => {
      const asked = db.transaction(name).objectStore(name).get(id);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  }
  /** Changes rows of some stores together; answered only when they are on the phone's disk. */
  function change(names, work) {
    return new Promise((done, fail) => {
      const transaction = db.transaction(names, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => done();
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
      work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
    });
  }
  const put = (name, row) => change([name], (stores) => stores[name].put(row));
  /** Changes one row as it stands at that moment: what was changed in between is seen, never written over. */
  const amend = (name, id, work) => change([name], (stores) => {
    const asked = stores[name].get(id);
    asked.onsuccess = () => {
      const row = asked.result && work(asked.result);
      if (row) stores[name].put(row);
    };
  });

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

  /* What is not yet sent. */
  const dirty = (row) => row.dirty === 1;
  async function unsent() {
    const [notes, photos, checkins] = await Promise.all([all("notes"), all("photos"), all("checkins")]);
    return { notes: notes.filter(dirty), photos: photos.filter(dirty), checkins: checkins.filter(dirty) };
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
    } else if (sending) parts.push(element("b", say("phone-sending")));
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
    const came = await one("checkins", open);
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
    fill({ words: note.words, voters: note.voters > 1 ? String(note.voters) : "", speaker: note.speaker, by: note.answered_by, answer: note.answer });
    await changed();
    at("noi").focus();
  }

  /* The form. */
  const chosen = () => document.querySelector("input[name=tl]:checked").value;
  const typed = () => ({ words: at("noi").value, voters: at("so-nguoi").value, speaker: at("nguoi").value, by: chosen(), answer: at("tra-loi").value });
  function fill(draft) {
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

  let soon;
  function draftSoon() {
    clearTimeout(soon);
    soon = setTimeout(keepDraft, 250);
    propose();
  }
  async function keepDraft() {
    if (open) await put("drafts", { id: open, editing, ...typed() });
  }

  /** Where one speech may hold several requests: at a line, a semicolon, or a word that begins a further one. */
  function pieces(words) {
    const further = SAID.further.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    const cut = new RegExp("\\n+|;\\s*|(?<=[.!?])\\s+(?=(?:" + further + ")(?!\\p{L}))", "iu");
    return words.split(cut).map((piece) => piece.trim()).filter((piece) => piece.length > 3);
  }
  function propose() {
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
      noted_at: now, dropped: "", dirty: 1, own: true, by: who.name, account: who.account, fault: "",
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
    const who = await one("meta", "who");
    if (!parts.some((part) => part.trim())) {
      at("loi-noi").textContent = say("phone-missing");
      at("loi-noi").hidden = false;
      at("noi").classList.add("is-invalid");
      at("noi").focus();
      return false;
    }
    const shots = (await all("photos")).filter((photo) => photo.meeting === open && photo.note === "");
    const known = editing ? await one("notes", editing) : null;
    try {
      await change(["notes", "photos", "drafts"], (stores) => {
        const rows = parts.map((part) => rowOf(part, who));
        rows.forEach((row, n) => { row.noted_at = new Date(Date.parse(row.noted_at) + n).toISOString(); });
        if (known) {
          const { words, speaker, voters, answered_by, answer } = rows[0];
          rows[0] = edited(known, { words, speaker, voters, answered_by, answer }, who);
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
    fill({});
    await changed();
    at("noi-tinh-trang").prepend(say("phone-saved") + " ");
    at("noi").focus();
    sync();
    return true;
  }

  /* Photos. */
  async function shrink(file) {
    const picture = await createImageBitmap(file);
    const share = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * share));
    canvas.height = Math.max(1, Math.round(picture.height * share));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/jpeg", 0.8));
  }
  async function addPhotos(files) {
    const who = await one("meta", "who");
    for (const file of files) {
      try {
        const blob = await shrink(file);
        await put("photos", { id: newId(), meeting: open, note: editing || "", blob, dirty: editing ? 1 : 0, account: who.account, at: new Date().toISOString() });
      } catch (fault) {
        at("loi-noi").textContent = say(fault && fault.name === "QuotaExceededError" ? "phone-storage-full" : "phone-photo-bad", 0, file.name);
        at("loi-noi").hidden = false;
      }
    }
    at("chup").value = "";
    await changed();
  }
  async function showPhotos() {
    const box = at("anh");
    box.textContent = "";
    const shots = (await all("photos")).filter((photo) => photo.meeting === open && photo.note === (editing || ""));
    shots.forEach((shot, n) => {
      const frame = element("span", "", "dh-thumb shot");
      const picture = element("img");
      picture.alt = say("phone-photos", n + 1);
      picture.width = picture.height = 84;
      picture.src = URL.createObjectURL(shot.blob);
      picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
      frame.append(picture);
      box.append(frame);
    });
  }

  /* To and from the office. */
  async function fetched(address, options) {
    const response = await fetch(address, { headers: { Accept: "application/json", ...(options && options.headers) }, ...options });
    state.online = true;
    state.signedOut = response.status === 401;
    return response;
  }

  async function refresh() {
    let told;
    try {
      const response = await fetched("/api/v1/voter-meetings");
      if (!response.ok) return;
      told = await response.json();
    } catch {
      state.online = false;
      return;
    }
    const waiting = await unsent();
    const strange = waiting.notes.concat(waiting.photos, waiting.checkins).filter((row) => row.account !== told.account);
    state.other = strange.length ? { count: strange.length, name: strange[0].by || "" } : null;
    const [notes, meetings, checkins] = [await all("notes"), await all("meetings"), await all("checkins")];
    await change(["meetings", "notes", "meta"], (stores) => {
      const seen = new Set();
      told.meetings.forEach((meeting) => {
        stores.meetings.put({ ...meeting, notes: undefined, earlier: told.earlier[meeting.area] || [] });
        seen.add(meeting.id);
        meeting.notes.forEach((note) => {
          const asked = stores.notes.get(note.id);
          // What was changed here and is not sent yet stands; the version that it was made upon tells the office.
          asked.onsuccess = () => (asked.result && dirty(asked.result)) || stores.notes.put({
            id: note.id, edit: note.edit_id, base: note.version, meeting: meeting.id, words: note.words, speaker: note.speaker,
            place: note.place, voters: note.voters, answered_by: note.answered_by, answer: note.answer, noted_at: note.noted_at,
            dropped: note.dropped || "", dirty: 0, own: note.account_id === told.account, by: note.by_name,
            account: note.account_id, beside: note.beside_id || "", petition: note.petition_number || "", fault: "",
          });
        });
      });
      // A meeting that is no longer near goes, unless something of it still waits here.
      const busy = new Set(waiting.notes.map((note) => note.meeting).concat(waiting.photos.map((photo) => photo.meeting), checkins.filter(dirty).map((row) => row.id)));
      meetings.filter((meeting) => !seen.has(meeting.id) && !busy.has(meeting.id)).forEach((meeting) => {
        stores.meetings.delete(meeting.id);
        notes.filter((note) => note.meeting === meeting.id).forEach((note) => stores.notes.delete(note.id));
      });
      stores.meta.put({ id: "who", account: told.account, name: told.name, council: told.council, today: told.today, at: Date.now() });
    });
  }

  async function sendMeeting(meeting, notes, checkin) {
    const body = {
      notes: notes.map(({ id, edit: change_, earlier, base, words, speaker, place, voters, answered_by, answer, noted_at, dropped }) =>
        ({ id, edit: change_, earlier: earlier || [], base, words, speaker, place, voters, answered_by, answer, noted_at, dropped })),
      came_at: checkin ? checkin.came_at || "" : "", counted: checkin ? checkin.counted || 0 : 0,
    };
    const response = await fetched("/api/v1/voter-meetings/" + encodeURIComponent(meeting) + "/notes",
      { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (!response.ok) {
      if (response.status === 403 || response.status === 404 || response.status === 422) {
        const trouble = await response.json().catch(() => ({}));
        for (const note of notes) await amend("notes", note.id, (now) => ({ ...now, fault: trouble.detail || trouble.title || String(response.status) }));
      }
      return;
    }
    const told = await response.json();
    const became = new Map(told.notes.map((note) => [note.id, note]));
    for (const sent of notes) {
      const answer = became.get(sent.id);
      if (!answer) continue;
      await amend("notes", sent.id, (now) => {
        if (answer.became === "refused") return { ...now, fault: answer.words || answer.fault };
        // Changed again while it was on its way: what is newer still waits.
        const same = now.edit === sent.edit;
        return { ...now, base: answer.version, earlier: same ? [] : now.earlier, dirty: same ? 0 : 1, fault: "" };
      });
    }
    if (checkin) {
      await amend("checkins", meeting, (now) => {
        const same = now.came_at === checkin.came_at && now.counted === checkin.counted;
        return { ...now, dirty: same ? 0 : 1 };
      });
    }
  }

  async function sendPhoto(photo) {
    const form = new FormData();
    form.append("id", photo.id);
    form.append("note", photo.note);
    form.append("file", photo.blob, "anh-" + photo.at.slice(0, 10) + "-" + photo.id.slice(0, 4) + ".jpg");
    const response = await fetched("/tiep-xuc/cuoc/" + encodeURIComponent(photo.meeting) + "/anh", { method: "POST", body: form });
    if (response.ok) await amend("photos", photo.id, (now) => ({ ...now, dirty: 0 }));
  }

  async function sendAll() {
    const who = await one("meta", "who");
    if (!who) return;
    const waiting = await unsent();
    const mine = (row) => row.account === who.account;
    const meetings = new Set(waiting.notes.filter(mine).map((note) => note.meeting).concat(waiting.checkins.filter(mine).map((row) => row.id)));
    for (const meeting of meetings) {
      // Two hundred at a time is what the office takes at once.
      const notes = waiting.notes.filter((note) => mine(note) && note.meeting === meeting).slice(0, 200);
      await sendMeeting(meeting, notes, waiting.checkins.filter(mine).find((row) => row.id === meeting));
    }
    for (const photo of waiting.photos.filter(mine)) await sendPhoto(photo);
  }

  /** Sends what waits and fetches what is new. One tab at a time; the office knows again what comes twice all the same. */
  async function sync() {
    if (sending) return;
    sending = true;
    const work = async () => {
      try {
        await showState();
        await refresh();
        // Somebody else signed in: what the other wrote waits for them.
        if (state.online && !state.signedOut) { await sendAll(); await refresh(); }
      } catch { state.online = navigator.onLine && state.online; }
    };
    try {
      if (navigator.locks) await navigator.locks.request("tiep-xuc-gui", { ifAvailable: true }, (lock) => (lock ? work() : null));
      else await work();
    } finally {
      sending = false;
      await changed();
    }
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
    const known = (await one("checkins", open)) || { id: open, came_at: "", counted: 0 };
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
    const waiting = await unsent();
    const busy = new Set(waiting.notes.map((row) => row.id).concat(waiting.photos.map((row) => row.id), waiting.checkins.map((row) => row.id)));
    for (const name of ["notes", "photos", "checkins"]) {
      // A photo of a note that is still being written goes with that note.
      const rows = (await all(name)).filter((row) => !busy.has(row.id) && row.note !== "");
      await change([name], (stores) => rows.forEach((row) => stores[name].delete(row.id)));
    }
    const held = new Set(waiting.notes.map((row) => row.meeting).concat(waiting.photos.map((row) => row.meeting), waiting.checkins.map((row) => row.id)));
    const meetings = (await all("meetings")).filter((row) => !held.has(row.id));
    await change(["meetings"], (stores) => meetings.forEach((row) => stores.meetings.delete(row.id)));
    await changed();
  }

  async function start() {
    db = await connect();
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
