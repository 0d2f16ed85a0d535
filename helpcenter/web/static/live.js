/*! Helpcenter: an open inbox or ticket follows what happens. One tab of a browser holds the line and tells the others; what is
    on the screen is asked for again when something happened, and only what changed is put in its place. */
(() => {
  "use strict";
  const SILENCE = 40000; // the server comments every 25 s
  const POLL = 10000;
  const step = document.getElementById("step");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const live = () => step.querySelector("[data-live]");
  const away = () => document.hidden || !innerHeight; // a closed panel has no height
  const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

  /* What our requests must carry: in the panel whatever panel.js gives to htmx. */
  function headers(more) {
    const found = { "HC-Time-Zone": zone, ...more };
    document.dispatchEvent(new CustomEvent("htmx:configRequest", { detail: { headers: found } }));
    return found;
  }

  /* Pages tell the server their time zone by a cookie; in the panel each request does. */
  const page = document.body.classList.contains("page");
  if (page && !document.cookie.includes(`helpcenter-zone=${encodeURIComponent(zone)}`)) {
    document.cookie = `helpcenter-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; SameSite=Lax`;
    setTimeout(() => refresh(true));
  }

  /* What is on the screen, asked for again. */

  const title = document.title.replace(/^\(\d+\) /, "");
  let asking = false;
  let again = false;
  let failures = 0;
  let retry;
  let ended = false; // the session is over

  async function refresh(whole = false) {
    const root = live();
    if (!root || ended) return;
    if (asking) { again ||= whole ? "whole" : "news"; return; }
    asking = true;
    try {
      const url = new URL(root.dataset.refresh, location.href);
      const grows = root.querySelector("[data-region=grow]");
      if (grows && !whole) url.searchParams.set("after", grows.dataset.seq);
      if (away()) url.searchParams.set("peek", "1");
      const answer = await fetch(url, { headers: headers({ "HX-Request": "true" }), cache: "no-store" });
      if (answer.status >= 500) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
      failures = 0;
      if (root !== live()) return;
      if (!fresh) over(answer);
      else if (fresh.querySelector("[data-gap]")) again = "whole";
      else merge(root, fresh, whole);
    } catch {
      failures += 1;
      clearTimeout(retry);
      retry = setTimeout(refresh, Math.min(POLL, 1000 * 2 ** failures) * (.5 + Math.random()), whole);
    } finally {
      asking = false;
      offline();
      if (again) {
        const next = again === "whole";
        again = false;
        refresh(next);
      }
    }
  }

  const $ = (id) => document.getElementById(id) || { hidden: true };

  function merge(root, fresh, whole) {
    const low = !page && step.scrollHeight - step.scrollTop - step.clientHeight < 48; // who reads the last line sees the next one
    const field = document.activeElement;
    const held = root.contains(field) && field.matches("textarea, input") ? field.getBoundingClientRect().top : null;
    for (const part of fresh.querySelectorAll("[data-region]")) {
      const own = root.querySelector(`#${part.id}`);
      if (own) put[part.dataset.region](own, part, whole);
    }
    if (held !== null && field.isConnected) scroller().scrollTop += field.getBoundingClientRect().top - held;
    if (low) step.scrollTop = step.scrollHeight;
    if (window.htmx) htmx.process(root);
    badge();
    document.dispatchEvent(new CustomEvent("helpcenter:merged", { detail: { root, fresh } }));
  }

  const scroller = () => (page ? document.scrollingElement : step);
  const served = new WeakMap();

  const put = {
    swap(own, part) {
      Object.assign(own.dataset, part.dataset);
      const html = part.innerHTML;
      if ((served.get(own) || own.innerHTML) === html) return;
      served.set(own, html);
      const focused = own.contains(document.activeElement) && document.activeElement;
      const way = focused && (focused.getAttribute("href") ? `[href="${CSS.escape(focused.getAttribute("href"))}"]` : focused.localName);
      own.replaceChildren(...part.childNodes);
      const heir = way && own.querySelector(way);
      if (heir) heir.focus({ preventScroll: true });
    },

    grow(own, part, whole) {
      const log = own.parentNode;
      log.ariaLive = whole ? "off" : null; // what is only shown anew is not read out again
      if (whole) own.replaceChildren();
      const latest = own.querySelector("#latest");
      if (latest && part.querySelector("#latest")) latest.remove();
      for (const entry of [...part.children]) {
        const old = own.querySelector(`#${entry.id}`);
        if (!old) own.append(entry);
        else if (!old.matches(".entry--day")) old.replaceWith(entry);
      }
      own.dataset.seq = part.dataset.seq;
    },

    /* What somebody may be writing in stays; when the ticket was closed or opened meanwhile, the text goes along. */
    keep(own, part) {
      if (own.dataset.state === part.dataset.state) return;
      keepDraft(own.querySelector("[data-draft]"));
      own.dataset.state = part.dataset.state;
      own.replaceChildren(...part.childNodes);
      restoreDrafts();
    },
  };

  function badge() {
    const boxes = $("boxes");
    const unread = Number(boxes.dataset ? boxes.dataset.unread : 0);
    if (page) document.title = unread ? `(${unread}) ${title}` : title;
    document.dispatchEvent(new CustomEvent("helpcenter:unread", { detail: unread }));
  }

  function offline() {
    $("offline").hidden = failures < 2 && navigator.onLine;
  }

  /* The session has ended: nothing of the screen changes any more, so that nothing that was typed goes. In the panel the next
     action opens a new session by itself. */
  function over(answer) {
    if (!page && answer.status !== 404) return;
    ended = true;
    if (page) $("over").hidden = false;
  }

  /* Half-written text survives a reload; it goes when it was sent. */

  const drawer = (field) => `helpcenter:draft:${field.dataset.draft}`;

  function keepDraft(field) {
    try {
      if (field && field.value) sessionStorage.setItem(drawer(field), field.value);
      else if (field) sessionStorage.removeItem(drawer(field));
    } catch { /* then it lives as long as the page */ }
  }

  function restoreDrafts() {
    for (const field of step.querySelectorAll("[data-draft]")) {
      try {
        if (!field.value) field.value = sessionStorage.getItem(drawer(field)) || "";
      } catch { /* nothing was kept */ }
    }
  }

  addEventListener("load", () => setTimeout(() => {
    if (page && location.hash === "#latest") history.replaceState(history.state, "", location.pathname + location.search);
  }));
  document.addEventListener("input", ({ target }) => { if (target.matches("[data-draft]")) keepDraft(target); });
  document.addEventListener("submit", (event) => {
    const field = !event.defaultPrevented && event.target.querySelector("[data-draft]");
    try { if (field) sessionStorage.removeItem(drawer(field)); } catch { /* nothing was kept */ }
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const field = detail.successful && detail.requestConfig.verb === "post" && detail.elt.querySelector("[data-draft]");
    if (field) keepDraft(Object.assign(field, { value: "" }));
  });

  /* The line: server-sent events, read with fetch because a bearer token does not go into an address. */

  let last = null; // the id of the last event
  let line = null; // the request that listens
  let pause = 1000;
  let heardAt = 0;

  function heard(name, id, data) {
    heardAt = Date.now();
    if (id && name !== "ready") last = id;
    const root = live();
    if (root) root.toggleAttribute("data-following", true);
    if (name === "ready" || name === "alive") return;
    document.dispatchEvent(new CustomEvent("helpcenter:live", { detail: { name, ...data } }));
    if (["ticket", "line", "chat", "over"].includes(name)) refresh();
  }

  /* Returns whether anything came. Ends when the line does; a line that stays silent is cut. */
  async function listen() {
    const own = line = new AbortController();
    let dog = setTimeout(() => own.abort(), POLL);
    let came = false;
    try {
      const found = headers({ Accept: "text/event-stream", ...(last && { "Last-Event-ID": last }) });
      const answer = await fetch(live().dataset.live, { headers: found, cache: "no-store", signal: own.signal });
      if (!answer.ok) return false;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = ""; ;) {
        const { value, done } = await reader.read();
        if (done) break;
        came = true;
        clearTimeout(dog);
        dog = setTimeout(() => own.abort(), SILENCE);
        tell("alive");
        const frames = (text + value).split("\n\n");
        text = frames.pop();
        frames.forEach(understand);
      }
    } catch { /* cut off; it comes again */ } finally {
      clearTimeout(dog);
    }
    return came;
  }

  function understand(frame) {
    const fields = Object.fromEntries(frame.split("\n").map((part) => part.split(/: ?(.*)/s, 2)));
    if (fields.retry) pause = Number(fields.retry);
    if (fields.event) tell(fields.event, fields.id, JSON.parse(fields.data || "{}"));
  }

  /* Hold the line as long as there is something to follow; while it cannot be had, ask instead. */
  async function hold(stop) {
    for (let delay = 1000; !stop.aborted && !ended;) {
      const came = await listen();
      if (stop.aborted || ended) return;
      delay = came ? pause : Math.min(POLL, delay * 2);
      if (!came) refresh();
      await Promise.race([wait(delay * (.5 + Math.random())), nudge()]);
    }
  }

  let wake = () => {};
  const nudge = () => new Promise((done) => { wake = done; });

  /* One tab holds the line for all tabs of one person; where tabs may not know of each other, each holds its own. */

  let channel = null;
  let member = null; // aborted when this tab no longer follows

  function tell(name, id, data) {
    if (channel) channel.postMessage({ name, id, data });
    heard(name, id, data);
  }

  function join(steal = false) {
    leave();
    const own = member = new AbortController();
    const club = `helpcenter-live ${(headers().Authorization || "page").slice(0, 15)}`;
    heardAt = Date.now();
    try {
      if (!navigator.locks) throw new Error("alone");
      channel = new BroadcastChannel(club);
      channel.onmessage = ({ data: { name, id, data } }) => heard(name, id, data);
      navigator.locks.request(club, steal ? { steal } : { signal: own.signal }, () => hold(own.signal)).catch((fault) => {
        if (own.signal.aborted) return;
        if (fault.name === "AbortError") join(); // another tab took the line
        else hold(own.signal);
      });
      setTimeout(() => { if (!line) refresh(); }, 500); // what came before we joined
    } catch {
      channel = null;
      hold(own.signal);
    }
  }

  function leave() {
    if (member) member.abort();
    if (line) line.abort();
    if (channel) channel.close();
    member = line = channel = null;
    wake();
  }

  function look() {
    const root = live();
    ended = false;
    if (root && !member) {
      last = root.dataset.cursor;
      join();
    } else if (!root) leave();
    if (root) { badge(); restoreDrafts(); }
  }

  function back() {
    if (!member || away()) return;
    refresh();
    wake();
    if (Date.now() - heardAt > SILENCE) join(true);
  }

  document.addEventListener("helpcenter:refresh", () => refresh());
  new MutationObserver(look).observe(step, { childList: true });
  document.addEventListener("visibilitychange", back);
  addEventListener("resize", () => { if (!page) back(); }); // the panel was opened again
  addEventListener("online", back);
  addEventListener("offline", offline);
  setInterval(() => { if (Date.now() - heardAt > SILENCE + POLL) back(); }, POLL);
  look();
})();
