/* The presenter: a story step by step. Each step's view is a page in a frame; those of the steps around are fetched
   ahead, so that a move only swaps what is seen. Frame and presenter speak by messages alone: {s3map: "view", url}
   and {s3map: "key", key} come from the frame, {s3map: "go", url} goes to it.
   Without this script the same story is a list of links. */
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const presenter = $("presenter"), views = $("views"), words = presenter.dataset, lang = document.documentElement.lang;
  const OWN = document.body.dataset.story === "own";
  /* the width that a page in a frame is laid out for; it is enlarged from there, so that it looks alike on every screen */
  const INNER = 900;
  const SMALL = matchMedia("(max-width: 760px)");
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  const FADE = 80, SETTLE = 250, SLOW = 5000, RETRY = 8000;
  const kept = () => (SMALL.matches ? 3 : 13);
  let story = null, at = 0;

  function read() {
    if (OWN) return window.s3mapStory?.current?.() ?? null;
    const script = $("story");
    return script ? JSON.parse(script.textContent) : null;
  }
  /* a story of one's own may come with a link from anywhere: only pages of the dashboard are shown */
  const shown = (step) => typeof step?.view === "string" && (/^\/(sv|en)(\/[^/\\]|\/?$)/.test(step.view) || (!OWN && Boolean(step.frame)));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const title = () => story.title?.[lang] || story.title?.sv || story.title?.en || "";
  const paragraphs = (text) => String(text ?? "").split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
  function write(element, text) {
    element.replaceChildren(...paragraphs(text).map((part) => Object.assign(element.ownerDocument.createElement("p"), { textContent: part })));
  }

  /* ---- frames ---- */
  const frames = new Map();
  function home(index) {
    const step = story.steps[index];
    if (!OWN && step.frame) return new URL(step.frame, location.href);
    const url = new URL(step.view.replace(/^\/(sv|en)(?=\/|$)/, `/${lang}`), location.origin);
    url.searchParams.set("embed", "page");
    return url;
  }
  const same = (a, b) => {
    const plain = (url) => `${url.pathname}?${[...url.searchParams].map((pair) => pair.join("=")).sort().join("&")}`;
    return plain(a) === plain(b);
  };
  const away = (frame) => Boolean(frame?.ready) && (!frame.here || !same(new URL(frame.here, frame.home), frame.home));
  function make(index) {
    frames.get(index)?.element.remove();
    const element = document.createElement("iframe");
    const frame = { element, home: home(index), here: null, ready: false, loads: 0, asked: performance.now() };
    element.title = `${words.view} ${index + 1}`;
    element.inert = index !== at;
    element.addEventListener("load", () => {
      frame.loads += 1;
      if (frame.loads > 1) frame.here = null; /* it went somewhere else, and says where in a moment */
      draw();
    });
    element.src = frame.home.href;
    frames.set(index, frame);
    views.append(element);
    return frame;
  }
  /* those around the step that is shown, nearest first */
  function around() {
    const order = [at];
    for (let by = 1; order.length < Math.min(kept(), story.steps.length); by++) {
      for (const index of [at + by, at - by]) if (story.steps[index] && order.length < kept()) order.push(index);
    }
    return order;
  }
  /* one after another, and never while a move is being painted */
  let ahead = 0;
  function prepare(wait = SETTLE) {
    clearTimeout(ahead);
    ahead = setTimeout(() => {
      const order = around();
      for (const [index, frame] of frames) if (!order.includes(index)) { frame.element.remove(); frames.delete(index); }
      const busy = [...frames.values()].some((frame) => !frame.ready && performance.now() - frame.asked < SLOW);
      const next = order.find((index) => !frames.has(index));
      if (next !== undefined && !busy) make(next);
      if (next !== undefined) prepare();
    }, wait);
  }
  window.addEventListener("message", ({ data, source }) => {
    const found = [...frames].find(([, frame]) => frame.element.contentWindow === source);
    if (!found || !data) return;
    const [index, frame] = found;
    if (data.s3map === "view" && typeof data.url === "string") {
      Object.assign(frame, { ready: true, here: data.url, returning: false });
      draw();
    } else if (index === at && data.s3map === "key" && typeof data.key === "string") press(data.key);
    /* after a click inside, the keys belong to the presenter again; who moves by Tab stays inside */
    else if (index === at && data.s3map === "click") presenter.focus({ preventScroll: true });
  });
  function back() {
    const frame = frames.get(at);
    if (!away(frame)) return;
    const near = frame.here && new URL(frame.here, frame.home).pathname === frame.home.pathname;
    if (near && !frame.returning) {
      frame.returning = true;
      frame.element.contentWindow.postMessage({ s3map: "go", url: frame.home.href }, "*");
    } else make(at);
    presenter.focus({ preventScroll: true });
    draw();
  }
  function again() {
    make(at);
    draw();
  }

  /* ---- what is seen ---- */
  function draw() {
    for (const [index, { element, ready }] of frames) {
      element.classList.toggle("ready", ready);
      element.classList.toggle("shown", index === at);
      element.classList.toggle("near", Math.abs(index - at) <= 1);
      element.inert = index !== at;
    }
    const frame = frames.get(at);
    $("back").hidden = !away(frame);
    $("waiting").hidden = Boolean(frame?.ready);
    $("slow").hidden = frame?.ready || performance.now() - frame?.asked < SLOW;
  }
  /* a long word makes the heading smaller, rather than being broken; long texts make everything smaller */
  function fit() {
    const box = $("words"), heading = $("step-heading");
    const shrink = (element, name, least, fits) => {
      for (let size = 1; size >= least; size -= 0.05) {
        element.style.setProperty(name, size.toFixed(2));
        if (fits()) return;
      }
    };
    box.style.setProperty("--fit", 1);
    shrink(heading, "--word", 0.5, () => heading.scrollWidth <= heading.clientWidth);
    shrink(box, "--fit", 0.5, () => box.scrollHeight <= box.clientHeight + 1);
  }
  function scale() {
    views.style.setProperty("--scale", Math.max(1, views.clientWidth / INNER).toFixed(4));
    fit();
  }
  const counter = () => fill(words.step, { n: at + 1, of: story.steps.length });
  function show() {
    const step = story.steps[at];
    $("step-heading").textContent = step.heading ?? "";
    write($("step-text"), step.text);
    $("counter").textContent = `${at + 1} / ${story.steps.length}`;
    $("counter").setAttribute("aria-label", counter());
    $("previous").disabled = at === 0;
    $("next").disabled = at === story.steps.length - 1;
    for (const [index, button] of [...$("progress").children].entries()) {
      button.classList.toggle("done", index <= at);
      if (index === at) button.setAttribute("aria-current", "step"); else button.removeAttribute("aria-current");
    }
    fit();
    const frame = frames.get(at);
    if (!frame || away(frame) || (!frame.ready && performance.now() - frame.asked > SLOW)) make(at);
    draw();
    if (!CALM.matches) $("words").animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE, easing: "ease-out" });
    document.title = [`${at + 1}/${story.steps.length} ${step.heading ?? ""}`, title()].filter(Boolean).join(" – ");
    remember();
    fillNotes();
    prepare();
    document.dispatchEvent(new CustomEvent("s3map:step", { detail: { step: at + 1, address: address() } }));
  }
  function remember() {
    const url = new URL(location.href);
    if (at) url.searchParams.set("step", at + 1); else url.searchParams.delete("step");
    /* a page that was opened from a folder may not change its address in every browser */
    try { history.replaceState(null, "", url); } catch { /* then a reload begins from the start */ }
  }
  function move(to) {
    const next = Math.min(Math.max(to, 0), story.steps.length - 1);
    light();
    $("keys").close();
    if (next === at) return;
    const left = at;
    at = next;
    show();
    /* where one clicked on, the step's own view is there when one comes back */
    if (away(frames.get(left))) setTimeout(() => { if (left !== at && frames.has(left)) make(left); draw(); }, SETTLE);
  }
  /* the address of what is seen, as anyone else would open it */
  function address() {
    const frame = frames.get(at);
    if (!away(frame) || !frame.here) return story.steps[at].view;
    const url = new URL(frame.here, frame.home);
    url.searchParams.delete("embed");
    return url.pathname + url.search;
  }

  /* ---- keys, buttons, touch ---- */
  const next = () => move(at + 1), previous = () => move(at - 1);
  const KEYS = {
    ArrowRight: next, ArrowDown: next, PageDown: next, " ": next,
    ArrowLeft: previous, ArrowUp: previous, PageUp: previous,
    Home: () => move(0), End: () => move(story.steps.length - 1),
    f: full, b: black, ".": black, n: openNotes, "?": help, Escape: escape,
  };
  const MOVES = new Set([next, previous]);
  document.addEventListener("keydown", (event) => {
    if (!story || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest("input, textarea, select")) return;
    if ([" ", "Enter"].includes(event.key) && target.closest("button, a")) return;
    const act = event.key === " " && event.shiftKey ? previous : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || (event.repeat && !MOVES.has(act))) return;
    if (act !== escape) event.preventDefault();
    act();
  });
  /* as if it had been pressed here, so that others who listen hear it too */
  function press(key) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
  presenter.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.key) press(button.dataset.key);
    else if (button?.dataset.to) move(Number(button.dataset.to));
    else if (button?.id === "back") back();
    else if (button?.id === "again") again();
    else if (event.target.closest("#black")) light();
    /* a click leaves the keys to the presenter, not to the button */
    if (button && event.detail && !document.querySelector("dialog[open]")) presenter.focus({ preventScroll: true });
  });
  $("keys").addEventListener("click", (event) => { if (event.target.id === "keys") event.target.close(); });
  let touch = null;
  $("slide").addEventListener("pointerdown", (event) => { touch = event.pointerType === "mouse" ? null : event; });
  window.addEventListener("pointerup", (event) => {
    if (!touch || touch.pointerId !== event.pointerId) return;
    const x = event.clientX - touch.clientX, y = event.clientY - touch.clientY;
    touch = null;
    if (Math.abs(x) > 45 && Math.abs(x) > 1.5 * Math.abs(y)) (x < 0 ? next : previous)();
  });
  window.addEventListener("pointercancel", () => { touch = null; });

  function help() {
    const keys = $("keys");
    if (keys.open) keys.close(); else keys.showModal();
  }
  function black() { $("black").hidden = !$("black").hidden; }
  function light() { $("black").hidden = true; }
  function escape() {
    if (document.querySelector("dialog[open]")) return; /* the browser closes it */
    if (!$("black").hidden) light(); else back();
  }
  async function full() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
    } catch { tell(words.noFull); }
  }
  let silence = 0;
  function tell(text) {
    Object.assign($("told"), { textContent: text, hidden: false });
    clearTimeout(silence);
    silence = setTimeout(() => { $("told").hidden = true; }, 6000);
  }

  /* ---- notes in a window of their own ---- */
  let notes = null;
  function openNotes() {
    if (notes && !notes.closed) { notes.focus(); return; }
    notes = window.open("", "s3map-notes", "popup,width=760,height=820");
    if (!notes) { tell(words.noWindow); return; }
    const page = notes.document;
    page.documentElement.lang = lang;
    page.documentElement.dataset.theme = document.documentElement.dataset.theme;
    page.head.replaceChildren(...[...document.querySelectorAll("link[rel=stylesheet]")].map((link) => Object.assign(page.createElement("link"), { rel: "stylesheet", href: link.href })));
    page.body.className = "notes";
    page.body.replaceChildren(page.importNode($("notes-page").content, true));
    page.onkeydown = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.key === " " && event.target.closest("button"))) return;
      if (!KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key] && event.key !== "q") return;
      event.preventDefault();
      press(event.shiftKey && event.key === " " ? "ArrowLeft" : event.key);
    };
    page.onclick = (event) => {
      const button = event.target.closest("[data-key]");
      if (button) { press(button.dataset.key); button.blur(); }
    };
    fillNotes();
  }
  function fillNotes() {
    if (!notes || notes.closed) return;
    const step = story.steps[at], following = story.steps[at + 1];
    const place = (name) => notes.document.querySelector(`[data-note="${name}"]`);
    notes.document.title = fill(words.notesTitle, { title: title() });
    place("story").textContent = title();
    place("counter").textContent = `${at + 1} / ${story.steps.length}`;
    place("heading").textContent = step.heading ?? "";
    write(place("notes"), step.notes || words.noNotes);
    place("notes").classList.toggle("none", !step.notes);
    place("coming").textContent = following ? following.heading ?? "" : words.last;
    notes.document.querySelector(".coming span").hidden = !following;
    notes.scrollTo(0, 0);
    tick();
  }
  window.addEventListener("pagehide", () => notes?.close());

  /* ---- once a second: the clock, and a view that does not come ---- */
  const time = new Intl.DateTimeFormat(lang === "sv" ? "sv-SE" : "en-GB", { hour: "2-digit", minute: "2-digit" });
  function tick() {
    const now = time.format(new Date());
    $("clock").textContent = now;
    if (notes && !notes.closed) {
      notes.document.querySelector('[data-note="clock"]').textContent = now;
      notes.document.querySelector('[data-note="elapsed"]').textContent = fill(words.elapsed, { n: Math.floor(performance.now() / 60000) });
    }
    const frame = frames.get(at);
    if (frame && !frame.ready) {
      if (performance.now() - frame.asked > RETRY) make(at).asked -= SLOW; /* still slow while it tries */
      draw();
    }
  }
  window.addEventListener("online", () => { if (story && !frames.get(at)?.ready) again(); });

  /* the pointer and the tools go when nobody moves them; the screen stays on */
  let rest = 0;
  function stir() {
    presenter.classList.remove("idle");
    clearTimeout(rest);
    rest = setTimeout(() => presenter.classList.add("idle"), 3000);
  }
  for (const name of ["pointermove", "pointerdown", "focusin"]) presenter.addEventListener(name, stir);
  async function stayAwake() {
    try { if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen"); } catch { /* the battery is low */ }
  }
  document.addEventListener("visibilitychange", () => { if (story) stayAwake(); });

  function begin() {
    const found = read();
    const steps = (found?.steps ?? []).filter(shown);
    if (!steps.length) return;
    for (const { element } of frames.values()) element.remove();
    frames.clear();
    story = { title: found.title, steps };
    at = Math.min(Math.max(Number(new URLSearchParams(location.search).get("step")) || 1, 1), steps.length) - 1;
    $("story-title").textContent = title();
    $("progress").replaceChildren(...steps.map((step, index) => {
      const button = Object.assign(document.createElement("button"), { type: "button", title: step.heading ?? "" });
      button.dataset.to = index;
      button.setAttribute("aria-label", `${fill(words.step, { n: index + 1, of: steps.length })}: ${step.heading ?? ""}`);
      return button;
    }));
    document.body.classList.add("presenting");
    presenter.hidden = false;
    scale();
    show();
    presenter.focus({ preventScroll: true });
    stir();
    tick();
    stayAwake();
  }
  new ResizeObserver(() => { if (story) scale(); }).observe(views);
  setInterval(() => { if (story) tick(); }, 1000);
  if (OWN) document.addEventListener("s3map:story", begin);
  window.s3mapPresent = { address: () => (story ? address() : null), move: (step) => story && move(step - 1) };
  begin();
})();
