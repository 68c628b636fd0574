/* Keeps the shell of the page for a phone and its files, so that it opens without a network. Data is no business of this
   worker: the page keeps it in a store of its own. KEPT, the list of addresses with their hashes, stands above. */
"use strict";
const CACHE = "tiep-xuc-" + KEPT.files.join("|").split("").reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);
/** How long the network may take before the kept shell is shown. */
const PATIENCE = 2500;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT.files.concat([KEPT.shell]))).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("tiep-xuc-") && name !== CACHE).map((name) => caches.delete(name))))
    .then(() => clients.claim()));
});

async function shell(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(KEPT.shell);
  const fresh = fetch(request).then((response) => {
    if (response.ok) cache.put(KEPT.shell, response.clone());
    return response;
  });
  if (!kept) return fresh;
  const late = new Promise((done) => setTimeout(() => done(kept), PATIENCE));
  return Promise.race([fresh.then((response) => (response.ok ? response : kept)).catch(() => kept), late]);
}

async function file(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) || fetch(request);
}

addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname === KEPT.shell) event.respondWith(shell(event.request));
  else if (address.pathname.startsWith("/tep/")) event.respondWith(file(event.request));
});
