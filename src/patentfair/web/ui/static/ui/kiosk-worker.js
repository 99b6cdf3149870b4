// Keeps what an open hall's kiosk asked it to keep: the network first, what was kept when it does not answer.
"use strict";

const KEPT = "kiosk-2";
const MOST = 600;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((one) => one !== KEPT).map((one) => caches.delete(one))))
      .then(() => self.clients.claim()),
  ),
);

// Fetched as a visitor who is nobody; what is private or not to be stored is not kept.
async function keep(address) {
  const kept = await caches.open(KEPT);
  const answer = await fetch(address, { credentials: "omit" });
  const rule = answer.headers.get("Cache-Control") || "";
  if (answer.status === 200 && !/private|no-store/.test(rule)) await kept.put(address, answer);
  else await kept.delete(address);
}

self.addEventListener("message", (event) => {
  const addresses = event.data.filter((one) => new URL(one).origin === self.location.origin).slice(0, MOST);
  event.waitUntil(Promise.allSettled(addresses.map(keep)));
});

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.open(KEPT);
    const found = await kept.match(request.url, { ignoreVary: true });
    if (found) return found;
    throw error;
  }
}

function concerns(request) {
  const path = new URL(request.url).pathname;
  return request.method === "GET" && (/\/kiosk$/.test(path) || path.startsWith("/pictures/") || path.startsWith("/static/"));
}

self.addEventListener("fetch", (event) => {
  if (concerns(event.request)) event.respondWith(answer(event.request));
});
