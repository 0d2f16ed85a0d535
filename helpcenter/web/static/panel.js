/*! Helpcenter: the panel inside the iframe. htmx moves the steps; this file brings identity, session, way back and calm in trouble. */
(function () {
  "use strict";
  const html = document.documentElement;
  const { base, origins, broken } = document.body.dataset;
  const allowed = JSON.parse(origins);
  const step = document.getElementById("step");
  const back = document.getElementById("back");
  const trouble = document.getElementById("trouble");
  const framed = window.parent !== window;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const drawer = `helpcenter:${base}`;
  let host = null; // the origin of the page around us, once it has spoken
  let hostSpoke;
  const hostKnown = new Promise((resolve) => { hostSpoke = resolve; });
  const locale = html.lang;
  const said = document.getElementById("said");

  /* The page that the customer is on and what the app suggests there: suggestions and answers go by it. */
  const first = new URLSearchParams(location.search);
  let about = { page: first.get("page") || "", suggest: first.get("suggest") || "" };

  /* Talk with the page around us: only with an origin of this site, only with our own parent. */

  const answers = {};
  function say(type, detail) {
    if (host) window.parent.postMessage({ helpcenter: type, detail }, host);
  }
  function emit(name, detail) {
    say("event", { name, detail });
  }
  function ask(type, reply) {
    return new Promise((resolve) => {
      if (!host) return resolve(null);
      answers[reply] = resolve;
      setTimeout(resolve, 5000, null);
      say(type);
    });
  }

  const heard = {
    hello(detail) {
      if (detail.theme === "light" || detail.theme === "dark") html.dataset.theme = detail.theme;
      html.toggleAttribute("data-sheet", Boolean(detail.sheet));
      heard.page(detail);
      hostSpoke();
      say("ready");
    },
    shape: (detail) => html.toggleAttribute("data-sheet", Boolean(detail.sheet)),
    shown(detail) {
      heard.shape(detail);
      const field = step.querySelector("[data-autofocus], .ask__field");
      focus(field && !detail.sheet ? field : step); // on a phone the keyboard would cover what there is to pick
    },
    page({ page = "", suggested = [] }) {
      const now = { page: String(page), suggest: suggested.map(String).join(",") };
      if (now.page === about.page && now.suggest === about.suggest) return;
      about = now;
      suggestAnew();
    },
    ask: (question) => go(`${base}/ask`, { question }),
    changed: () => (session.who ? heard.logout() : session.forget()), // one person's steps are not for the next one
    logout() {
      session.end();
      go(`${base}/ask`);
    },
    locale: (tag) => location.replace(`${base}?${new URLSearchParams({ lang: tag, ...about })}`),
  };

  addEventListener("message", (event) => {
    if (!framed || event.source !== window.parent || !allowed.includes(event.origin) || !event.data) return;
    const { helpcenter: type, detail } = event.data;
    host = event.origin;
    if (answers[type]) {
      answers[type](detail);
      delete answers[type];
    } else if (Object.hasOwn(heard, type)) heard[type](detail || {});
  });

  /* The session: an opaque token, opened by the first action. Storage throws where the browser keeps third parties out of it. */

  const session = {
    token: null,
    earlier: null, // what was asked before signing in becomes the person's
    who: "",
    opening: null,

    async open() {
      if (!this.token) await (this.opening ||= this.start().finally(() => { this.opening = null; }));
      return this.token;
    },

    async start() {
      if (framed) await Promise.race([hostKnown, new Promise((resolve) => setTimeout(resolve, 5000))]);
      const identity = host ? await ask("who", "identity") : null;
      const who = whoIs(identity);
      const kept = this.kept();
      const signed = identity && (await this.post({ identity, who, kept, locale }));
      if (identity && !signed) emit("error", "identity");
      this.token = signed || (await this.post({ kept, locale }));
      this.who = this.token ? who : "";
    },

    /* The server goes on with the session of our cookie, or of the token that was kept, where both are of the same person. */
    async post(body) {
      const headers = { "Content-Type": "application/json", "HC-Time-Zone": zone };
      const answer = await fetch(`${base}/session`, { method: "POST", headers, body: JSON.stringify(body) });
      if (answer.status >= 500 || answer.status === 429) throw new Error(`session: ${answer.status}`);
      if (!answer.ok) return null;
      const { token, cookie } = await answer.json();
      this.keep(cookie ? null : token);
      return token;
    },

    kept() {
      try { return localStorage.getItem(drawer) || this.earlier; } catch { return this.earlier; }
    },

    /* Where the browser keeps our cookie nothing else is kept; else storage; else memory will do. */
    keep(token) {
      try {
        if (token) localStorage.setItem(drawer, token);
        else localStorage.removeItem(drawer);
      } catch { /* memory, then */ }
    },

    end() {
      const headers = { Authorization: `Bearer ${this.token}` };
      if (this.token) fetch(`${base}/session`, { method: "DELETE", headers, keepalive: true }).catch(() => {});
      this.forget();
    },

    forget() {
      this.earlier = this.token;
      this.token = null;
      this.keep(null);
    },
  };

  /* Whose token a kept one is: never one person's for another. The server believes only what is signed. */
  function whoIs(jwt) {
    try {
      const claims = jwt.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
      return String(JSON.parse(atob(claims)).email);
    } catch { return ""; }
  }

  /* Requests: wait for the session, carry its token; renew it once when it has gone stale. */

  const tries = new WeakMap();
  let last = null;

  document.addEventListener("htmx:confirm", (event) => {
    const { issueRequest, elt } = event.detail;
    event.preventDefault();
    if (elt.hasAttribute("data-opening")) return;
    last = { renewed: false, send: () => issueRequest(true) };
    tries.set(elt, last);
    if (session.token) return void last.send();
    elt.setAttribute("data-opening", "");
    busy(true);
    session.open().then(last.send, failed).finally(() => elt.removeAttribute("data-opening"));
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const { headers } = event.detail;
    if (session.token) headers.Authorization = `Bearer ${session.token}`;
    headers["HC-Time-Zone"] = zone;
    delete headers["HX-Boosted"]; // a step wants its block, not a page
    if (new URL(event.detail.path, location.href).pathname === `${base}/ask`) Object.assign(event.detail.parameters, about);
  });

  document.addEventListener("htmx:beforeRequest", () => {
    trouble.hidden = true;
    busy(true);
  });

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, elt } = event.detail;
    const attempt = tries.get(elt);
    if (xhr.getResponseHeader("HC-Session") !== "stale" || !attempt || attempt.renewed) return;
    event.preventDefault();
    attempt.renewed = true;
    session.forget();
    session.open().then(attempt.send, failed);
  });

  document.addEventListener("htmx:afterRequest", () => busy(false));
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(name, failed);

  function busy(is) {
    document.body.classList.toggle("is-busy", is);
  }

  /* What went wrong, in the server's words where it had any. What was typed stays where it is. */
  function failed(event) {
    busy(false);
    const answer = event && event.detail && event.detail.xhr && event.detail.xhr.responseText;
    const said = answer ? new DOMParser().parseFromString(answer, "text/html").querySelector("[role=alert] p") : null;
    trouble.querySelector("span").textContent = said ? said.textContent : broken;
    trouble.hidden = false;
  }

  document.getElementById("again").addEventListener("click", () => {
    trouble.hidden = true;
    if (last) session.open().then(last.send, failed);
  });

  /* Steps: the way back keeps earlier ones as they were, with what was typed. The same address again replaces its step, a fault
     in a form is still that form, a receipt and a fresh start have nothing behind them, and the inbox is asked anew. */

  const earlier = [];
  let held = null; // where the customer was in a step that is shown anew
  let here = addressOf(`${location.origin}${base}/ask`);

  function addressOf(url) {
    const { pathname, searchParams } = new URL(url, location.href);
    return pathname === `${base}/ask` && searchParams.has("question") ? `${pathname}?` : pathname;
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target, shouldSwap, requestConfig } = event.detail;
    const changes = requestConfig.verb !== "get";
    const stays = changes && [403, 409, 422].includes(xhr.status);
    held = null;
    if (target !== step || !shouldSwap || stays) return;
    const top = step.scrollTop;
    const content = document.createDocumentFragment();
    content.append(...step.childNodes);
    earlier.push({ address: here, content });
    here = addressOf(xhr.responseURL);
    if (requestConfig.parameters && requestConfig.parameters.question && here === `${base}/ask`) here += "?";
    if (earlier.at(-1).address === here) {
      earlier.pop();
      const form = changes && requestConfig.elt.closest("form");
      const latest = content.querySelector("#latest");
      if (form) held = { top, action: form.getAttribute("action"), latest: latest && latest.parentElement.id };
    }
    if (here === `${base}/ask` || here.endsWith("/receipt")) earlier.length = 0;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== step) return;
    busy(false); // also where what was pressed has left the page, and htmx has nobody left to tell it
    arrived(held);
    for (const { dataset } of step.querySelectorAll("[data-event]")) emit(dataset.event, JSON.parse(dataset.detail || "null"));
  });

  /* Scripts that only some steps need come with the first such step (data-script), not with the panel. */
  function fetchScripts() {
    for (const { dataset } of step.querySelectorAll("[data-script]")) {
      const src = new URL(dataset.script, location.href).href;
      if ([...document.scripts].some((script) => script.src === src)) continue;
      document.head.append(Object.assign(document.createElement("script"), { src }));
    }
  }

  /* A new step begins at its top, a ticket at its latest word; a step shown anew stays where it was, and so does the focus. */
  function arrived(stays) {
    fetchScripts();
    back.hidden = !earlier.length;
    step.scrollTop = stays ? stays.top : 0;
    const mark = step.querySelector("#latest");
    const latest = mark && mark.parentElement;
    if (latest && !(stays && stays.latest === latest.id)) latest.scrollIntoView({ block: "nearest" });
    if (step.querySelector("[data-chat]")) step.scrollTop = step.scrollHeight;
    const same = stays && step.querySelector(`form[action="${CSS.escape(stays.action)}"] button:not([type="button"])`);
    focus(step.querySelector("[data-autofocus]") || same || step, Boolean(same));
    announce(stays && latest && stays.latest !== latest.id ? latest : null);
    emit("step", here.slice(base.length + 1).replace("?", ""));
  }

  back.addEventListener("click", () => {
    const before = earlier.pop();
    if (!before) return;
    here = before.address;
    step.replaceChildren(before.content);
    arrived();
    if (here.startsWith(`${base}/inbox`)) go(here);
  });

  function focus(where, still = false) {
    where.focus({ preventScroll: still || where === step });
  }

  /* What changed, for those who listen instead of looking: what was just written, the step's own words, else its heading. A fault
     speaks for itself. */
  function announce(written) {
    if (step.querySelector("[role=alert]")) return;
    const words = step.querySelector("[data-said]");
    const heading = written || step.querySelector("h1, h2");
    said.textContent = words ? words.dataset.said : heading ? heading.textContent.replace(/\s+/g, " ").trim() : "";
  }

  /* The app went to another of its pages while the panel stands at its start: other questions fit there. */
  async function suggestAnew() {
    const list = document.getElementById("suggestions");
    if (!list || list.contains(document.activeElement)) return;
    const headers = { "HX-Request": "true", ...(session.token && { Authorization: `Bearer ${session.token}` }) };
    const asked = new URLSearchParams({ lang: locale, ...about });
    const answer = await fetch(`${base}/suggestions?${asked}`, { credentials: "omit", headers }).catch(() => null);
    if (!answer || !answer.ok || !list.isConnected) return;
    list.innerHTML = await answer.text();
    htmx.process(list);
  }

  function go(path, values) {
    htmx.ajax(values ? "POST" : "GET", path, { target: "#step", source: step, values });
  }

  /* Where the customer was is asked of the page around us when they agree to tell it, and forgotten when they change their mind. */
  document.addEventListener("change", async ({ target: box }) => {
    if (box.name !== "evidence_consent") return;
    const place = box.checked && (await ask("where", "place"));
    const known = box.checked && box.isConnected ? { browser: navigator.userAgent, ...place } : {};
    for (const name of ["url", "browser", "viewport"]) {
      const field = box.form.elements[`evidence_${name}`];
      if (field) field.value = known[name] || "";
    }
  });

  /* What is unfolded is brought into view. */
  document.addEventListener("toggle", ({ target }) => {
    if (target.open) target.scrollIntoView({ block: "nearest" });
  }, true);

  /* Links to other places open beside the panel, before htmx takes them for steps. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || link.pathname.startsWith(`${base}/`)) return;
    link.target = "_blank";
    link.rel = "noopener";
    event.stopPropagation();
  }, true);

  document.getElementById("close").addEventListener("click", () => say("close"));
  document.getElementById("close").hidden = !framed;
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector(":popover-open")) say("close");
  });
})();
