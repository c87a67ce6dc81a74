// Shows how far the sending of a message is, without the page being opened again; without this
// script the page has a link that does the same.
(function () {
  "use strict";
  async function look() {
    const now = document.getElementById("sending");
    if (!now || !("goesOn" in now.dataset)) return;
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("sending");
      if (answer.ok && next) now.replaceWith(document.adoptNode(next));
    } catch (fault) {
      // The connection failed: the next look may do better.
    }
    setTimeout(look, 3000);
  }
  setTimeout(look, 2000);
})();
