// Keeps a kiosk's page, pictures and files: the network first, what was kept when it does not answer.
"use strict";

const KEPT = "kiosk-1";
const MOST = 600;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const addresses = event.data.filter((one) => new URL(one).origin === self.location.origin).slice(0, MOST);
  event.waitUntil(
    caches.open(KEPT).then((kept) => Promise.allSettled(addresses.map((one) => kept.add(one)))),
  );
});

function concerns(request) {
  const path = new URL(request.url).pathname;
  return request.method === "GET" && (/\/kiosk$/.test(path) || path.startsWith("/pictures/") || path.startsWith("/static/"));
}

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && fresh.status === 200) await kept.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const found = await kept.match(request, { ignoreVary: true });
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  if (concerns(event.request)) event.respondWith(answer(event.request));
});
