/*! Helpcenter: suggestions while somebody types a question. A combobox with a list box (WAI-ARIA Authoring Practices); without it
    the field is a plain one. */
(function () {
  "use strict";
  const PAUSE = 160;
  let timer, request;

  const optionsOf = (form) => form.querySelector(".options");

  function show(form, html) {
    const field = form.querySelector(".ask__field");
    let list = optionsOf(form);
    if (!list) {
      list = document.createElement("ul");
      list.className = "options";
      list.id = "options";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", field.placeholder);
      form.append(list);
      field.setAttribute("role", "combobox");
      field.setAttribute("aria-autocomplete", "list");
      field.setAttribute("aria-controls", list.id);
    }
    list.innerHTML = html;
    list.hidden = !list.children.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  }

  function hide(form) {
    clearTimeout(timer);
    if (request) request.abort();
    if (optionsOf(form)) show(form, "");
  }

  async function fetched(form, typed) {
    request = new AbortController();
    const url = new URL(form.dataset.suggest, location.href);
    url.searchParams.set("q", typed);
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: request.signal });
      const field = form.querySelector(".ask__field");
      if (answer.ok && field === document.activeElement && field.value.trim() === typed) show(form, await answer.text());
    } catch { /* no suggestions, then */ }
  }

  function choose(form, option) {
    form.querySelector(".ask__field").value = option.textContent;
    hide(form);
    form.requestSubmit();
  }

  function move(form, list, by) {
    const options = [...list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    pick(form, options[(at + by + (at < 0 && by < 0 ? 1 : 0) + options.length) % options.length]);
  }

  function pick(form, next) {
    for (const option of optionsOf(form).children) option.setAttribute("aria-selected", String(option === next));
    const field = form.querySelector(".ask__field");
    if (!next) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  const formOf = (target) => target.closest("form[data-suggest]");

  document.addEventListener("input", (event) => {
    const form = formOf(event.target);
    if (!form || event.isComposing) return;
    clearTimeout(timer);
    if (request) request.abort();
    if (optionsOf(form)) pick(form, null); // what was picked goes with other words
    const typed = event.target.value.trim();
    if (typed.length < 2) return hide(form);
    timer = setTimeout(fetched, PAUSE, form, typed);
  });

  document.addEventListener("keydown", (event) => {
    const form = formOf(event.target);
    const list = form && optionsOf(form);
    if (!list || list.hidden || event.isComposing) return;
    const chosen = list.querySelector('[aria-selected="true"]');
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(form, list, event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") hide(form);
    else if (event.key === "Enter" && chosen) choose(form, chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.addEventListener("pointerdown", (event) => {
    const option = event.target.closest(".options [role=option]");
    if (!option) return;
    event.preventDefault();
    choose(formOf(option), option);
  });

  document.addEventListener("focusout", (event) => {
    const form = formOf(event.target);
    if (form) hide(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-suggest]")) hide(event.target);
  });
})();
