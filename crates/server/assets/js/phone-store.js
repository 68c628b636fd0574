/* The store of a phone at a meeting with voters: rows of a few kinds by their id, on the phone's disk before anything else is
   done with them. */
"use strict";
const PhoneStore = (() => {
  const STORES = ["meetings", "notes", "photos", "checkins", "drafts", "meta"];
  let db;

  function connect() {
    return new Promise((done, fail) => {
      const asked = indexedDB.open("tiep-xuc", 2);
      asked.onupgradeneeded = (event) => {
        if (event.oldVersion < 1) STORES.forEach((name) => asked.result.createObjectStore(name, { keyPath: "id" }));
        else checkinsByPerson(asked.transaction.objectStore("checkins"));
      };
      asked.onsuccess = () => { db = asked.result; done(); };
      asked.onerror = () => fail(asked.error);
    });
  }
  /** Once there was one check-in for a meeting; two people who share a phone each have their own. */
  function checkinsByPerson(store) {
    const asked = store.getAll();
    asked.onsuccess = () => asked.result.forEach((row) => {
      store.delete(row.id);
      store.put({ ...row, id: ofPerson(row.id, row.account), meeting: row.id });
    });
  }
  const ofPerson = (meeting, account) => meeting + " " + account;
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
  return { connect, all, one, change, put, amend, ofPerson };
})();
