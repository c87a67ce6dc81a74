// What makes a page handier where there is JavaScript; nothing depends on it.

// The menu of a narrow screen closes by Escape and by a press outside it.
const menu = document.querySelector(".menu-box");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// The page's title says first that something is wrong, so that a screen reader says it first.
const summary = document.querySelector(".error-summary");
if (summary) {
  document.title = `${summary.querySelector("h2").textContent.trim()} – ${document.title}`;
  summary.focus();
}

// Tables are opened for printing and closed again.
const opened = [];
window.addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("details.as-table:not([open])")) {
    box.open = true;
    opened.push(box);
  }
});
window.addEventListener("afterprint", () => {
  while (opened.length) opened.pop().open = false;
});

// Signing out takes away the copies of pages that were kept for when there is no connection.
for (const form of document.querySelectorAll("form[action*='/logout/']")) {
  form.addEventListener("submit", async () => {
    if (!("caches" in window)) return;
    for (const name of await caches.keys()) caches.delete(name);
  });
}

// A form is sent once, however often its button is pressed; after a while again, for a file that was fetched.
for (const form of document.querySelectorAll("form.form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
