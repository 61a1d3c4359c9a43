/* A story of one's own: views collected page by page. It is kept in this browser and nowhere else; a link can hold it.
   A text is one for both languages, or {sv, en}; addresses of views are without their language, as in a file. */
(() => {
  "use strict";
  const KEPT = "s3map.story", SHARED = "s3map.shared", MARK = "#story=";
  const MOST_STEPS = 100;
  const LONGEST = { title: 120, about: 400, author: 120, heading: 120, text: 800, notes: 6000, view: 2000 };
  /* what every sender and receiver of addresses should manage: RFC 9110, section 4.1 */
  const LONGEST_LINK = 8000;
  const VIEW = /^\/([^/\s\\#?][^\s\\#?]*)?(\?[^\s#]*)?(#[\w-]*)?$/;
  const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;
  const lang = document.documentElement.lang;
  const words = document.getElementById("story-words")?.dataset ?? {};

  /* ---- its shape, whoever wrote it ---- */
  function plain(value, name) {
    const text = String(value ?? "").replace(/\r\n?/g, "\n").slice(0, LONGEST[name]).replace(UNSEEN, "");
    return name === "text" || name === "notes" ? text : text.replace(/\n/g, " ");
  }
  const one = (sv, en) => (sv === en ? sv : { sv, en });
  const told = (value, name) =>
    (value && typeof value === "object" ? one(plain(value.sv, name), plain(value.en, name)) : plain(value, name));
  const said = (value, which = lang) => (typeof value === "object" ? value[which] : value);
  /* a text with other words in this language; where both languages had the same, both have the new one */
  const reworded = (value, text) => (typeof value === "object" ? one(...["sv", "en"].map((each) => (each === lang ? text : value[each]))) : text);
  function clean(raw) {
    const steps = (Array.isArray(raw?.steps) ? raw.steps : []).filter((step) => VIEW.test(step?.view) && step.view.length <= LONGEST.view).slice(0, MOST_STEPS);
    return {
      title: told(raw?.title, "title"), about: told(raw?.about, "about"), author: plain(raw?.author, "author"),
      steps: steps.map((step) => ({ view: step.view, heading: told(step.heading, "heading"), text: told(step.text, "text"), notes: told(step.notes, "notes") })),
    };
  }

  /* ---- where it is kept ---- */
  function from(storage, key) {
    try { return clean(JSON.parse(window[storage].getItem(key))); } catch { return clean(null); }
  }
  const kept = () => from("localStorage", KEPT);
  function keep(story) {
    try { localStorage.setItem(KEPT, JSON.stringify(clean(story))); }
    catch { window.s3mapView?.tell(words.notKept); return false; }
    changed();
    return true;
  }
  function changed() {
    count();
    document.dispatchEvent(new CustomEvent("s3map:story"));
  }
  window.addEventListener("storage", ({ key }) => { if (key === KEPT || key === null) changed(); });

  /* ---- collecting ---- */
  const numbered = (n) => (n === 1 ? words.one : words.other)?.replace("{n}", n);
  function count() {
    const { length } = kept().steps;
    for (const place of document.querySelectorAll("[data-story-count]")) place.textContent = length ? numbered(length) : "";
  }
  /* what the page is about: its heading; of the map its colours and the regions that are chosen */
  function name() {
    const text = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
    if (document.body.dataset.page !== "explore") return text("main h1, #projects-head h1") || document.title;
    const about = document.querySelector("#region-panel")?.dataset.region ? text("#region-panel h1") : "";
    return [about, text("#legend .legend-title")].filter(Boolean).join(": ") || document.title;
  }
  function add() {
    const story = kept();
    const { pathname, search, hash } = location;
    const view = (pathname.replace(/^\/(sv|en)(?=\/|$)/, "") || "/") + search + (/^#[\w-]*$/.test(hash) ? hash : "");
    const tell = (text) => window.s3mapView.tell(text.replace("{n}", story.steps.length));
    if (story.steps.at(-1)?.view === view) tell(words.same);
    else if (story.steps.length >= MOST_STEPS) tell(words.full);
    else {
      story.steps.push({ view, heading: plain(name().replace(/\s+/g, " "), "heading"), text: "", notes: "" });
      if (keep(story)) tell(words.added);
    }
  }
  document.addEventListener("click", (event) => { if (event.target.closest("[data-story-add]")) add(); });
  document.addEventListener("s3map:view", count);

  /* ---- a link that holds it: JSON, deflated, in letters that an address may have ---- */
  async function through(bytes, stream) {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  }
  async function link(story) {
    const bytes = await through(JSON.stringify(clean(story)), new CompressionStream("deflate-raw"));
    const letters = [...bytes].map((byte) => String.fromCharCode(byte)).join("");
    const base = document.getElementById("qr")?.dataset.base || location.origin;
    return `${base}/${lang}/present/own${MARK}${btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
  }
  async function held(hash) {
    if (hash.length > LONGEST_LINK) throw new RangeError("too long");
    const letters = atob(hash.slice(MARK.length).replace(/-/g, "+").replace(/_/g, "/"));
    const bytes = await through(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)), new DecompressionStream("deflate-raw"));
    const story = clean(JSON.parse(new TextDecoder().decode(bytes)));
    if (!story.steps.length) throw new RangeError("no steps");
    return story;
  }
  const byLink = () => document.body.dataset.page === "story" && location.hash.startsWith(MARK);
  let shared = null;
  async function open() {
    try { shared = await held(location.hash); }
    catch {
      const place = document.querySelector("#handout .lead");
      if (place) place.textContent = words.brokenLink;
      return;
    }
    /* the page of stories asks whether to keep it */
    try { sessionStorage.setItem(SHARED, JSON.stringify(shared)); } catch { /* then it is only shown */ }
    document.dispatchEvent(new CustomEvent("s3map:story"));
  }
  if (byLink()) open();
  window.addEventListener("hashchange", () => { if (byLink()) location.reload(); });

  /* ---- what the presenter shows: the story of the link, or one's own ---- */
  function current() {
    const story = byLink() ? shared : kept();
    if (!story?.steps.length) return null;
    return {
      title: { sv: said(story.title, "sv"), en: said(story.title, "en") },
      steps: story.steps.map((step) => ({ view: `/${lang}${step.view}`, heading: said(step.heading), text: said(step.text), notes: said(step.notes) })),
    };
  }
  window.s3mapStory = {
    current, kept, keep, clean, said, reworded, link, numbered, LONGEST_LINK,
    offered: () => from("sessionStorage", SHARED),
    decline: () => { try { sessionStorage.removeItem(SHARED); } catch { /* it was never there */ } },
  };
  count();
})();
