/*! Helpcenter: the panel inside the iframe. htmx moves the steps; this file brings identity, session, way back and calm in trouble. */
(function () {
  "use strict";
  const html = document.documentElement;
  const { base, origins, broken, again } = document.body.dataset;
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
  let locale = html.lang;

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
      answers[reply] = resolve;
      setTimeout(resolve, 5000, null);
      say(type);
    });
  }

  const heard = {
    hello(detail) {
      locale = detail.locale || locale;
      if (detail.theme === "light" || detail.theme === "dark") html.dataset.theme = detail.theme;
      html.toggleAttribute("data-sheet", Boolean(detail.sheet));
      hostSpoke();
      say("ready");
    },
    shape: (detail) => html.toggleAttribute("data-sheet", Boolean(detail.sheet)),
    shown(detail) {
      heard.shape(detail);
      focus(step.querySelector("[autofocus], .ask__field"));
    },
    ask(question) {
      go("POST", `${base}/ask`, { values: { question } });
    },
    changed: () => session.forget(),
    logout() {
      session.forget();
      go("GET", base);
    },
    locale: (tag) => location.replace(`${base}?lang=${encodeURIComponent(tag)}`),
    suggest: (ids) => go("GET", base, { values: { suggest: [].concat(ids).join(",") } }),
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
    opening: null,

    async open() {
      if (!this.token) await (this.opening ||= this.start().finally(() => { this.opening = null; }));
      return this.token;
    },

    async start() {
      if (framed) await Promise.race([hostKnown, new Promise((resolve) => setTimeout(resolve, 5000))]);
      const identity = host ? await ask("who", "identity") : null;
      const kept = this.kept(whoIs(identity));
      const found = (identity && (await this.post({ identity, locale }))) || kept || (await this.post({ locale }));
      this.token = found;
      this.keep(whoIs(identity), found);
    },

    async post(body) {
      const headers = { "Content-Type": "application/json", "HC-Time-Zone": zone };
      const answer = await fetch(`${base}/session`, { method: "POST", credentials: "omit", headers, body: JSON.stringify(body) });
      if (answer.status >= 500) throw new Error(`session: ${answer.status}`);
      return answer.ok ? (await answer.json()).token : null;
    },

    kept(who) {
      try {
        const found = JSON.parse(localStorage.getItem(drawer)) || {};
        return found.who === who ? found.token : null;
      } catch { return null; }
    },

    keep(who, token) {
      try { localStorage.setItem(drawer, JSON.stringify({ who, token })); } catch { /* memory will do */ }
    },

    forget() {
      this.token = null;
      try { localStorage.removeItem(drawer); } catch { /* nothing was kept */ }
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
    session.open().then(last.send, failed).finally(() => {
      elt.removeAttribute("data-opening");
      busy(false);
    });
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const { headers } = event.detail;
    if (session.token) headers.Authorization = `Bearer ${session.token}`;
    headers["HC-Time-Zone"] = zone;
  });

  document.addEventListener("htmx:beforeRequest", () => {
    quiet();
    busy(true);
  });

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, elt } = event.detail;
    const attempt = tries.get(elt);
    if ((xhr.status !== 401 && xhr.status !== 404) || !attempt || attempt.renewed) return;
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

  function failed() {
    busy(false);
    trouble.querySelector("span").textContent = broken;
    trouble.querySelector("button").textContent = again;
    trouble.hidden = false;
  }

  function quiet() {
    trouble.hidden = true;
  }

  trouble.querySelector("button").addEventListener("click", () => {
    quiet();
    if (last) session.open().then(last.send, failed);
  });

  /* Steps: the way back keeps earlier steps as they were, with what was typed; a fault in a form is the same step. */

  const earlier = [];

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target, shouldSwap } = event.detail;
    if (target !== step || !shouldSwap || xhr.status >= 400) return;
    const left = document.createDocumentFragment();
    left.append(...step.childNodes);
    earlier.push(left);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === step) arrived(event.detail.xhr.status);
  });

  function arrived(status) {
    const here = step.querySelector("[data-step]");
    if (here && here.hasAttribute("data-root")) earlier.length = 0;
    back.hidden = !earlier.length;
    step.scrollTop = 0;
    const faulty = step.querySelector('[aria-invalid="true"]');
    focus(status === 422 && faulty ? faulty : step);
    if (here) emit("step", here.dataset.step);
  }

  back.addEventListener("click", () => {
    const before = earlier.pop();
    if (!before) return;
    step.replaceChildren(before);
    arrived(200);
  });

  function focus(where) {
    if (where) where.focus({ preventScroll: where === step });
  }

  function go(method, path, more) {
    htmx.ajax(method, path, { target: "#step", source: step, ...more });
  }

  /* Links within the panel stay steps even where nobody marked them; all others open beside it. */

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.hasAttribute("hx-get") || event.defaultPrevented) return;
    const url = new URL(link.href, location.href);
    const ours = url.origin === location.origin && (url.pathname === base || url.pathname.startsWith(`${base}/`));
    if (ours && url.hash && url.pathname === location.pathname) return;
    if (ours) {
      event.preventDefault();
      go("GET", url.pathname + url.search);
    } else {
      link.target = "_blank";
      link.rel = "noopener";
    }
  });

  document.getElementById("close").addEventListener("click", () => say("close"));
  document.getElementById("close").hidden = !framed;
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) say("close");
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !field.matches("textarea.ask__field")) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
})();
