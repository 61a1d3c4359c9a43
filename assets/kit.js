/* A copy in a folder: the views lie beside the page as scripts that hand their data over (a page from a folder may not
   fetch). view.js asks here instead of the server; what the copy does not hold is said, or the nearest view is shown. */
(() => {
  "use strict";
  const { lang, name, page, gone, near, about = "", parts: held = "" } = document.currentScript.dataset;
  const body = document.body;
  body.dataset.failed = gone;
  const file = `${name}.html`;
  const framed = new URLSearchParams(location.search).get("embed") === "page";
  const MINOR = ["with", "order", "start", "country", "places", "area"];
  const OF_LIST = ["show", "sort"];
  const FILTERS = ["domain", "fund", "programme"];

  /* within the presenter a page stands without what surrounds it */
  if (framed) {
    body.dataset.embed = "page";
    document.getElementById("framed-style").media = "all";
    for (const id of ["top", "basket", "page-tabs", "controls-row", "printed"]) document.getElementById(id)?.remove();
  }

  /* ---- the parameters of an address, as a list of name=value; the frame and a story's step are no part of a view ---- */
  const all = (search) => search.replace(/^\?/, "").split("&").filter(Boolean);
  const of = (search) => all(search).filter((part) => !/^(embed|step)=/.test(part));
  const value = (parts, wanted) => parts.find((part) => part.startsWith(`${wanted}=`))?.slice(wanted.length + 1) ?? "";
  const without = (parts, ...names) => parts.filter((part) => !names.includes(part.split("=")[0]));
  const change = (parts, changes) => [...without(parts, ...changes.map((part) => part.split("=")[0])), ...changes.filter((part) => !part.endsWith("="))];
  const key = (parts) => [...parts].sort().join("&");
  const written = (parts) => (parts.length ? `?${parts.join("&")}` : file);

  /* ---- the files of data: scripts that hand over packed text ---- */
  const files = new Map();
  const taken = new Map();
  /* what the script at an address hands over, unpacked; nothing where there is no such file */
  function handed(source, path, as) {
    if (!files.has(path)) {
      files.set(path, new Promise((done) => {
        const script = document.createElement("script");
        script.src = source;
        script.onload = () => done(unpacked(taken.get(path))[as]());
        script.onerror = () => done(null);
        document.head.append(script);
      }));
    }
    return files.get(path);
  }
  function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
  }
  const parted = held.split(" ");
  const read = async (part) => (parted.includes(part) ? handed(`../data/${lang}/${name}/${part}.js`, `${name}/${part}`, "json") : null);
  const put = (data, entry) => Object.fromEntries(Object.entries(entry.fragments).map(([id, pieces]) => [id, pieces.map((piece) => data.pool[piece]).join("")]));

  /* in which file a view lies: that of its region, or without one that of its domain */
  function partOf(parts) {
    const domain = value(parts, "domain");
    return value(parts, "region") || (domain ? `domain-${domain}` : "-");
  }
  /* ---- a view: that of the map is put together from a region's panel and a colour ---- */
  async function exactly(parts) {
    const region = value(parts, "region");
    const colour = value(parts, "colour");
    const own = await read(partOf(parts));
    const entry = own?.views[key(page === "explore" ? without(parts, "colour") : parts)];
    if (!entry) return null;
    const view = { ...entry, fragments: put(own, entry) };
    if (page !== "explore") return view;
    const byRegion = colour === "links" && region;
    const colours = byRegion ? own : await read(`colour-${colour || "priorities"}`);
    const paint = colours?.views[key(without(parts, "other", byRegion ? "" : "region"))];
    if (!paint) return null;
    return { ...view, fragments: { ...view.fragments, ...titled(put(colours, paint), entry.names, paint.picture, byRegion) }, map: { ...entry.map, ...paint.map } };
  }
  /* the map's picture is called after its colours, the regions and the filters */
  function titled(fragments, names, [title, filters], byRegion) {
    const more = [...names.slice(byRegion ? 1 : 0), ...filters].join(", ");
    const holder = document.createElement("div");
    holder.innerHTML = fragments["export-menu"];
    for (const button of holder.querySelectorAll("[data-title]")) button.dataset.title = more ? `${title} \u2013 ${more}` : title;
    return { ...fragments, "export-menu": holder.innerHTML };
  }
  /* the same question with fewer and fewer conditions */
  function nearer(parts) {
    const fewer = without(parts, ...MINOR, ...(page === "explore" ? OF_LIST : []));
    const plain = without(fewer, "currency");
    if (page !== "explore") return [parts, fewer, plain];
    const colour = value(plain, "colour") === "domain" ? ["colour"] : [];
    const unfiltered = without(plain, ...FILTERS, ...colour);
    return [parts, fewer, plain, unfiltered, without(plain, "region", "other"), without(unfiltered, "other")];
  }
  /* where one comes from a view, the nearest one has at least something of what is asked to change */
  const moves = (tried, parts, before) => [...parts, ...before].map((part) => part.split("=")[0])
    .some((one) => value(parts, one) !== value(before, one) && value(tried, one) === value(parts, one));
  async function find(parts, before = null) {
    for (const tried of nearer(parts)) {
      if (tried !== parts && before && !moves(tried, parts, before)) continue;
      const view = await exactly(tried);
      if (view) return { view, parts: tried, exact: key(tried) === key(parts) };
    }
    return null;
  }

  /* ---- links within the page say what they change of the address ---- */
  function linked(html, parts) {
    return html.replace(/href="([^"?#]*)\?~([^"#]*)/g, (_, page, changes) => {
      const changed = change(parts, changes.split("&amp;").filter(Boolean));
      return `href="${page && !changed.length ? page : page + written(changed).replace(/&/g, "&amp;")}`;
    });
  }
  function linkOfMap([address, parameter], parts) {
    const prefix = address?.startsWith("?~") ? written(change(parts, all(address.slice(2)))) : address ?? "gone.html";
    return `${prefix}${prefix.includes("?") ? "&" : "?"}${parameter}=`;
  }
  let remark = "";
  async function kit(address) {
    const { search } = new URL(address, location.href);
    const found = await find(of(search));
    if (!found) { /* the address stays that of what is shown */
      history.replaceState(null, "", body.dataset.search || file);
      document.documentElement.classList.remove("kit-wait");
      throw new Error("the copy does not hold this view");
    }
    const parts = [...found.parts, ...(framed ? ["embed=page"] : [])];
    if (!found.exact) history.replaceState(null, "", written(parts));
    const fragments = Object.fromEntries(Object.entries(found.view.fragments).map(([id, html]) => [id, linked(html, parts)]));
    if (remark || !found.exact) {
      const notice = document.createElement("div");
      notice.className = "notice";
      notice.textContent = remark || near;
      notice.setAttribute("role", "status");
      fragments.notices = notice.outerHTML;
    }
    remark = "";
    const map = found.view.map && { ...found.view.map, link: linkOfMap(found.view.map.link, parts) };
    return { ...found.view, fragments, map, controls: {}, controls_key: body.dataset.controlsKey, rows: 0 };
  }
  kit.take = (path, data) => taken.set(path, data);
  /* the address of a script that lies packed */
  kit.unpack = async (source) => {
    const code = await handed(source, source.split("/").at(-1), "text");
    if (code === null) throw new Error(`${source} is missing`);
    return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  };
  window.s3mapKit = kit;

  /* ---- going there ---- */
  const tell = () => (window.s3mapView ? window.s3mapView.tell(gone) : alert(gone));
  async function visit(search, hash = "") {
    const wanted = of(search);
    const before = of(location.search);
    const found = key(wanted) === key(before) ? { parts: wanted, exact: true } : await find(wanted, before);
    if (!found) { tell(); return; }
    remark = found.exact ? "" : near;
    window.s3mapView.go(written([...found.parts, ...(framed ? ["embed=page"] : [])]) + hash);
  }
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href]");
    const href = link?.getAttribute("href") ?? "#";
    if (href.startsWith("#")) return;
    if (link.dataset.missing || href.startsWith("gone.html")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      tell();
      return;
    }
    const url = new URL(href, location.href);
    if (url.protocol !== location.protocol) return;
    if (url.pathname === location.pathname) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (url.search !== location.search || !url.hash) visit(url.search, url.hash);
      else location.hash = url.hash;
    } else if (framed) {
      event.preventDefault();
      url.searchParams.set("embed", "page");
      location.assign(url);
    }
  });

  /* ---- the find box and the choices ---- */
  const fold = (text) => text.toLowerCase().replace(/ł/g, "l").replace(/ø/g, "o").replace(/æ/g, "ae")
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const box = document.getElementById("control-find");
  const options = () => [...document.querySelectorAll("#kit-regions option")];
  const set = (...changes) => visit(written(change(of(location.search), changes)));
  function region(code) {
    box.value = "";
    box.blur();
    if (body.classList.contains("filters-open")) document.getElementById("filters-toggle").click();
    set(`region=${code}`, "other=", `level=${/^SE\d\d$/.test(code) ? "nuts2" : ""}`, "domain=", value(of(location.search), "colour") === "domain" ? "colour=" : "");
  }
  box?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = fold(box.value);
    if (!typed) return;
    const rank = (option) => Math.max(...option.dataset.words.split(" | ").map((word) => (word === typed ? 3 : /^\d+$/.test(typed) ? 0 : word.startsWith(typed) ? 2 : word.includes(typed) ? 1 : 0)));
    const best = options().sort((a, b) => rank(b) - rank(a))[0];
    if (best && rank(best)) region(best.dataset.nutsId);
    else window.s3mapView.tell(box.dataset.nothing);
  });
  /* a name that is picked from the list comes whole, and not as the typing of a letter */
  box?.addEventListener("input", (event) => {
    if (event.inputType && event.inputType !== "insertReplacementText") return;
    const picked = options().find((option) => option.value === box.value);
    if (picked) region(picked.dataset.nutsId);
  });
  document.addEventListener("change", (event) => {
    const { parameter } = event.target.dataset;
    if (!parameter) return;
    const chosen = event.target.value === event.target.options[0].value && parameter !== "colour" ? "" : event.target.value;
    const changes = [`${parameter}=${chosen === "priorities" ? "" : chosen}`];
    if (parameter === "domain") changes.push(`colour=${chosen ? "domain" : ""}`, "region=", "other=", "fund=", "programme=");
    else if (parameter === "colour") changes.push("domain=");
    set(...changes);
  });
  function follow() {
    for (const slider of document.querySelectorAll("input[data-weight]")) slider.disabled = true;
    for (const select of document.querySelectorAll("select[data-parameter]")) {
      const held = value(of(location.search), select.dataset.parameter) || (select.dataset.parameter === "colour" ? "priorities" : select.options[0].value);
      select.value = held;
    }
  }
  document.addEventListener("DOMContentLoaded", follow);
  document.addEventListener("s3map:view", () => { follow(); document.documentElement.classList.remove("kit-wait"); });

  /* a story about a region of one's choice is a page of its own; the key of the QR code needs a server */
  for (const option of document.querySelectorAll("form[action] select[name=region] option")) option.disabled = !about.split(" ").includes(option.value);
  document.addEventListener("submit", (event) => {
    const form = event.target, action = form.getAttribute("action"), chosen = form.elements.region?.value;
    if (!action || !chosen) return;
    event.preventDefault();
    location.assign(action.replace(".html", `_${chosen}.html`));
  });
  for (const row of document.querySelectorAll(".key-list > div")) if (row.querySelector("kbd")?.textContent === "q") row.remove();

  /* ---- the page holds its first view; another one that the address asks for takes its place ---- */
  const first = of(location.search).length > 0;
  if (first || (framed && page !== "story")) {
    if (first) document.documentElement.classList.add("kit-wait");
    document.addEventListener("DOMContentLoaded", () => {
      body.dataset.search = "?";
      window.dispatchEvent(new PopStateEvent("popstate"));
      setTimeout(() => document.documentElement.classList.remove("kit-wait"), 2000);
    });
  }
})();
