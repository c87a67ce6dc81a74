// Opens the list of one event's door again when there is no connection, if it was opened once with one.
// It answers for that one page and what the page is drawn with, and for nothing else. A copy is shown
// for so many hours only, and is thrown away when the server no longer shows the page to this person.

const COPIES = `talkoot-door ${self.registration.scope}`;
const KEPT_MS = 18 * 3600 * 1000;
const PATIENCE_MS = 5000;
const DRAWN_WITH = ["style", "script", "font", "image"];

const isDoor = (address) => address.split(/[?#]/)[0] === self.registration.scope;

async function keep(copies, address, response) {
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.set("X-Kept-At", new Date().toISOString());
  await copies.put(address, new Response(await response.blob(), { headers }));
}

async function copyOf(copies, address) {
  const copy = await copies.match(address, { ignoreVary: true });
  if (!copy) return null;
  const keptAt = copy.headers.get("X-Kept-At");
  if (Date.now() - Date.parse(keptAt) > KEPT_MS) {
    await copies.delete(address);
    return null;
  }
  // The page says from when it is.
  const text = (await copy.text()).replace('data-kept=""', `data-kept="${keptAt}"`);
  return new Response(text, { headers: copy.headers });
}

async function askFor(copies, request, address) {
  const response = await fetch(request);
  if (response.ok && !response.redirected) await keep(copies, address, response.clone());
  else if (response.status < 500) await copies.delete(address);
  return response;
}

async function openDoor(request) {
  const copies = await caches.open(COPIES);
  const address = request.url.split("#")[0];
  const asked = askFor(copies, request, address);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const response = await Promise.race([asked, late]);
    if (response && response.status < 500) return response;
  } catch {
    // No connection: the copy, if there is one.
  }
  const copy = await copyOf(copies, address);
  if (!copy) return asked;
  asked.catch(() => {});
  return copy;
}

async function drawWith(event) {
  const copies = await caches.open(COPIES);
  const copy = await copies.match(event.request.url, { ignoreVary: true });
  const asked = fetch(event.request).then(async (response) => {
    if (response.ok) await copies.put(event.request.url, response.clone());
    return response;
  });
  if (!copy) return asked;
  event.waitUntil(asked.catch(() => {}));
  return copy;
}

async function keepAll(page, parts) {
  const copies = await caches.open(COPIES);
  const request = new Request(page, { credentials: "same-origin", redirect: "manual" });
  await askFor(copies, request, page.split("#")[0]);
  for (const part of parts) {
    if (!(await copies.match(part, { ignoreVary: true }))) await copies.add(part);
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(`${self.location.origin}/`)) return;
  if (request.mode === "navigate") {
    if (isDoor(request.url)) event.respondWith(openDoor(request));
  } else if (DRAWN_WITH.includes(request.destination)) {
    event.respondWith(drawWith(event));
  }
});
self.addEventListener("message", (event) => {
  const { page, parts } = event.data;
  const kept = keepAll(page, parts).then(() => event.source.postMessage("kept"));
  event.waitUntil(kept.catch(() => {}));
});
