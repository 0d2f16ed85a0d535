/*! Helpcenter: the question mark on somebody's page. No dependency, no cookie, no inline style: it works where the host's
    CSP allows our origin in script-src and frame-src and nothing more. */
(function () {
  "use strict";
  const script = document.currentScript || document.querySelector('script[data-site][src*="/widget"]');
  const earlier = window.Helpcenter;
  if (!script || (earlier && earlier.ready)) return;

  const LABELS = /*LABELS*/ { en: ["Help", "Close", "Could not be loaded.", "Try again"] } /*LABELS*/;
  const { site, trigger, theme, placement } = script.dataset;
  const base = script.src.replace(/\/widget(-\w+)?\.js.*$/, "");
  const origin = new URL(base).origin;
  const phone = matchMedia("(max-width: 640px)");
  const listeners = {};
  let identity = script.dataset.identity || null;
  let locale = script.dataset.locale || document.documentElement.lang || navigator.language || "en";
  let suggested = [];
  let buttons = [];
  let begun, frame, ready, opener, reshaping, slotted, tidying, patience, waiting = [];

  const words = () => LABELS[locale] || LABELS[locale.toLowerCase().split(/[-_]/)[0]] || LABELS.en;

  /* A fault of a listener is theirs to see, and ours to survive. */
  const emit = (event, detail) => [...(listeners[event] || [])].forEach((listener) => {
    try { listener(detail); } catch (fault) { setTimeout(() => { throw fault; }); }
  });

  /* The page that somebody is on, without what may be secret in its address: routers with # keep their route there. */
  const where = () => location.origin + location.pathname + ((location.hash.match(/^#!?\/[^?]*/) || [""])[0]);
  let page = where();

  /* Everything of ours lives in one shadow root, dressed by a constructed style sheet, which a host's CSP lets through. */

  const CSS = `
    :host { all: initial; --accent: #04705f; }
    :host([hidden]) { display: none; }
    button, .lost { font: 16px/2 system-ui, sans-serif; }
    button { padding: 0; border: 0; background: none; color: inherit; cursor: pointer; }
    button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
    svg { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; display: block; }
    .mark { display: inline-grid; place-items: center; border-radius: 50%; width: 36px; height: 36px; transition: .15s; }
    .mark:is(:hover, [aria-expanded=true]) { background: #8883; }
    .mark:active { scale: .92; }
    .mark svg { box-sizing: border-box; width: 24px; height: 24px; padding: 2px; border: 2px solid; border-radius: 50%; }
    .floating .mark { position: fixed; inset-block-end: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px;
      z-index: 2147483000; width: 56px; height: 56px; background: var(--accent); color: #fff;
      border: 1px solid transparent; box-shadow: 0 8px 32px -8px #0006; }
    .floating .mark:is(:hover, [aria-expanded=true]) { filter: brightness(.9); }
    .floating .mark svg { width: 28px; height: 28px; padding: 0; border: 0; }
    dialog { position: fixed; z-index: 2147483001; inset-block: auto 20px; inset-inline: auto 20px; margin: 0; padding: 0; overflow: hidden;
      width: 400px; height: min(680px, 100dvh - 40px); max-width: none; max-height: none;
      border: 1px solid #8884; border-radius: 18px; background: Canvas; color: CanvasText; color-scheme: light dark;
      box-shadow: 0 8px 32px -8px #0006; }
    .floating dialog { inset-block-end: 88px; height: min(680px, 100dvh - 108px); }
    dialog[open] { animation: rise .18s cubic-bezier(.2, .7, .3, 1); }
    dialog::backdrop { background: #0006; }
    iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; visibility: hidden; }
    .ready iframe { visibility: visible; }
    .wait { position: absolute; inset: 0; --it: linear-gradient(#8883 0 0); animation: wait .9s infinite alternate;
      background: var(--it) 20px 20px/130px 16px, var(--it) 20px 84px/190px 20px,
        var(--it) 50% 131px/90% 52px, var(--it) 50% 232px/90% 230px; background-repeat: no-repeat; }
    .lost { position: absolute; inset: 40% 20px auto; text-align: center; }
    .lost button { padding: 4px 12px; border: 1px solid; border-radius: 10px; }
    .lost:empty, .wait:has(+ .lost:not(:empty)) { display: none; }
    .out { position: absolute; top: 8px; inset-inline-end: 8px; width: 44px; height: 44px; display: grid; place-items: center; }
    .out svg { width: 22px; height: 22px; }
    .ready :is(.wait, .out, .lost) { display: none; }
    @keyframes rise { from { opacity: 0; transform: translateY(var(--from, 12px)); } }
    @keyframes wait { to { opacity: .4; } }
    @media (min-width: 641px) {
      .below { --from: -12px; inset-block: var(--top) auto; height: min(680px, 100dvh - var(--top) - 20px); }
    }
    @media (pointer: coarse) { .mark { width: 44px; height: 44px; } }
    @media (max-width: 640px) {
      dialog, .floating dialog { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
    }
    @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
    @media print { :host { display: none; } }`;

  const element = (name, attributes, ...children) => {
    const made = document.createElementNS(/^(svg|path)$/.test(name) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml", name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    made.append(...children);
    return made;
  };
  const picture = (path) => element("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, element("path", { d: path }));

  function house(className) {
    const host = element("helpcenter-widget", {});
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    const room = element("div", { class: className });
    root.append(room);
    return { host, room };
  }

  const { host, room } = house("");
  const out = element("button", { class: "out", type: "button" }, picture("M6 6l12 12M18 6L6 18"));
  const lost = element("div", { class: "lost", role: "alert" });
  const dialog = element("dialog", { id: "helpcenter-panel" }, element("div", { class: "wait" }), lost, out);
  if (theme) dialog.style.colorScheme = theme;

  function bind(button) {
    if (buttons.includes(button)) return;
    buttons.push(button);
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-expanded", String(dialog.open));
    /* An aria-controls may only name what stands in the same tree. */
    if (button.getRootNode() === dialog.getRootNode()) button.setAttribute("aria-controls", dialog.id);
    for (const hint of ["pointerenter", "focus", "touchstart"]) button.addEventListener(hint, load, { once: true, passive: true });
  }

  function mark(into) {
    const button = element("button", { class: "mark", type: "button" }, picture("M8.5 9a3.5 3.5 0 1 1 5.3 3c-1.2.7-1.8 1.3-1.8 2.7M12 18.5h.01"));
    button.addEventListener("click", () => toggle(button));
    into.append(button);
    bind(button);
    return button;
  }

  /* Puts everything where it belongs, at the start and again whenever the app has rendered anew: marks into slots that came,
     ears on triggers that came, and ourselves back into a body that was replaced. */
  function furnish() {
    tidying = 0;
    const slots = document.querySelectorAll("[data-helpcenter-slot]");
    slotted = slotted || slots.length > 0;
    if (!host.isConnected) comeBack();
    room.className = trigger || slotted || placement === "none" ? "" : "floating";
    const floating = room.querySelector(".mark");
    if (room.className && !floating) mark(room);
    else if (!room.className && floating) floating.remove();
    slots.forEach((slot) => {
      if (slot.querySelector("helpcenter-widget")) return;
      const own = house("");
      slot.append(own.host);
      own.host.style.setProperty("color", "inherit");
      mark(own.room);
    });
    if (trigger) document.querySelectorAll(trigger).forEach(bind);
    buttons = buttons.filter((button) => button.isConnected);
    name();
    moved();
  }

  /* A frame that was taken out of its page loads anew, and a sheet is none any more. */
  function comeBack() {
    ready = false;
    dialog.classList.remove("ready");
    document.body.append(host);
    if (dialog.open) restand();
  }

  function place() {
    room.append(dialog);
    furnish();
    new MutationObserver(() => { tidying = tidying || setTimeout(furnish, 50); })
      .observe(document.documentElement, { childList: true, subtree: true });
    for (const event of ["popstate", "hashchange"]) addEventListener(event, moved);
    if (window.navigation) navigation.addEventListener("currententrychange", moved);
    if (trigger) document.addEventListener("click", (event) => {
      const button = event.target.closest && event.target.closest(trigger);
      if (!button || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      bind(button);
      toggle(button);
    });
  }

  function moved() {
    if (page === where()) return;
    page = where();
    if (frame) tell("page", { page, suggested });
  }

  function name() {
    const [help, close] = words();
    dialog.setAttribute("aria-label", help);
    out.setAttribute("aria-label", close);
    if (frame) frame.title = help;
    buttons.forEach((button) => {
      if (button.classList.contains("mark")) { button.setAttribute("aria-label", help); button.title = help; }
    });
  }

  /* The panel: loaded once, on the first hint that it will be wanted. */

  function load() {
    if (frame) return;
    const asked = new URLSearchParams({ lang: locale, page });
    if (suggested.length) asked.set("suggest", suggested);
    frame = element("iframe", {
      src: `${base}/w/${encodeURIComponent(site)}?${asked}`,
      title: words()[0],
      allow: "clipboard-write",
      sandbox: "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads",
    });
    frame.addEventListener("load", () => {
      post("hello", { theme, sheet: phone.matches, page, suggested });
      patience = setTimeout(miss, 4000);
    });
    dialog.append(frame);
  }

  /* What came into the frame is not our panel: the line is cut, the server is away, or it may not stand on this page. */
  function miss() {
    if (ready) return;
    const again = element("button", { type: "button" }, words()[3]);
    again.addEventListener("click", () => {
      frame.remove();
      frame = null;
      lost.replaceChildren();
      load();
      out.focus();
    });
    lost.replaceChildren(words()[2], element("br", {}), again);
  }

  function post(type, detail) {
    if (frame.contentWindow) frame.contentWindow.postMessage({ helpcenter: type, detail }, origin);
  }

  function tell(type, detail) {
    load();
    if (ready) post(type, detail);
    else waiting.push([type, detail]);
  }

  addEventListener("message", async (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin || !event.data) return;
    const { helpcenter: type, detail } = event.data;
    if (type === "ready") {
      ready = true;
      clearTimeout(patience);
      lost.replaceChildren();
      dialog.classList.add("ready");
      waiting.splice(0).forEach(([kind, what]) => post(kind, what));
      if (dialog.open) shown();
    } else if (type === "close") close();
    else if (type === "who") {
      let jwt = null;
      try { jwt = await (typeof identity === "function" ? identity() : identity); } catch (fault) { emit("error", fault); }
      post("identity", jwt || null);
    } else if (type === "where") post("place", { url: location.href, viewport: `${innerWidth}×${innerHeight}` });
    else if (type === "event") emit(detail.name, detail.detail);
  });

  function shown() {
    frame.focus();
    post("shown", { sheet: phone.matches });
  }

  /* On phones a sheet over everything, elsewhere beside the work, which stays usable. */
  function stand() {
    if (phone.matches) dialog.showModal();
    else dialog.show();
  }

  function open(from) {
    if (dialog.open) return;
    moved();
    load();
    opener = from || document.activeElement;
    const { bottom } = opener.getBoundingClientRect();
    dialog.classList.toggle("below", Boolean(from) && bottom < innerHeight / 3 && bottom + 480 < innerHeight);
    dialog.style.setProperty("--top", `${Math.max(bottom, 0) + 20}px`);
    stand();
    if (ready) shown();
    else out.focus();
    expanded(true);
    emit("open");
  }

  function close() {
    if (dialog.open) dialog.close();
  }

  function toggle(from) {
    if (dialog.open) close();
    else open(from);
  }

  function expanded(is) {
    buttons.forEach((button) => button.setAttribute("aria-expanded", String(is)));
  }

  dialog.addEventListener("close", () => {
    if (reshaping) return void (reshaping = false);
    expanded(false);
    /* What opened it may have been rendered anew since. */
    furnish();
    const back = opener && opener.isConnected && opener !== document.body ? opener : buttons.find((button) => button.isConnected);
    if (back) back.focus();
    emit("close");
  });
  out.addEventListener("click", close);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open && !event.defaultPrevented) close();
  });
  phone.addEventListener("change", () => {
    if (ready) post("shape", { sheet: phone.matches });
    if (dialog.open) restand();
  });

  function restand() {
    reshaping = true;
    dialog.close();
    stand();
  }

  const commands = {
    open: () => open(),
    close,
    toggle: () => toggle(),
    ask: (question) => { open(); tell("ask", String(question || "")); },
    identify: (jwt) => { identity = jwt || null; if (frame) tell("changed"); },
    logout: () => { identity = null; tell("logout"); },
    setLocale: (tag) => { locale = String(tag); name(); if (frame) tell("locale", locale); },
    suggest: (...ids) => { suggested = ids.flat().map(String); if (frame) tell("page", { page, suggested }); },
    on: (event, listener) => {
      (listeners[event] = listeners[event] || new Set()).add(listener);
      return () => listeners[event].delete(listener);
    },
  };

  const queue = (earlier && earlier.q) || [];

  window.Helpcenter = function (command, ...values) {
    if (!Object.hasOwn(commands, command)) throw new TypeError(`Helpcenter has no command "${command}"`);
    if (begun || command === "on") return commands[command](...values);
    queue.push([command, ...values]);
  };
  window.Helpcenter.ready = true;

  function begin() {
    place();
    begun = true;
    queue.splice(0).forEach((call) => window.Helpcenter(...call));
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
