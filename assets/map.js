/* The map in the browser: zoom and pan, arrow keys, hover, and repainting for a new view.
   The shapes are in the page from the start; a view only changes classes, words, curves and points. */
(() => {
  "use strict";
  const svg = document.getElementById("map-svg");
  if (!svg) return;
  const holder = document.getElementById("map");
  /* beside a list the map stands still, so that a page can be scrolled over it */
  const still = holder.classList.contains("little");
  /* in somebody else's page the wheel scrolls that page; with Ctrl it zooms, as a pinch on a touchpad does */
  const framed = document.body.dataset.embed === "1";
  const hover = document.getElementById("hover");
  const NS = "http://www.w3.org/2000/svg";
  const views = { sweden: box(svg.dataset.sweden), baltic: box(svg.dataset.baltic) };
  let seen = { ...views.baltic };

  function box(text) {
    const [x, y, w, h] = text.split(" ").map(Number);
    return { x, y, w, h };
  }
  const how = document.getElementById("map-how");
  const regions = () => svg.querySelectorAll("a[data-nuts]");
  const region = (code) => svg.querySelector(`a[data-nuts="${CSS.escape(code)}"]`);

  /* ---- zoom and pan ---- */
  function look(next) {
    const whole = views.baltic;
    const w = Math.min(Math.max(next.w, whole.w / 14), whole.w * 1.6);
    const h = (w * next.h) / next.w;
    const cx = Math.min(Math.max(next.x + next.w / 2, whole.x), whole.x + whole.w);
    const cy = Math.min(Math.max(next.y + next.h / 2, whole.y), whole.y + whole.h);
    seen = { x: cx - w / 2, y: cy - h / 2, w, h };
    svg.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.w} ${seen.h}`);
    rescale();
  }
  /* points, names and curves keep their size on the screen */
  function rescale() {
    const { width, height } = svg.getBoundingClientRect();
    if (!width || !height) return;
    const unit = Math.max(seen.w / width, seen.h / height);
    svg.style.setProperty("--unit", unit.toFixed(4));
    separate();
  }
  /* names that would lie on each other: the earlier (stronger) one stays, the later moves below or goes */
  function separate() {
    const taken = [];
    for (const text of document.querySelectorAll("#map-labels text")) {
      text.style.visibility = "";
      const free = [-7, 17].some((y) => {
        text.setAttribute("y", y);
        const own = text.getBoundingClientRect();
        if (taken.some((box) => own.left < box.right && own.right > box.left && own.top < box.bottom - 3 && own.bottom > box.top + 3)) return false;
        taken.push(own);
        return true;
      });
      if (!free) text.style.visibility = "hidden";
    }
  }
  function toMap(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  }
  function zoom(factor, at = { x: seen.x + seen.w / 2, y: seen.y + seen.h / 2 }) {
    const w = seen.w * factor, h = seen.h * factor;
    look({ x: at.x - ((at.x - seen.x) * factor), y: at.y - ((at.y - seen.y) * factor), w, h });
  }
  function fit(name) {
    const { x, y, w, h } = views[name];
    look({ x: x - w * 0.04, y: y - h * 0.04, w: w * 1.08, h: h * 1.08 });
  }

  svg.addEventListener("wheel", (event) => {
    if (still || (framed && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 200), toMap(event));
  }, { passive: false });

  const pointers = new Map();
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || still) return;
    pointers.set(event.pointerId, event);
    if (pointers.size === 1) dragged = false;
  });
  window.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const unit = Number(svg.style.getPropertyValue("--unit")) || 1;
    if (pointers.size === 1) {
      const dx = event.clientX - last.clientX, dy = event.clientY - last.clientY;
      if (!dragged && Math.hypot(dx, dy) < 5) return;
      dragged = true;
      drawn = svg.querySelector("a[data-nuts][aria-current]")?.dataset.nuts ?? "";
      look({ ...seen, x: seen.x - dx * unit, y: seen.y - dy * unit });
    } else if (pointers.size === 2) {
      const other = [...pointers.values()].find((p) => p.pointerId !== event.pointerId);
      const span = (p) => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY) || 1;
      dragged = true;
      zoom(span(last) / span(event), toMap({ clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 }));
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  /* a drag that ends on a region is not a click on it */
  svg.addEventListener("click", (event) => {
    if (dragged) { event.preventDefault(); event.stopPropagation(); dragged = false; }
  }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  /* every place can be looked at without dragging: the selected region comes to the middle, unless the map has been drawn elsewhere */
  let drawn = "";
  function closer() {
    const chosen = svg.querySelector("a[data-nuts][aria-current]");
    if (!chosen || drawn === chosen.dataset.nuts) { zoom(0.7); return; }
    const w = seen.w * 0.7, h = seen.h * 0.7;
    look({ x: Number(chosen.dataset.x) - w / 2, y: Number(chosen.dataset.y) - h / 2, w, h });
  }
  document.getElementById("zoom")?.addEventListener("click", (event) => {
    const action = event.target.dataset.zoom;
    if (action === "in") closer();
    else if (action === "out") zoom(1 / 0.7);
    else if (action) fit(action);
  });

  /* ---- keyboard: the regions are one stop of the Tab key and the points another; arrows go to the neighbouring region,
     or to the next point, + and - zoom. Without this script every link is a stop ---- */
  const shows = ({ dataset }) => ["neighbours", svg.dataset.level].includes(dataset.layer);
  const spots = () => [...svg.querySelectorAll("[data-place]")];
  function stopAt(stop, others) {
    for (const other of others) other.setAttribute("tabindex", other === stop ? 0 : -1);
  }
  function stops() {
    const shown = [...regions()].filter((link) => shows(link.parentNode));
    const now = shown.find((link) => link.hasAttribute("aria-current")) ?? shown.find((link) => link.getAttribute("tabindex") === "0");
    stopAt(now ?? shown[0], regions());
    stopAt(spots()[0], spots());
  }
  /* heard by the element around the map: one that hears of focus itself becomes a stop where it is an SVG */
  holder.addEventListener("focusin", ({ target }) => {
    if (target.closest("a[data-nuts]")) stopAt(target, regions());
    else if (target.closest("[data-place]")) stopAt(target, spots());
  });
  svg.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from = event.target.closest("a[data-nuts]"), spot = event.target.closest("[data-place]");
    const way = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" }[event.key];
    if (from && way) {
      const steps = from.getAttribute(`data-next-${svg.dataset.level}`) || "";
      const step = steps.split(" ").find((text) => text.startsWith(`${way}:`));
      event.preventDefault();
      if (step) region(step.split(":")[1])?.focus();
    } else if (spot && way) {
      const all = spots(), next = all.indexOf(spot) + (/Right|Down/.test(event.key) ? 1 : -1);
      event.preventDefault();
      all[(next + all.length) % all.length].focus();
    } else if (event.key === "+" || event.key === "=") zoom(0.7);
    else if (event.key === "-") zoom(1 / 0.7);
    else if (event.key === " " && from) { event.preventDefault(); from.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })); }
  });

  /* ---- hover and focus: name, code and value in the map's corner ---- */
  function tell(target) {
    const place = target?.closest?.("[data-place]");
    const link = target?.closest?.("a[data-nuts]");
    hover.replaceChildren();
    if (place) line("strong", place.dataset.place);
    else if (link) {
      line("strong", link.dataset.name);
      line("span", link.dataset.nuts);
      const words = link.getAttribute("aria-label").split(`${link.dataset.nuts}. `)[1];
      if (words) line("p", words);
      if (how && link.matches(":focus-visible")) line("small", how.dataset.keys);
    }
    hover.classList.toggle("shown", hover.childElementCount > 0);
    keepClear(place ?? link);
    light(link?.dataset.nuts);
  }
  /* the words stand in the other corner where they would cover what they are about */
  function keepClear(target) {
    hover.classList.remove("right");
    if (!target) return;
    const words = hover.getBoundingClientRect(), shape = target.getBoundingClientRect();
    const covers = shape.left < words.right + 8 && shape.right > words.left && shape.top < words.bottom + 8 && shape.bottom > words.top;
    hover.classList.toggle("right", covers);
  }
  function line(tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    hover.append(element);
  }
  svg.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") tell(event.target); });
  svg.addEventListener("pointerleave", () => tell(svg.contains(document.activeElement) ? document.activeElement : null));
  holder.addEventListener("focusin", ({ target }) => { if (svg.contains(target)) tell(target); });
  holder.addEventListener("focusout", ({ target }) => { if (svg.contains(target)) tell(null); });

  /* on a touch screen the first tap names a point, the second follows its link */
  let touched = null;
  svg.addEventListener("click", (event) => {
    const place = event.target.closest("[data-place]");
    if (place && event.pointerType === "touch" && touched !== place) { event.preventDefault(); tell(place); }
    touched = place;
  });

  /* a row of the panel and its curve light up together */
  function light(code) {
    for (const element of document.querySelectorAll("[data-curve],[data-link]")) {
      element.classList.toggle("alight", Boolean(code) && (element.dataset.curve ?? element.dataset.link) === code);
    }
    mark(code);
  }
  /* what is pointed at and what has the focus is outlined above the map, so that the shapes need no painting */
  function mark(pointed) {
    const focused = svg.contains(document.activeElement) ? document.activeElement.dataset.nuts : null;
    document.getElementById("map-marks").replaceChildren(...[[pointed, "pointed"], [focused, "focus-edge"], [focused, "focus"]]
      .filter(([code]) => code).map(([code, name]) => draw("use", { href: `#shape-${code}`, class: name })));
  }
  for (const kind of ["pointerover", "focusin"]) {
    document.getElementById("region-panel")?.addEventListener(kind, (event) => light(event.target.closest("[data-link]")?.dataset.link));
  }
  document.getElementById("region-panel")?.addEventListener("pointerleave", () => light(null));
  svg.addEventListener("pointerover", (event) => {
    const curve = event.target.closest("[data-curve]");
    if (curve) light(curve.dataset.curve);
  });

  /* ---- repainting ---- */
  function outline(group, codes, ...names) {
    document.getElementById(group).replaceChildren(...codes.filter(Boolean).flatMap((code) => names.map((name) => draw("use", { href: `#shape-${code}`, class: name }))));
  }
  function draw(tag, attributes, text) {
    const element = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  }
  /* the region lights up before the panel has come */
  function select(code, other = "") {
    for (const link of svg.querySelectorAll("a[aria-current], a[data-other]")) {
      link.removeAttribute("aria-current");
      delete link.dataset.other;
    }
    for (const chosen of [code, other]) region(chosen)?.setAttribute("aria-current", "true");
    region(other)?.setAttribute("data-other", "true");
    outline("map-lit", [code, other], "lit-edge", "lit");
    document.getElementById("map-curves").replaceChildren();
    document.getElementById("map-labels").replaceChildren();
  }
  function label(code, selected) {
    const link = region(code);
    if (!link) return [];
    const group = draw("g", { transform: `translate(${link.dataset.x} ${link.dataset.y})` });
    group.append(draw("text", { class: selected ? "unscaled selected" : "unscaled", y: -6 }, link.dataset.name));
    return [group];
  }
  function paint(picture) {
    svg.dataset.level = picture.level;
    for (const layer of svg.querySelectorAll(".layer")) layer.ariaHidden = shows(layer) ? null : "true";
    for (const link of regions()) {
      const code = link.dataset.nuts;
      link.setAttribute("class", `region ${picture.classes[code] ?? "none"}`);
      link.setAttribute("href", picture.link + code);
      link.setAttribute("aria-label", `${link.dataset.name}, ${code}. ${picture.values[code] ?? ""}`);
    }
    select(picture.region, picture.other);
    outline("map-area", picture.area, "area");
    document.getElementById("map-curves").replaceChildren(...picture.curves.flatMap((curve) => {
      const edge = draw("path", { d: curve.d, class: "curve-edge", style: `stroke-width:${curve.width + 2}` });
      const path = draw("path", { d: curve.d, "data-curve": curve.to, class: "curve", style: `stroke-width:${curve.width}` });
      path.append(draw("title", {}, curve.label));
      return [edge, path];
    }));
    document.getElementById("map-places").replaceChildren(...picture.places.map((place) => {
      const words = `${place.name}, ${place.note}`;
      const outer = draw("g", { transform: `translate(${place.x} ${place.y})` });
      const inner = draw("g", { class: "unscaled" });
      const link = draw("a", {
        class: `place ${place.kind}`, href: place.url || null, target: place.url ? "_blank" : null,
        rel: place.url ? "noopener noreferrer" : null, role: place.url ? null : "img", "data-place": words, "aria-label": words,
      });
      link.append(draw("use", { href: `#mark-${place.kind}`, transform: `translate(${place.dx} ${place.dy})` }));
      inner.append(link);
      outer.append(inner);
      return outer;
    }));
    const named = new Set([picture.region, picture.other, ...picture.curves.map((curve) => curve.to)]);
    document.getElementById("map-labels").replaceChildren(...[...named].flatMap((code) => label(code, code === picture.region)));
    separate();
    stops();
    if (hover.classList.contains("shown")) tell(svg.querySelector("a[data-nuts]:hover") ?? document.activeElement);
  }

  new ResizeObserver(rescale).observe(holder);
  rescale();
  stops();
  window.s3mapPicture = { paint, select, regions };
})();
