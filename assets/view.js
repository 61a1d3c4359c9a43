/* The address owns the state. A link inside the dashboard changes the address, and the view of the new address
   (`/view/...`, its HTML by element and the map's picture) replaces what is shown. Without this script the same links load whole pages. */
(() => {
  "use strict";
  const picture = window.s3mapPicture;
  const focus = window.s3mapFocus;
  const body = document.body;
  const SWITCHES = ["baltic"];
  const LONGEST_WAIT = 20000;
  let controls = JSON.parse(body.dataset.controls);
  const panel = document.getElementById("region-panel");
  let asked = null;
  const search = document.querySelector("#search input[type=search]");
  const sought = () => new URLSearchParams(location.search).get("q") ?? "";
  let typed = false;

  /* ---- going to another view; in a frame Back belongs to the page around it ---- */
  const framed = window.parent !== window;
  const inside = (url) => url.origin === location.origin && url.pathname === location.pathname;
  function go(href, inPlace = false) {
    const url = new URL(href, location.href);
    if (!inside(url)) { location.assign(url); return; }
    if (url.search === location.search) return;
    focus.leave();
    history[inPlace || framed ? "replaceState" : "pushState"](null, "", url);
    load();
  }
  /* the view of an address: from the copy that lies in the folder, where this is one, else from the server */
  async function ask(address, signal) {
    if (window.s3mapKit) return window.s3mapKit(address);
    const answer = await fetch(`/view${address}`, { signal });
    if (answer.status >= 502) throw new TypeError(answer.statusText);
    if (!answer.ok) throw Object.assign(new Error(answer.statusText), await answer.json().catch(() => ({})));
    return answer.json();
  }
  const unreached = () => document.dispatchEvent(new CustomEvent("s3map:offline", { detail: { again: load } }));
  async function load() {
    const { pathname, search } = location;
    const query = new URLSearchParams(search);
    picture?.select(query.get("region") ?? "", query.get("other") ?? "");
    asked?.abort();
    asked = new AbortController();
    const late = setTimeout(unreached, LONGEST_WAIT);
    let view;
    try {
      view = await ask(`${pathname}${search}`, asked.signal);
    } catch (error) {
      if (error.name === "AbortError") return;
      /* fetch fails with a TypeError where the server cannot be reached at all */
      if (error instanceof TypeError) unreached();
      else tell(error.detail ? `${error.detail} (${error.reference})` : body.dataset.failed);
      return;
    } finally {
      clearTimeout(late);
    }
    show(view);
    document.dispatchEvent(new CustomEvent("s3map:online"));
  }
  window.addEventListener("popstate", () => {
    if (body.dataset.search === location.search) return;
    if (search) search.value = sought();
    typed = false;
    load();
  });
  function change(changes, inPlace = false) {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    url.searchParams.delete("start");
    url.hash = "";
    go(url.href.replace(/%2C/g, ",").replace(/%3A/g, ":"), inPlace);
  }
  /* one more region beside those compared; where there are four, the server says that it is one too many */
  const compare = (code) => {
    const chosen = (new URLSearchParams(location.search).get("with") ?? "").split(",").filter(Boolean);
    change({ with: [...new Set([...chosen, code])].join(",") });
  };
  function clear() {
    if (new URLSearchParams(location.search).has("region")) change({ region: "", other: "" });
  }
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[data-view], a[data-nuts]");
    if (link) {
      const href = link.getAttribute("href");
      if (!inside(new URL(href, location.href))) return;
      event.preventDefault();
      /* Enter on the region that is selected already goes to what is known of it */
      if (!event.detail && link.closest("#map-svg a[aria-current]") && new URL(href, location.href).search === location.search) panel?.focus();
      else go(href);
    } else if (event.target.closest("#map-svg") && !event.target.closest("[data-place], [data-curve]")) {
      clear();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [role=listbox]");
    if (event.key === "Escape") {
      if (body.classList.contains("filters-open")) closeFilters();
      else if (!typing && !document.querySelector(":popover-open")) clear();
    } else if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault();
      event.target.click();
    } else if (event.key === "/" && !typing) {
      const box = search ?? document.getElementById("control-find");
      if (box) { event.preventDefault(); box.focus(); }
    }
  });

  /* ---- showing a view ---- */
  function show(view) {
    const focused = focus.describe(Object.keys(view.fragments));
    const selected = panel ? panel.dataset.region : view.region;
    for (const [id, html] of Object.entries(view.fragments)) {
      const element = document.getElementById(id);
      /* a slider that is being moved stays the element that the hand or the keyboard has hold of */
      if (element && !element.querySelector("input[type=range]:focus")) element.innerHTML = html;
    }
    if (panel && selected !== view.region) {
      panel.dataset.region = view.region;
      panel.scrollTop = 0;
    }
    if (view.map) picture?.paint(view.map);
    document.title = view.title;
    body.dataset.search = location.search;
    body.dataset.rows = view.rows;
    if (search && document.activeElement !== search) search.value = sought();
    document.dispatchEvent(new CustomEvent("s3map:view", { detail: view }));
    reveal(location.hash.slice(1));
    focus.follow(focused, selected, view.region);
    say();
    follow(view);
  }
  /* what is new of the view is read out, once: the region and what is found of it, what the map shows, how many there are */
  const words = (element) => {
    const copy = element.cloneNode(true);
    for (const aside of copy.querySelectorAll("[popover], button")) aside.remove();
    return copy.textContent.trim();
  };
  const findings = () => [...document.querySelectorAll("[data-said]")].map((element) => element.dataset.said || words(element));
  let told = findings();
  function say() {
    const now = findings();
    const news = now.filter((one) => !told.includes(one));
    told = now;
    if (news.length) document.getElementById("said").textContent = news.join(" ");
  }
  /* a link that names a place within its view leads there; what is in sight already does not move */
  function reveal(id) {
    const place = id && document.getElementById(id);
    if (!place) return;
    const { top } = place.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.7) place.scrollIntoView();
    place.focus({ preventScroll: true });
  }
  /* the controls show what the address says; where their choices differ, Dash makes them anew */
  function follow(view) {
    const before = controls;
    controls = view.controls;
    if (!window.dash_clientside?.set_props) return;
    if (view.controls_key !== body.dataset.controlsKey) {
      body.dataset.controlsKey = view.controls_key;
      dash_clientside.set_props("address", { data: location.pathname + location.search });
      return;
    }
    for (const name of Object.keys(controls)) {
      const value = SWITCHES.includes(name) ? "checked" : "value";
      if (plain(before[name]) !== plain(controls[name])) dash_clientside.set_props(`control-${name}`, { [value]: controls[name] });
    }
  }

  /* ---- controls ---- */
  const address = () => (document.getElementById("controls").childElementCount ? dash_clientside.no_update : location.pathname + location.search);
  const plain = (value) => (Array.isArray(value) ? value.join(",") : value === true ? "1" : String(value || ""));
  function choose() {
    const changes = {};
    for (const { id, value } of dash_clientside.callback_context.inputs_list) {
      const name = id.replace("control-", "");
      if (value !== undefined && plain(value) !== plain(controls[name])) changes[name] = plain(value);
    }
    if (!Object.keys(changes).length) return;
    if (changes.domain === "" && controls.colour === "domain") changes.colour = "";
    change(changes);
  }
  function find(code) {
    if (!code) return;
    dash_clientside.set_props("control-find", { value: null });
    toggleFilters(false);
    if (body.dataset.page === "compare") { compare(code); return; }
    change({ region: code, other: "", level: /^SE\d\d$/.test(code) ? "nuts2" : "" });
    panel?.focus({ preventScroll: true });
  }
  /* Enter takes the marked option; Mantine forgets which one it is where the options came while one typed */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("#control-find, #control-organisation, #control-partner, #control-programme")) return;
    const marked = document.getElementById(event.target.getAttribute("aria-controls"))?.querySelector("[data-combobox-selected]");
    if (!marked) return;
    event.preventDefault();
    event.stopPropagation();
    marked.click();
  }, true);
  /* a click into a box that shows a choice marks its words, so that typing replaces them; Tab does so by itself */
  document.addEventListener("click", (event) => {
    if (event.target.matches?.("#control-organisation, #control-partner, #control-programme")) event.target.select();
  });
  /* Mantine's boxes of choices are told as what they are, and whether they are open */
  function name(boxes) {
    for (const box of boxes) {
      box.setAttribute("role", "combobox");
      box.setAttribute("aria-expanded", String(box.dataset.expanded === "true"));
    }
  }
  const BOX = "input[aria-haspopup=listbox]";
  const row = document.getElementById("controls-row");
  if (row) {
    new MutationObserver(() => name(row.querySelectorAll(BOX)))
      .observe(row, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-expanded"] });
  }
  const fold = (text) => text.toLowerCase().replace(/ł/g, "l").replace(/ø/g, "o").replace(/æ/g, "ae")
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  window.dashMantineFunctions = Object.assign(window.dashMantineFunctions ?? {}, {
    everyOption: ({ options }) => options,
    findChoice: ({ options, search }) => options.filter(({ label }) => fold(label).includes(fold(search))),
    findRegion({ options, search, limit }, { words }) {
      const wanted = fold(search);
      if (!wanted) return options;
      /* the same word, a word that begins so, a word that has it in it; a county code only whole */
      const fits = (word) => (word === wanted ? 3 : /^\d+$/.test(wanted) ? 0 : word.startsWith(wanted) ? 2 : word.includes(wanted) ? 1 : 0);
      const rank = (item) => Math.max(...(words[item.value] ?? "").split(" | ").map(fits));
      const keep = (items) => items.filter(rank).sort((a, b) => rank(b) - rank(a)).slice(0, limit);
      return options.map((group) => ({ ...group, items: keep(group.items) })).filter((group) => group.items.length)
        .sort((a, b) => rank(b.items[0]) - rank(a.items[0]));
    },
  });
  window.dash_clientside = Object.assign(window.dash_clientside ?? {}, { s3map: { address, choose, find } });

  /* ---- weights: every slider of the page together are one parameter; moving one is one step back ---- */
  let moving = false;
  document.addEventListener("input", (event) => {
    if (!event.target.matches("input[data-weight]")) return;
    const weights = [...document.querySelectorAll("input[data-weight]")].filter((input) => input.value !== "1");
    change({ weights: weights.map((input) => `${input.dataset.weight}:${input.value}`).sort().join(",") }, moving);
    moving = true;
  });
  document.addEventListener("change", () => { moving = false; });

  /* ---- the search box: answers while one types; a run of typing is one step back ---- */
  let waiting = null;
  function look() {
    clearTimeout(waiting);
    const words = search.value.trim();
    if (words === sought()) return;
    change({ q: words }, typed);
    typed = true;
  }
  search?.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 250); });
  search?.addEventListener("blur", () => { typed = false; });
  search?.form.addEventListener("submit", (event) => { event.preventDefault(); look(); });

  /* ---- the filters' sheet on a phone, sharing ---- */
  const toggle = document.getElementById("filters-toggle");
  function toggleFilters(open = !body.classList.contains("filters-open")) {
    body.classList.toggle("filters-open", open);
    toggle?.setAttribute("aria-expanded", String(open));
    if (toggle) toggle.textContent = open ? toggle.dataset.done : toggle.dataset.label;
  }
  /* whoever goes on past the sheet with the keyboard sees where */
  document.addEventListener("focusin", (event) => {
    if (body.classList.contains("filters-open") && !event.target.closest("#controls, #filters-toggle, [data-portal], [role=listbox]")) toggleFilters(false);
  });
  toggle?.addEventListener("click", () => toggleFilters());
  function closeFilters() {
    const inside = document.getElementById("controls-row").contains(document.activeElement);
    toggleFilters(false);
    if (inside) toggle.focus();
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-share]");
    if (!button) return;
    try { await navigator.clipboard.writeText(location.href); }
    catch { prompt(button.textContent, location.href); return; }
    tell(body.dataset.copied);
  });
  /* a few words over the page for a moment; read out by assistive technology too */
  function tell(words) {
    document.getElementById("status").textContent = words;
    body.classList.add("told");
    setTimeout(() => body.classList.remove("told"), 3000);
  }
  /* ---- in the presenter's frame: it says what is shown, goes where it is told to, and hands keys on ---- */
  if (body.dataset.embed === "page" && window.parent !== window) {
    const say = (kind, more) => window.parent.postMessage({ s3map: kind, ...more }, "*");
    const here = () => say("view", { url: location.pathname + location.search });
    document.addEventListener("s3map:view", here);
    window.addEventListener("load", here);
    document.addEventListener("keydown", (event) => {
      const at = event.target;
      if (event.ctrlKey || event.metaKey || event.altKey || at.closest("input, textarea, select")) return;
      if (at.closest("#map-svg a") && !/^(Page|Escape)/.test(event.key)) return;
      if (at.closest("a, button, summary") && /^( |Enter)$/.test(event.key)) return;
      /* what moves the story does not scroll the page too */
      if (/^( |Page|Arrow|Home|End)/.test(event.key)) event.preventDefault();
      say("key", { key: event.key });
    });
    /* after a click by hand the keys are the presenter's again, unless it was into a field */
    document.addEventListener("click", (event) => {
      if (event.detail && !event.target.closest("input, textarea, select")) say("click");
    });
    window.addEventListener("message", ({ data, source }) => {
      if (source !== window.parent || data?.s3map !== "go" || typeof data.url !== "string") return;
      /* the page around may be anybody's: it only leads to other pages of this dashboard */
      if (URL.canParse(data.url, location.href) && new URL(data.url, location.href).origin === location.origin) go(data.url, true);
    });
  }
  body.dataset.search = location.search;
  window.s3mapView = { go, change, show, tell };
})();
