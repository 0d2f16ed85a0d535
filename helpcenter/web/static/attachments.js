/*! Helpcenter: files are brought one by one while the form is still being filled in, the text is looked through as it grows, a
    fault goes when its field is changed, and what was typed and brought comes along to another channel's form. */
(() => {
  "use strict";
  document.documentElement.classList.add("has-files");
  const $ = (selector) => document.querySelector(selector);
  const queue = [];
  let bringing = null; // the request that is under way
  let waits = null; // what is done once all files are here: sending the form, or going to another channel's
  let pause, hanging;

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
      const go = waits;
      waits = null;
      return go && go();
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
      if (status !== 201) waits = null;
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

  /* Where files may fall is shown while they hang above it; browsers repeat the event for as long as they do. */
  addEventListener("dragover", (event) => {
    const field = $("[data-files]");
    if (!field || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    field.classList.add("is-near");
    clearTimeout(hanging);
    hanging = setTimeout(() => field.classList.remove("is-near"), 200);
  });

  addEventListener("drop", (event) => {
    if (!$("[data-files]") || !event.dataTransfer.files.length) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });

  /* Send waits for files that are still under way, and so does the way to another channel. */
  function hold(event, go) {
    event.preventDefault();
    event.stopImmediatePropagation();
    waits = go;
  }

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (bringing && form.querySelector("[data-files]")) hold(event, () => form.requestSubmit(submitter));
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

  /* From one channel's form to another's: files by their numbers in the address, texts through the drawer on pages, where there
     is none (third parties) through memory. What the next form has no field for waits for the one after it. */
  const drawer = "helpcenter:carried";
  const texts = ["subject", "body", "locale", "email", "phone", "country", "when"];
  let carried = null;

  const written = () => $("form[id$=-form]:has([data-files])");
  const brought = (form) => [...form.querySelectorAll("[name=attachment]")].map(({ value }) => value);

  function carry(found) {
    carried = found;
    try {
      if (found) sessionStorage.setItem(drawer, JSON.stringify(found));
      else sessionStorage.removeItem(drawer);
    } catch { /* memory, then */ }
  }

  function inDrawer() {
    try { return carried || JSON.parse(sessionStorage.getItem(drawer)); } catch { return carried; }
  }

  function unpack() {
    const form = written();
    const found = form && inDrawer();
    for (const [name, text] of Object.entries(found || {})) {
      const field = form.elements[name];
      if (!field || field.closest(".field--faulty")) continue;
      delete found[name];
      if (field.options && ![...field.options].some(({ value }) => value === text)) continue;
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    carry(found);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.channel__name");
    const form = link && written();
    if (!form) return;
    if (bringing) return hold(event, () => link.click());
    const typed = texts.map((name) => [name, form.elements[name] && form.elements[name].value]).filter(([, text]) => text);
    carry({ ...inDrawer(), ...Object.fromEntries(typed) });
    const url = new URL(link.href);
    url.searchParams.delete("attachment");
    for (const id of brought(form)) url.searchParams.append("attachment", id);
    link.href = url; // htmx has read it before, and is told below
  }, true);

  document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
    if (elt && elt.matches("a.channel__name") && written()) parameters.attachment = brought(written());
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
