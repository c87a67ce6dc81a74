// Names of organisations to choose from while one writes; without this the field is plain text.
const list = document.querySelector("#known-organisations");
const field = document.querySelector("input[name=organisation]");
if (list && field) {
  field.setAttribute("list", list.id);
  let asked = "";
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const words = field.value.trim();
      if (words.length < 2 || words === asked) return;
      asked = words;
      try {
        const answer = await fetch(`${list.dataset.source}?q=${encodeURIComponent(words)}`);
        const { names } = await answer.json();
        if (asked !== words) return;
        list.replaceChildren(...names.map((name) => new Option(name, name)));
      } catch {
        // A failing connection: one writes the name oneself.
      }
    }, 200);
  });
}
