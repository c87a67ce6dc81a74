// The door when the connection fails: marks are kept in this browser and sent again, each with a key
// by which the server makes a mark that comes twice one. Without this script the same forms are sent
// one by one.

const AGAIN_MS = 5000;

class Waiting {
  // What has not reached the server, in the order in which it was done. Numbers and keys; a name only
  // of a walk-in, until it has been sent.
  constructor(place) {
    this.place = place;
    this.items = [];
    try {
      this.items = JSON.parse(localStorage.getItem(place) || "[]");
    } catch {
      // Nothing can be kept: what is typed now is sent as long as the page is open.
    }
  }

  save() {
    try {
      if (this.items.length) localStorage.setItem(this.place, JSON.stringify(this.items));
      else localStorage.removeItem(this.place);
      return true;
    } catch {
      return false;
    }
  }
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function cleanTicket(written) {
  const last = written.trim().replace(/\/+$/, "").split("/").pop().toUpperCase();
  return last.replaceAll("O", "0").replace(/[IL]/g, "1").replace(/[^0-9A-HJKMNP-TV-Z]/g, "");
}

function startDoor(root) {
  const words = root.dataset;
  const waiting = new Waiting(`talkoot.door.${words.door}`);
  const sync = root.querySelector("#door-sync");
  const result = root.querySelector("#door-result");
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  const search = root.querySelector("#door-search");
  const text = search.querySelector("[name=text]");
  const rowOf = (number) => root.querySelector(`#r${number}`);
  const rowOfTicket = (code) => root.querySelector(`li[data-ticket="${CSS.escape(code)}"]`);
  let sending = false;
  let timer = 0;

  const say = (sentence, name, look) => {
    result.textContent = sentence.replace("{name}", name);
    result.className = `door-result ${look}`;
  };

  const clock = () =>
    new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date());

  const show = (row, here, isWaiting) => {
    row.classList.toggle("is-here", here);
    row.classList.toggle("is-waiting", isWaiting);
    row.querySelector(".door-mark").hidden = here;
    row.querySelector(".door-undo").hidden = !here;
  };

  const count = (step) => {
    const box = root.querySelector("#door-here");
    box.textContent = Number(box.textContent) + step;
  };

  const report = (note) => {
    const number = waiting.items.length;
    root.dataset.waiting = number;
    sync.hidden = !note && !number;
    sync.classList.toggle("is-sent", !number);
    const counted = number === 1 ? words.waitsOne : words.waitsMany.replace("{number}", number);
    sync.textContent = note || counted;
  };

  const apply = (item, answer) => {
    if (answer.here !== undefined) {
      const later = waiting.items.filter((one) => one !== item);
      const change = later.reduce((sum, one) => sum + (one.step || 0), 0);
      root.querySelector("#door-here").textContent = answer.here + change;
      root.querySelector("#door-expected").textContent = answer.expected;
    }
    const row = answer.registration && rowOf(answer.registration);
    if (row && item.step > 0) {
      show(row, true, false);
      row.querySelector(".door-at").textContent = answer.at;
    } else if (item.fields.registration && rowOf(item.fields.registration)) {
      const undone = item.step < 0;
      show(rowOf(item.fields.registration), !undone && !answer.refused, false);
    }
    if (answer.refused) say(answer.refused, "", "is-bad");
    else if (item.says && answer.name) say(answer.new ? words.marked : words.already, answer.name, "is-good");
    if (item.reload && !answer.refused && !waiting.items.length) location.reload();
  };

  async function flush() {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    let failed = false;
    const hadSome = waiting.items.length > 0;
    while (waiting.items.length && !failed) {
      const item = waiting.items[0];
      try {
        const response = await fetch(item.to, {
          method: "POST",
          headers: { Accept: "application/json", "X-CSRFToken": token },
          body: new URLSearchParams(item.fields),
          credentials: "same-origin",
          redirect: "manual",
        });
        if (response.type === "opaqueredirect" || response.status === 403) {
          report(words.signedOut);
          failed = true;
        } else if (response.status >= 500) {
          failed = true;
        } else {
          const answer = response.status === 200 || response.status === 409 ? await response.json() : { refused: `${response.status}` };
          waiting.items.shift();
          waiting.save();
          root.dataset.waiting = waiting.items.length;
          apply(item, answer);
          continue;
        }
      } catch {
        failed = true;
        report();
      }
    }
    sending = false;
    if (failed) {
      if (sync.hidden) report();
      timer = setTimeout(flush, AGAIN_MS);
    } else if (hadSome) {
      report(sync.hidden ? "" : words.sent);
      keepAgain();
    }
  }

  const put = (item) => {
    waiting.items.push(item);
    const kept = waiting.save();
    root.dataset.waiting = waiting.items.length;
    if (!kept) window.addEventListener("beforeunload", (event) => waiting.items.length && event.preventDefault());
    flush();
  };

  const mark = (row, form, how) => {
    const fields = { ...Object.fromEntries(new FormData(form)), registration: row.dataset.number, key: newKey() };
    delete fields.csrfmiddlewaretoken;
    if (how === "ticket") fields.ticket = row.dataset.ticket;
    show(row, true, true);
    row.querySelector(".door-at").textContent = clock();
    count(1);
    put({ to: form.action, fields, step: 1, says: how === "ticket" });
  };

  const readTicket = (written, form) => {
    const code = cleanTicket(written);
    const row = rowOfTicket(code);
    if (!row) {
      // Somebody who signed up after this page was opened: the server knows.
      const fields = { ...Object.fromEntries(new FormData(form)), ticket: code, key: newKey() };
      delete fields.csrfmiddlewaretoken;
      if (!navigator.onLine) say(words.unknown, "", "is-bad");
      else put({ to: form.action, fields, step: 0, says: true });
    } else if (row.classList.contains("is-here")) {
      say(words.already, row.dataset.name, "is-good");
    } else if (!("place" in row.dataset)) {
      say(words.noPlace, row.dataset.name, "is-bad");
    } else {
      mark(row, row.querySelector(".door-mark"), "ticket");
      say(words.marked, row.dataset.name, "is-good");
    }
  };

  root.addEventListener("submit", (event) => {
    const form = event.target;
    const row = form.closest("li[data-number]");
    if (form.classList.contains("door-mark")) {
      event.preventDefault();
      mark(row, form, "list");
      say(words.marked, row.dataset.name, "is-good");
      row.querySelector(".door-undo button").focus();
    } else if (form.classList.contains("door-undo")) {
      event.preventDefault();
      const unsent = waiting.items.findIndex((one, place) => one.step > 0 && one.fields.registration === row.dataset.number && (place > 0 || !sending));
      show(row, false, false);
      count(-1);
      say(words.takenBack, row.dataset.name, "");
      row.querySelector(".door-mark button").focus();
      if (unsent >= 0) {
        waiting.items.splice(unsent, 1);
        waiting.save();
        report();
        return;
      }
      const fields = Object.fromEntries(new FormData(form));
      delete fields.csrfmiddlewaretoken;
      put({ to: form.action, fields, step: -1 });
    } else if (form.classList.contains("door-walk-in")) {
      const fields = { ...Object.fromEntries(new FormData(form)), key: newKey() };
      delete fields.csrfmiddlewaretoken;
      const number = fields.name ? 1 : Number(fields.number || 0);
      // What is not filled in rightly is sent as a form, and the page says what is wrong.
      if (!number || (fields.name && Number(fields.number || 1) > 1)) return;
      event.preventDefault();
      count(number);
      put({ to: form.action, fields, step: number, reload: true });
      form.reset();
    } else if (form.classList.contains("door-code") && form.method === "post") {
      event.preventDefault();
      const box = form.querySelector("[name=ticket]");
      if (cleanTicket(box.value)) readTicket(box.value, form);
      box.value = "";
      box.focus();
    }
  });

  // The list narrows while one types; the button looks among all.
  text.addEventListener("input", () => {
    const sought = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of root.querySelectorAll("li[data-number]")) {
      const said = row.firstElementChild.textContent.toLowerCase();
      row.hidden = !sought.every((word) => said.includes(word));
    }
  });

  for (const item of waiting.items) {
    const row = item.fields.registration && rowOf(item.fields.registration);
    if (row) show(row, item.step > 0, true);
    count(item.step || 0);
  }
  const keepAgain = startWorker(root);
  window.addEventListener("online", flush);
  report();
  flush();
  startCamera(root, words, say, (written) => readTicket(written, root.querySelector(".door-code[method=post]")));
}

const KEEP_AGAIN_MS = 60000;

// Lets the page be opened again without a connection, on the day of the event only.
function startWorker(root) {
  const box = root.querySelector("#door-again");
  const keptAt = root.dataset.kept;
  if (keptAt) {
    const from = root.querySelector("#door-kept");
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date(keptAt));
    const words = from.querySelector("p");
    words.firstChild.textContent = words.firstChild.textContent.replace("{time}", time);
    from.hidden = false;
  }
  const workers = navigator.serviceWorker;
  if (!workers) return () => {};
  const scope = location.pathname;
  if (!root.dataset.worker) {
    workers.getRegistration(scope).then((one) => {
      if (!one || new URL(one.scope).pathname !== scope) return;
      one.unregister();
      caches.delete(`talkoot-door ${one.scope}`);
    });
    return () => {};
  }
  let lastAt = 0;
  const keep = async () => {
    if (Date.now() - lastAt < KEEP_AGAIN_MS) return;
    lastAt = Date.now();
    const parts = performance
      .getEntriesByType("resource")
      .filter((one) => ["link", "script", "css", "img"].includes(one.initiatorType))
      .map((one) => one.name)
      .filter((address) => address.startsWith(`${location.origin}/`));
    (await workers.ready).active.postMessage({ page: location.href, parts: [...new Set(parts)] });
  };
  workers.addEventListener("message", () => {
    box.hidden = false;
  });
  workers.register(root.dataset.worker, { scope }).then(
    () => !keptAt && keep(),
    () => {}, // A browser that lets nothing be kept: the page works as long as it is open.
  );
  return keep;
}

async function startCamera(root, words, say, read) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const formats = await BarcodeDetector.getSupportedFormats();
  if (!formats.includes("qr_code")) return;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const button = root.querySelector("#door-camera");
  const video = root.querySelector("#door-video");
  root.querySelector(".door-camera").hidden = false;
  let stream = null;
  let last = "";
  let lastAt = 0;

  const stop = () => {
    for (const track of stream?.getTracks() || []) track.stop();
    stream = null;
    video.hidden = true;
    button.lastElementChild.textContent = words.start;
  };

  const look = async () => {
    if (!stream) return;
    try {
      for (const found of await detector.detect(video)) {
        const now = Date.now();
        if (found.rawValue === last && now - lastAt < 4000) continue;
        last = found.rawValue;
        lastAt = now;
        navigator.vibrate?.(80);
        read(found.rawValue);
      }
    } catch {
      // The camera has no picture yet.
    }
    setTimeout(look, 250);
  };

  button.addEventListener("click", async () => {
    if (stream) {
      stop();
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      say(words.noCamera, "", "is-bad");
      return;
    }
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    button.lastElementChild.textContent = words.stop;
    look();
  });
  document.addEventListener("visibilitychange", () => document.hidden && stream && stop());
}

// The code of the minute, fetched when the one before it ends.
function startScreen(box) {
  const lost = document.querySelector("#screen-lost");
  const fetchNext = async () => {
    let wait = AGAIN_MS;
    try {
      const response = await fetch(location.href, { redirect: "manual" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = page.querySelector("#screen-code");
      if (!next) {
        location.reload();
        return;
      }
      box.innerHTML = next.innerHTML;
      wait = Math.min(Number(next.dataset.seconds) * 1000 + 300, 20000);
      lost.hidden = true;
    } catch {
      lost.hidden = false;
    }
    setTimeout(fetchNext, wait);
  };
  setTimeout(fetchNext, Math.min(Number(box.dataset.seconds) * 1000 + 300, 20000));
}

const door = document.querySelector("[data-door]");
if (door) startDoor(door);
const screenBox = document.querySelector("#screen-code");
if (screenBox) startScreen(screenBox);
