/*! Helpcenter: what is like a question, while its title is typed. Without it the form shows that after the first "Ask". */
(function () {
  "use strict";
  const PAUSE = 300;
  const field = document.querySelector("[data-similar]");
  const place = document.getElementById("similar");
  if (!field || !place) return;
  let timer, request;

  async function look() {
    request = new AbortController();
    const url = new URL(field.dataset.similar, location.href);
    url.searchParams.set("q", field.value.trim());
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: request.signal });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch { /* then nothing is offered */ }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (request) request.abort();
    timer = setTimeout(look, PAUSE);
  });
})();
