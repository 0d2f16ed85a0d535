/*! Helpcenter: a chat line stands in its writer's window at once, is sent until it is confirmed by its own id, and is kept
    through reloads and cuts until then. */
(() => {
  "use strict";
  const step = document.getElementById("step");
  const form = () => step.querySelector("[data-chat]");
  const coarse = matchMedia("(pointer: coarse)");
  const AGAIN = 3000; // until a line that could not be sent is tried again
  let retry;
  let sending = false;
  let typedAt = 0;

  function headers(more) {
    const found = { ...more };
    document.dispatchEvent(new CustomEvent("htmx:configRequest", { detail: { headers: found } }));
    return found;
  }

  /* Lines that are not confirmed yet: fields as they are posted, in the order they were written. */

  let lines = [];
  const drawer = () => `helpcenter:lines:${form().dataset.chat}`;

  function keep() {
    try { sessionStorage.setItem(drawer(), JSON.stringify(lines)); } catch { /* then they live as long as the page */ }
  }

  function kept() {
    try { return JSON.parse(sessionStorage.getItem(drawer())) || []; } catch { return []; }
  }

  const keyOf = (line) => line.fields.find(([name]) => name === "key")[1];
  const own = (key) => step.querySelector(`[data-client="${CSS.escape(key)}"]`);

  function show(line) {
    const item = form().querySelector("template").content.firstElementChild.cloneNode(true);
    item.dataset.client = keyOf(line);
    item.dataset.pending = "";
    item.querySelector(".entry__body").textContent = line.text;
    item.querySelector("button").addEventListener("click", () => deliver());
    step.querySelector("#timeline").append(item);
    mark(line);
  }

  function mark(line) {
    const item = own(keyOf(line));
    if (!item) return;
    item.querySelector(".entry__failed").hidden = !line.failed;
    item.querySelector("[data-busy]").hidden = Boolean(line.failed);
  }

  /* What the server has is the server's to show. */
  function settle() {
    if (!form()) return;
    const timeline = step.querySelector("#timeline");
    const said = (key) => timeline.querySelector(`[data-client="${CSS.escape(key)}"]:not([data-pending])`);
    lines = lines.filter((line) => !said(keyOf(line)));
    for (const item of timeline.querySelectorAll("[data-pending]")) {
      if (said(item.dataset.client)) item.remove();
      else timeline.append(item);
    }
    keep();
  }

  async function deliver() {
    if (sending || !form()) return;
    sending = true;
    for (const line of [...lines]) {
      if (line.sent || !form()) continue;
      line.failed = false;
      mark(line);
      const status = await post(line);
      if (status === 204) line.sent = true;
      else if ([409, 413, 422].includes(status)) giveBack(line);
      else {
        line.failed = true;
        mark(line);
        clearTimeout(retry);
        if (!status || status === 429 || status >= 500) retry = setTimeout(deliver, AGAIN);
        break;
      }
      keep();
    }
    sending = false;
    document.dispatchEvent(new Event("helpcenter:refresh"));
  }

  async function post(line) {
    const fields = line.fields.map(([name, value]) => [name, name === "csrf" && form() ? form().elements.csrf.value : value]);
    try {
      const answer = await fetch(line.action, { method: "POST", headers: headers({ "HC-Chat": "line" }), body: new URLSearchParams(fields) });
      return answer.status;
    } catch { return 0; }
  }

  /* The server will not have it: the writer gets their text back. */
  function giveBack(line) {
    lines = lines.filter((each) => each !== line);
    const item = own(keyOf(line));
    if (item) item.remove();
    const field = step.querySelector("[data-draft]");
    if (field) field.value = [line.text, field.value].filter(Boolean).join("\n");
    if (field) field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const fresh = () => (crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16)).join("-"));

  document.addEventListener("submit", (event) => {
    const at = event.target;
    if (!at.matches("[data-chat]") || event.defaultPrevented) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = at.elements.body.value;
    const files = [...at.querySelectorAll("[name=attachment]:checked")];
    if (!text.trim() && !files.length) return at.elements.body.focus();
    const long = [...text].length > Number(at.dataset.most);
    at.querySelector("[data-long]").hidden = !long;
    if (long) return at.elements.body.focus();
    const fields = [...new FormData(at)].filter(([, value]) => typeof value === "string");
    const names = [...at.querySelectorAll(".file bdi")].map((each) => each.textContent);
    const line = { action: at.action, fields, text: text || names.join(", ") };
    lines.push(line);
    keep();
    show(line);
    at.elements.key.value = fresh();
    at.elements.body.value = "";
    at.elements.body.dispatchEvent(new Event("input", { bubbles: true }));
    at.querySelector("#review").replaceChildren();
    at.querySelector(".files__list").replaceChildren();
    at.querySelector("details").open = false;
    at.elements.body.focus({ preventScroll: true });
    at.scrollIntoView({ block: "end" });
    step.scrollTop = step.scrollHeight; // in the panel, where what is written in stands still
    typedAt = 0;
    deliver();
  }, true);

  document.addEventListener("keydown", (event) => {
    const at = event.target.form;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || coarse.matches) return;
    if (!at || !at.matches("[data-chat]") || event.target.name !== "body") return;
    event.preventDefault();
    at.requestSubmit();
  });

  document.addEventListener("input", ({ target }) => {
    if (target.form && target.form.matches("[data-chat]")) target.form.querySelector("[data-long]").hidden = true;
    if (!target.form || !target.form.matches("[data-chat]") || target.name !== "body" || !target.value || Date.now() - typedAt < 3000) return;
    typedAt = Date.now();
    const body = new URLSearchParams(target.form.elements.csrf ? { csrf: target.form.elements.csrf.value } : {});
    fetch(target.form.dataset.typing, { method: "POST", headers: headers(), body }).catch(() => { /* only a sign */ });
  });

  /* Lines of before a reload, or of a step that was left, are shown and sent again. */
  function look() {
    if (!form()) return;
    lines = kept();
    for (const line of lines) if (!own(keyOf(line))) show({ ...line, failed: false });
    lines.forEach((line) => { line.sent = false; });
    settle();
    deliver();
  }

  let at = null;
  function changed() {
    if (form() && form() !== at) look();
    else settle();
    at = form();
  }

  document.addEventListener("helpcenter:merged", changed);
  addEventListener("online", () => deliver());
  new MutationObserver(changed).observe(step, { childList: true });
  changed();
})();
