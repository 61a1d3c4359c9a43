/* The export menu, and the picture of the map: drawn from the map on the page as it is zoomed now. */
(() => {
  "use strict";
  const menu = document.getElementById("export");
  if (!menu) return;
  const opener = menu.querySelector("summary");
  const NS = "http://www.w3.org/2000/svg";

  /* ---- the menu ---- */
  const entries = () => [...menu.querySelectorAll("#export-menu :is(li > a, li > button)")].filter((entry) => entry.getClientRects().length);
  function close(back) {
    if (!menu.open) return;
    menu.open = false;
    if (back) opener.focus();
  }
  /* heard before the map, for which Esc clears what is selected */
  window.addEventListener("keydown", (event) => {
    if (!menu.open || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(true); return; }
    if (!menu.contains(event.target)) return;
    const all = entries(), at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined || !all.length) return;
    event.preventDefault();
    all[(next + all.length) % all.length].focus();
  }, true);
  document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) close(false); });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false); });
  /* what has been chosen closes the menu, so that a dialog gives the focus back to its button; a counter is looked at first */
  menu.addEventListener("click", (event) => {
    const entry = event.target.closest("#export-menu :is(a, button)");
    if (!entry) return;
    if (entry.dataset.picture) give(entry).catch(() => window.s3mapView?.tell(document.body.dataset.failed));
    if (!("storyAdd" in entry.dataset)) close(true);
  });
  for (const name of ["s3map:view", "s3map:back"]) document.addEventListener(name, () => close(menu.contains(document.activeElement)));

  /* ---- the picture ---- */
  const STYLES = ["fill", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity",
    "fill-opacity", "stroke-opacity", "paint-order", "font-family", "font-size", "font-weight", "text-anchor", "transform", "visibility"];
  const PLAIN = { "fill-opacity": "1", "stroke-opacity": "1", opacity: "1", "stroke-dasharray": "none", transform: "none",
    visibility: "visible", "paint-order": "normal", "stroke-linejoin": "miter", "stroke-linecap": "butt", "fill-rule": "nonzero", "text-anchor": "start" };
  const DRAWN = new Set(["path", "circle", "rect", "text", "use", "g", "a"]);
  const ATTRIBUTES = ["d", "x", "y", "cx", "cy", "r", "width", "height", "id", "href", "transform", "patternUnits", "patternTransform"];
  const GROUPED = new Set(["opacity", "transform"]);
  const LETTERS = new Set(["font-family", "font-size", "font-weight", "text-anchor"]);
  function element(tag, attributes = {}, words = "") {
    const made = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (words) made.textContent = words;
    return made;
  }
  /* a copy of what is seen, each part with its look written on it; `unit`: units of the map in a pixel of the screen */
  function copy(node, unit) {
    const style = getComputedStyle(node);
    if (style.display === "none" || node.tagName === "title" || node.id === "map-marks") return null;
    const tag = node.tagName;
    const made = element(tag === "a" ? "g" : tag);
    for (const name of tag === "a" ? [] : ATTRIBUTES) {
      if (node.hasAttribute(name)) made.setAttribute(name, node.getAttribute(name));
    }
    if (DRAWN.has(tag)) for (const name of STYLES) dress(made, tag, name, look(node, style, name, unit));
    if (tag === "text") return outlined(made, node.textContent);
    made.append(...[...node.children].map((child) => copy(child, unit)).filter(Boolean));
    return made;
  }
  /* a name with a pale edge: the edge is a text of its own below it, since few programs can draw it first */
  function outlined(text, words) {
    text.textContent = words;
    const edge = text.cloneNode(true), both = element("g");
    for (const name of ["stroke", "stroke-width", "stroke-opacity", "stroke-linejoin", "paint-order"]) text.removeAttribute(name);
    both.append(edge, text);
    return both;
  }
  /* lines that keep their width on the screen get the width that they have there now: few programs know such lines */
  function look(node, style, name, unit) {
    const value = style.getPropertyValue(name);
    const kept = (node.tagName === "use" && !node.closest(".place")) || style.getPropertyValue("vector-effect") === "non-scaling-stroke";
    if (!kept || !/^stroke-(width|dasharray)$/.test(name)) return value;
    return value.replace(/[\d.]+/g, (number) => (number * unit).toFixed(3));
  }
  function dress(made, tag, name, value) {
    if (!value || PLAIN[name] === value || (LETTERS.has(name) && tag !== "text")) return;
    if ((tag === "g" || tag === "a") && !GROUPED.has(name)) return;
    /* the scale that keeps points and names at their size: as a matrix of numbers */
    if (name === "transform" && made.hasAttribute("transform")) return;
    if (name === "font-weight") value = String(100 * Math.round(value / 100 - 0.01)); /* few programs know those between */
    const [, colour, alpha] = value.match(/^rgba\((.+), ([\d.]+)\)$/) ?? [];
    if (colour) made.setAttribute(`${name}-opacity`, alpha);
    made.setAttribute(name, colour ? `rgb(${colour})` : value.replace(/url\("?[^"#)]*(#[^")]+)"?\)/, "url($1)"));
  }
  const lines = (words, size, weight, width) => {
    const paper = document.createElement("canvas").getContext("2d");
    paper.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    const made = [];
    for (const word of words.split(/\s+/).filter(Boolean)) {
      const longer = made.length ? `${made.at(-1)} ${word}` : word;
      if (made.length && paper.measureText(longer).width <= width) made[made.length - 1] = longer;
      else made.push(word);
    }
    return made;
  };
  /* shapes that outline a region point to it by its id: as paths of their own, they are drawn alike by every program */
  function resolved(map) {
    for (const use of map.querySelectorAll("use")) {
      const path = element("path", { d: document.querySelector(use.getAttribute("href")).getAttribute("d"), "fill-rule": "evenodd" });
      for (const { name, value } of use.attributes) if (name !== "href") path.setAttribute(name, value);
      use.replaceWith(path);
    }
    return map;
  }
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  function swatch(mark, x, y) {
    const style = getComputedStyle(mark);
    const fill = mark.classList.contains("missing") ? "url(#no-data)" : mark.classList.contains("unknown") ? "url(#not-known)" : style.backgroundColor;
    const point = [...mark.classList].map((kind) => document.getElementById(`mark-${kind}`)).find(Boolean);
    if (point) return element("path", { d: point.getAttribute("d"), transform: `translate(${x + 12} ${y - 5})`, fill });
    if (mark.classList.contains("outline")) return element("line", { x1: x, x2: x + 24, y1: y - 5, y2: y - 5, stroke: style.borderTopColor, "stroke-width": 2, "stroke-dasharray": "4 3" });
    return element("rect", { x, y: y - 12, width: 24, height: 15, rx: 2, fill, stroke: token("--ink"), "stroke-opacity": .18 });
  }
  /* title, the map, the legend below it, the source: an SVG that needs nothing else */
  function drawing({ title, source }) {
    const svg = document.getElementById("map-svg"), around = svg.getBoundingClientRect();
    const EDGE = 28, width = Math.max(640, Math.round(around.width)), height = Math.round((around.height * width) / around.width);
    /* lines and names have the size on the picture that they have on the screen */
    const before = svg.style.getPropertyValue("--unit"), unit = (before * around.width) / width;
    svg.style.setProperty("--unit", unit);
    const map = resolved(copy(svg, unit));
    svg.style.setProperty("--unit", before);
    const ink = token("--ink"), quiet = token("--quiet");
    const sheet = element("svg", { xmlns: NS });
    const family = getComputedStyle(document.body).fontFamily;
    sheet.setAttribute("font-family", family);
    let y = EDGE - 6;
    const write = (words, size, weight, fill, x = EDGE, wide = width - 2 * EDGE) => {
      for (const line of lines(words, size, weight, wide)) {
        y += size * 1.3;
        sheet.append(element("text", { x, y, "font-size": size, "font-weight": weight, fill }, line));
      }
    };
    const ground = sheet.appendChild(element("rect", { x: 0, y: 0, fill: token("--paper") }));
    const legend = document.getElementById("legend");
    write(title, 24, 700, ink);
    const said = (name) => legend?.querySelector(`.legend-${name}`)?.textContent ?? "";
    const below = [title.startsWith(said("title")) ? "" : said("title"), said("unit")].filter(Boolean).join(", ");
    if (below) write(below, 15, 400, quiet);
    y += 16;
    const seen = svg.viewBox.baseVal, window = element("clipPath", { id: "seen" });
    window.append(element("rect", { x: 0, y, width, height }));
    const placed = element("g", { transform: `translate(${width / 2} ${y + height / 2}) scale(${1 / unit}) translate(${-seen.x - seen.width / 2} ${-seen.y - seen.height / 2})` });
    const cut = element("g", { "clip-path": "url(#seen)" });
    placed.append(...map.childNodes);
    cut.append(placed);
    sheet.append(window, cut);
    y += height + 12;
    const sizer = document.createElement("canvas").getContext("2d");
    sizer.font = `400 15px ${family}`;
    let x = EDGE;
    y += 16;
    for (const row of legend?.querySelectorAll("li") ?? []) {
      const words = row.lastElementChild.textContent, wide = 32 + sizer.measureText(words).width;
      if (x > EDGE && x + wide > width - EDGE) { x = EDGE; y += 24; }
      sheet.append(swatch(row.firstElementChild, x, y), element("text", { x: x + 32, y, "font-size": 15, fill: ink }, words));
      x += wide + 26;
    }
    y += 8;
    for (const remark of legend?.querySelectorAll(".legend-rule") ?? []) write(remark.textContent, 13, 400, quiet);
    write(source, 13, 400, quiet);
    const whole = Math.ceil(y + EDGE);
    ground.setAttribute("width", width);
    ground.setAttribute("height", whole);
    for (const [name, value] of Object.entries({ width, height: whole, viewBox: `0 0 ${width} ${whole}`, role: "img", "aria-label": title })) sheet.setAttribute(name, value);
    return { width, height: whole, text: new XMLSerializer().serializeToString(sheet) };
  }
  async function painted(made) {
    const scale = Math.max(2, Math.min(4, 2000 / made.width));
    const image = new Image();
    const url = URL.createObjectURL(new Blob([made.text], { type: "image/svg+xml" }));
    try {
      await new Promise((done, failed) => { image.onload = done; image.onerror = failed; image.src = url; });
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(made.width * scale);
      canvas.height = Math.round(made.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise((done) => canvas.toBlob(done, "image/png"));
    } finally { URL.revokeObjectURL(url); }
  }
  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\W+/g, " ").trim().toLowerCase().replace(/ /g, "-").slice(0, 80);
  async function give(button) {
    const kind = button.dataset.picture;
    const made = window.s3mapTheme.onPaper(() => drawing(button.dataset));
    const blob = kind === "svg" ? new Blob([made.text], { type: "image/svg+xml" }) : await painted(made);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `s3-map_${plain(button.dataset.title)}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
})();
