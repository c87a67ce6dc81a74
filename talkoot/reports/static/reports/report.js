// Counts the characters of a text as the server does; without JavaScript the server says when it is too long.
const box = document.querySelector("textarea[data-limit]");
const told = document.querySelector("#text-count");
if (box && told) {
  const most = Number(box.dataset.limit);
  const count = () => {
    const number = [...box.value.trim()].length;
    const over = number - most;
    told.classList.toggle("over", over > 0);
    told.textContent = told.dataset.words.replace("{count}", number).replace("{most}", most) + (over > 0 ? ` – ${told.dataset.over.replace("{over}", over)}` : "");
  };
  box.addEventListener("input", count);
  count();
}
// What was written is not lost by leaving the page.
const writing = document.querySelector(".write form");
if (writing) {
  const area = writing.querySelector("textarea");
  const first = area.value;
  let sent = false;
  writing.addEventListener("submit", () => { sent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && area.value !== first) event.preventDefault();
  });
}
