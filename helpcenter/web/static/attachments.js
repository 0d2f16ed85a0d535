/*! Helpcenter: files are brought one by one while the form is still being filled in, the text is looked through as it grows, a
    fault goes when its field is changed, and what was written comes along to another channel's form. */
(() => {
  "use strict";
  document.documentElement.classList.add("has-files");
  const $ = (selector) => document.querySelector(selector);
  const queue = [];
  let bringing = null; // the request that is under way
  let sender = null; // the button of the form that waits for it
  let pause;

  /* What our requests must carry: on pages the form's own mark, in the panel whatever panel.js gives to htmx. */
  function headers(form) {
    const found = {};
    document.dispatchEvent(new CustomEvent("htmx:configRequest", { detail: { headers: found } }));
    if (form && form.elements.csrf) found["HC-CSRF"] = form.elements.csrf.value;
    return found;
  }

  function line(text) {
    const item = document.createElement("li");
    item.className = "file";
    item.textContent = text;
    return item;
  }

  function add(files) {
    const field = $("[data-files]");
    if (!field || !files.length) return;
    const { most, bytes, large, many, sending } = field.dataset;
    const list = field.querySelector("ul");
    const fold = field.closest("details");
    if (fold) fold.open = true;
    for (const old of list.querySelectorAll(".file--refused")) old.remove();
    for (const file of files) {
      const full = list.querySelectorAll(".file:not(.file--refused)").length >= most;
      const fault = full ? many : file.size > bytes && large;
      const item = line((fault || sending).replace("{name}", () => file.name));
      list.append(item);
      if (fault) item.classList.add("file--refused");
      else {
        item.append(Object.assign(document.createElement("progress"), { max: 1, value: 0 }));
        queue.push({ file, item, field });
      }
      if (full) break;
    }
    next();
  }

  function next() {
    if (bringing) return;
    const job = queue.shift();
    if (!job) {
      if (sender) sender.form.requestSubmit(sender.button);
      sender = null;
      return;
    }
    const { file, item, field } = job;
    const form = field.closest("form");
    const body = new FormData();
    body.append("file", file, file.name);
    bringing = new XMLHttpRequest();
    bringing.open("POST", field.dataset.files);
    for (const [name, value] of Object.entries(headers(form))) bringing.setRequestHeader(name, value);
    bringing.upload.onprogress = ({ loaded, total }) => { item.querySelector("progress").value = loaded / total; };
    bringing.onloadend = ({ target: { status, responseText } }) => {
      bringing = null;
      if ([201, 422, 429].includes(status)) item.outerHTML = responseText;
      else {
        item.textContent = field.dataset.failed.replace("{name}", () => file.name);
        item.classList.add("file--refused");
      }
      if (status !== 201) sender = null;
      next();
    };
    bringing.send(body);
  }

  document.addEventListener("change", ({ target }) => {
    if (target.name !== "attachments") return;
    add([...target.files]);
    target.value = "";
  });

  addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length || !$("[data-files]")) return;
    event.preventDefault();
    add(files);
  });

  addEventListener("dragover", (event) => {
    if ($("[data-files]") && event.dataTransfer.types.includes("Files")) event.preventDefault();
  });

  addEventListener("drop", (event) => {
    if (!$("[data-files]") || !event.dataTransfer.files.length) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });

  /* Send waits for files that are still under way. */
  document.addEventListener("submit", (event) => {
    if (!bringing || !event.target.querySelector("[data-files]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sender = { form: event.target, button: event.submitter };
  }, true);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-remove]");
    const link = event.target.closest("[data-fetch]");
    if (button) {
      const form = button.form;
      button.closest("li").remove();
      form.elements.attachments.focus();
      fetch(button.dataset.remove, { method: "DELETE", headers: headers(form) }).catch(() => { /* it goes by itself after a day */ });
    }
    if (link) {
      event.preventDefault();
      const answer = await fetch(link.href, { headers: headers() });
      if (!answer.ok) return;
      const href = URL.createObjectURL(await answer.blob());
      Object.assign(document.createElement("a"), { href, download: link.download }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60000);
    }
  });

  document.addEventListener("input", ({ target }) => {
    const faulty = target.closest(".field--faulty");
    if (!faulty) return;
    faulty.classList.remove("field--faulty");
    target.removeAttribute("aria-invalid");
    for (const fault of faulty.querySelectorAll(".field__fault")) fault.remove();
  });

  /* From one channel's form to another's: through the drawer on pages, where there is none (third parties) through memory. */
  const drawer = "helpcenter:carried";
  let carried = null;

  function carry(texts) {
    carried = texts;
    try {
      if (texts) sessionStorage.setItem(drawer, JSON.stringify(texts));
      else sessionStorage.removeItem(drawer);
    } catch { /* memory, then */ }
  }

  function unpack() {
    const form = $("form[id$=-form]:has([data-files])");
    if (!form) return carry(null);
    try { carried ||= JSON.parse(sessionStorage.getItem(drawer)); } catch { /* memory, then */ }
    for (const [name, text] of carried || []) {
      const field = form.elements[name];
      if (!field || field.closest(".field--faulty")) continue;
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    carry(null);
  }

  document.addEventListener("click", ({ target }) => {
    const form = target.closest("a.channel__name") && $("form[id$=-form]:has([data-files])");
    if (form) carry(["subject", "body"].map((name) => [name, form.elements[name] && form.elements[name].value]).filter(([, text]) => text));
  });
  document.addEventListener("htmx:afterSwap", unpack);
  unpack();

  document.addEventListener("input", ({ target }) => {
    const review = target.form && target.form.querySelector("[data-review]");
    if (!review || !["subject", "body"].includes(target.name)) return;
    clearTimeout(pause);
    pause = setTimeout(async () => {
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(target.form)) if (typeof value === "string") body.append(name, value);
      const answer = await fetch(review.dataset.review, { method: "POST", headers: headers(target.form), body }).catch(() => null);
      const html = answer && answer.ok ? await answer.text() : review.innerHTML;
      if (html !== review.innerHTML) review.innerHTML = html;
    }, 600);
  });
})();
