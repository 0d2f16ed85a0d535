/*! Helpcenter: votes on an article without leaving it. Without this script the forms lead to a page of their own. */
(function () {
  "use strict";
  document.addEventListener("submit", async (event) => {
    const form = event.target, part = form.closest("#vote");
    if (!part || form.dataset.plain) return;
    event.preventDefault();
    const said = new URLSearchParams(new FormData(form));
    if (event.submitter && event.submitter.name) said.set(event.submitter.name, event.submitter.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body: said, headers: { "HX-Request": "true" } });
      if (!answer.ok && answer.status !== 422) throw answer;
      part.outerHTML = await answer.text();
      const now = document.querySelector("#vote [aria-invalid], #vote [role=status]");
      if (now) now.focus();
    } catch {
      form.dataset.plain = "yes";
      form.requestSubmit(event.submitter);
    }
  });
})();
