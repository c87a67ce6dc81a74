// Opens the list of one event's door again when there is no connection, if it was opened once with one.
// It answers for that one page and what the page is drawn with, and for nothing else. A copy is shown
// for so many hours only, and is thrown away when the server no longer shows the page to this person.

const COPIES = `talkoot-door ${self.registration.scope}`;
const KEPT_MS = 18 * 3600 * 1000;
const PATIENCE_MS = 5000;
const DRAWN_WITH = ["style", "script", "font", "image"];

const isDoor = (address) => address.split(/[?#]/)[0] === self.registration.scope;

// The page is asked for when it is opened and to be kept: of the two the one that was asked later
// stands, or a copy would come back after the server has said that the person no longer sees it.
let asked = 0;
let stands = 0;

async function keep(copies, address, response, turn) {
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.set("X-Kept-At", new Date().toISOString());
  const page = new Response(await response.blob(), { headers });
  if (turn === stands) await copies.put(address, page);
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
  const turn = ++asked;
  const response = await fetch(request);
  if (turn < stands || response.status >= 500) return response;
  stands = turn;
  if (response.ok && !response.redirected) await keep(copies, address, response.clone(), turn);
  else await copies.delete(address);
  return response;
}

async function openDoor(request) {
  const copies = await caches.open(COPIES);
  const address = request.url.split("#")[0];
  const answer = askFor(copies, request, address);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const response = await Promise.race([answer, late]);
    if (response && response.status < 500) return response;
  } catch {
    // No connection: the copy, if there is one.
  }
  const copy = await copyOf(copies, address);
  if (!copy) return answer;
  answer.catch(() => {});
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
  // Past the browser's own cache, where the opening of the page would wait for this to be answered.
  const how = { cache: "no-store", credentials: "same-origin", redirect: "manual" };
  const request = new Request(page, how);
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
