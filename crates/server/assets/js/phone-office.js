/* Between a phone and the office: what waits is sent, what is new is fetched, what was sent and is no longer near goes. What is
   sent again is known again by its id. `state` is what the page shows of it: network, signed out, somebody else's rows. */
"use strict";
const PhoneOffice = (() => {
  const { all, one, change, amend } = PhoneStore;

  /* What is not yet sent. */
  const dirty = (row) => row.dirty === 1;
  async function unsent() {
    const [notes, photos, checkins] = await Promise.all([all("notes"), all("photos"), all("checkins")]);
    return { notes: notes.filter(dirty), photos: photos.filter(dirty), checkins: checkins.filter(dirty) };
  }

  /** Meetings of which something waits here: what is not sent, and what somebody has begun to write. */
  async function busyMeetings() {
    const [waiting, drafts, photos] = [await unsent(), await all("drafts"), await all("photos")];
    const begun = drafts.filter((draft) => draft.words || draft.answer).map((draft) => draft.id);
    const ofDrafts = photos.filter((photo) => photo.note === "");
    return new Set([...waiting.notes, ...waiting.photos, ...waiting.checkins, ...ofDrafts].map((row) => row.meeting).concat(begun));
  }

  async function fetched(state, address, options) {
    const response = await fetch(address, { headers: { Accept: "application/json", ...(options && options.headers) }, ...options });
    state.online = true;
    state.signedOut = response.status === 401;
    return response;
  }

  async function refresh(state) {
    let told;
    try {
      const response = await fetched(state, "/api/v1/voter-meetings");
      if (!response.ok) return;
      told = await response.json();
    } catch {
      state.online = false;
      return;
    }
    const waiting = await unsent();
    const strange = waiting.notes.concat(waiting.photos, waiting.checkins).filter((row) => row.account !== told.account);
    state.other = strange.length ? { count: strange.length, name: strange[0].by || "" } : null;
    const [notes, meetings, checkins, photos] = [await all("notes"), await all("meetings"), await all("checkins"), await all("photos")];
    const busy = await busyMeetings();
    await change(["meetings", "notes", "photos", "checkins", "drafts", "meta"], (stores) => {
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
            dropped: note.dropped || "", same_as: note.same_as || "", dirty: 0, own: note.account_id === told.account, by: note.by_name,
            account: note.account_id, beside: note.beside_id || "", petition: note.petition_number || "", fault: "",
          });
        });
      });
      // A meeting that is no longer near goes with all that was sent of it, unless something of it still waits here.
      meetings.filter((meeting) => !seen.has(meeting.id) && !busy.has(meeting.id)).forEach((meeting) => {
        stores.meetings.delete(meeting.id);
        stores.drafts.delete(meeting.id);
        Object.entries({ notes, photos, checkins }).forEach(([name, rows]) =>
          rows.filter((row) => row.meeting === meeting.id).forEach((row) => stores[name].delete(row.id)));
      });
      stores.meta.put({ id: "who", account: told.account, name: told.name, council: told.council, today: told.today, at: Date.now() });
    });
  }

  async function sendMeeting(state, meeting, notes, checkin) {
    const body = {
      notes: notes.map(({ id, edit: change_, earlier, base, words, speaker, place, voters, answered_by, answer, noted_at, dropped, same_as }) =>
        ({ id, edit: change_, earlier: earlier || [], base, words, speaker, place, voters, answered_by, answer, noted_at, dropped, same_as: same_as || "" })),
      came_at: checkin ? checkin.came_at || "" : "", counted: checkin ? checkin.counted || 0 : 0,
    };
    const response = await fetched(state, "/api/v1/voter-meetings/" + encodeURIComponent(meeting) + "/notes",
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
      await amend("checkins", checkin.id, (now) => {
        const same = now.came_at === checkin.came_at && now.counted === checkin.counted;
        return { ...now, dirty: same ? 0 : 1 };
      });
    }
  }

  async function sendPhoto(state, photo) {
    const form = new FormData();
    form.append("id", photo.id);
    form.append("note", photo.note);
    form.append("file", photo.blob, "anh-" + photo.at.slice(0, 10) + "-" + photo.id.slice(0, 4) + ".jpg");
    const response = await fetched(state, "/tiep-xuc/cuoc/" + encodeURIComponent(photo.meeting) + "/anh", { method: "POST", body: form });
    if (response.ok) await amend("photos", photo.id, (now) => ({ ...now, dirty: 0 }));
  }

  async function sendAll(state) {
    const who = await one("meta", "who");
    if (!who) return;
    const waiting = await unsent();
    const mine = (row) => row.account === who.account;
    const meetings = new Set(waiting.notes.filter(mine).map((note) => note.meeting).concat(waiting.checkins.filter(mine).map((row) => row.meeting)));
    for (const meeting of meetings) {
      // Two hundred at a time is what the office takes at once.
      const notes = waiting.notes.filter((note) => mine(note) && note.meeting === meeting).slice(0, 200);
      await sendMeeting(state, meeting, notes, waiting.checkins.filter(mine).find((row) => row.meeting === meeting));
    }
    for (const photo of waiting.photos.filter(mine)) await sendPhoto(state, photo);
  }

  /** Sends what waits and fetches what is new. One tab at a time; the office knows again what comes twice all the same. */
  async function sync(state, showState, changed) {
    if (state.sending) return;
    state.sending = true;
    const work = async () => {
      try {
        await showState();
        await refresh(state);
        // Somebody else signed in: what the other wrote waits for them.
        if (state.online && !state.signedOut) { await sendAll(state); await refresh(state); }
      } catch { state.online = navigator.onLine && state.online; }
    };
    try {
      if (navigator.locks) await navigator.locks.request("tiep-xuc-gui", { ifAvailable: true }, (lock) => (lock ? work() : null));
      else await work();
    } finally {
      state.sending = false;
      await changed();
    }
  }
  return { dirty, unsent, busyMeetings, sync };
})();
