// Buttons that copy one text or number; without JavaScript the texts are selected by hand.
const told = document.querySelector("#copied");
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copies);
    const text = button.dataset.text || source.value || source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      button.focus();
    }
    for (const other of document.querySelectorAll("button[data-copies].copied")) other.classList.remove("copied");
    button.classList.add("copied");
    told.textContent = `${told.dataset.words} ${button.dataset.what}`;
  });
}
