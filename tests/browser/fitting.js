/* What a page may not do in a small window, under a finger, with text spaced wide or with the keyboard: each function lists where it does. */
(() => {
  const NAMES = (element) => {
    const own = (node) => node.tagName.toLowerCase() + (node.id ? `#${node.id}` : node.classList?.length ? `.${[...node.classList].join(".")}` : "");
    const words = (element.getAttribute("aria-label") || element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.parentElement ? `${own(element.parentElement)} > ` : ""}${own(element)} "${words}"`;
  };
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex^='-'])";
  const scrolls = (element, way) => /auto|scroll/.test(getComputedStyle(element)[`overflow${way}`]);
  function above(element, test) {
    for (let up = element.parentElement; up; up = up.parentElement) if (test(up)) return up;
    return null;
  }
  /* only for those who do not see the page: cut away to nothing */
  const unseen = (element) => Boolean(above({ parentElement: element }, (up) => {
    const style = getComputedStyle(up);
    return style.clipPath.startsWith("inset(50%") || Number(style.opacity) === 0;
  }));
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !unseen(element);
  const clips = (element, way) => /auto|scroll|hidden|clip/.test(getComputedStyle(element)[`overflow${way}`]);
  /* the part of a box that what holds it leaves to be seen; null where that is nothing */
  function seen(box, element, scrolled = false) {
    let { left, right, top, bottom } = box;
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (scrolled && (scrolls(up, "X") || scrolls(up, "Y"))) break;
      const room = up.getBoundingClientRect();
      if (clips(up, "X")) [left, right] = [Math.max(left, room.left), Math.min(right, room.right)];
      if (clips(up, "Y")) [top, bottom] = [Math.max(top, room.top), Math.min(bottom, room.bottom)];
      if (/fixed/.test(getComputedStyle(up).position)) break;
    }
    return right - left > 1 && bottom - top > 1 ? { left, right, top, bottom, width: right - left, height: bottom - top } : null;
  }

  /* what makes the page wider than the window */
  function wide() {
    const room = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= room) return [];
    return [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      const holder = element.offsetParent;
      return box.width && box.right > room + 1 && element.checkVisibility() && !above(element, (up) => (!holder || holder.contains(up) || up.contains(holder)) && /auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX) && !(holder?.contains(up) && holder !== up && getComputedStyle(element).position === "absolute"));
    }).map((element) => `${NAMES(element)} ends at ${Math.round(element.getBoundingClientRect().right)}`).slice(0, 8)
      .concat(`the page is ${document.scrollingElement.scrollWidth} wide`);
  }

  /* targets under 24 by 24 pixels that another target comes too near to; links within a sentence are excepted, and so is the map, where
     the place is what counts, and whose regions are all in the find box and in the list (2.5.8) */
  function small() {
    const within = (element) => {
      if (getComputedStyle(element).display !== "inline") return false;
      const block = above(element, (up) => getComputedStyle(up).display !== "inline");
      const others = [...block.childNodes].filter((node) => !(node.nodeType === 1 && (node === element || node.contains(element) || node.matches(FOCUSABLE))));
      return others.some((node) => node.textContent.trim().length > 1 && (node.nodeType === 3 || /inline/.test(getComputedStyle(node).display)));
    };
    const targets = [...document.querySelectorAll(FOCUSABLE)].filter((element) => shown(element) && !element.closest("#map-svg, [inert]") && !element.matches(":disabled, .ag-row")).map((element) => {
      const boxes = [...element.getClientRects()].filter((box) => box.width && box.height && seen(box, element, true));
      if (!boxes.length) return null;
      const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
      const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
      /* the words of a control are part of it */
      const label = element.matches("input[type=checkbox], input[type=radio]") && element.closest("label")?.getBoundingClientRect();
      const box = label || { left, right, top, bottom };
      const pane = above(element, (up) => scrolls(up, "X") || scrolls(up, "Y") || /fixed|sticky/.test(getComputedStyle(up).position));
      return { element, box, boxes, pane, small: box.right - box.left < 23.9 || box.bottom - box.top < 23.9, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    }).filter(Boolean);
    const near = (a, b) => {
      if (a.element.contains(b.element) || b.element.contains(a.element)) return false;
      /* the box around a slanted name is larger than the name */
      if (b.element.matches(".slant") || a.pane !== b.pane) return false;
      if (b.small && Math.hypot(a.x - b.x, a.y - b.y) < 23.9) return true;
      return b.boxes.some((box) => Math.hypot(a.x - Math.max(box.left, Math.min(a.x, box.right)), a.y - Math.max(box.top, Math.min(a.y, box.bottom))) < 11.9);
    };
    return targets.filter((target) => target.small && !within(target.element)).map((target) => {
      const other = targets.find((one) => one !== target && near(target, one));
      return other && `${NAMES(target.element)} (${Math.round(target.box.right - target.box.left)} x ${Math.round(target.box.bottom - target.box.top)}) near ${NAMES(other.element)}`;
    }).filter(Boolean);
  }

  /* what can have the focus and then is not seen at all, since something lies over it or cuts it off (2.4.11) */
  async function hidden() {
    const found = [];
    const inSight = (element) => [...element.getClientRects()].map((box) => seen(box, element)).filter(Boolean).some((box) => {
      const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
      const width = Math.min(box.right, innerWidth) - left, height = Math.min(box.bottom, innerHeight) - top;
      return width > 0 && height > 0 && [0.1, 0.3, 0.5, 0.7, 0.9].some((x) => [0.1, 0.3, 0.5, 0.7, 0.9].some((y) => {
        const at = document.elementFromPoint(left + width * x, top + height * y);
        return at && (element.contains(at) || at.contains(element) || at.closest("label")?.control === element);
      }));
    });
    /* a list of choices that opened for the one before takes a moment to close */
    const moment = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (const element of document.querySelectorAll(FOCUSABLE)) {
      if (!shown(element) || element.closest("#map-svg, [inert]") || element.matches(":disabled")) continue;
      element.focus();
      if (document.activeElement !== element) continue;
      if (inSight(element)) continue;
      await moment();
      if (!inSight(element)) found.push(NAMES(element));
    }
    document.activeElement?.blur();
    return found;
  }

  /* ---- text ---- */
  function* words(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (node.textContent.trim() && parent && shown(parent) && !parent.closest("svg, option, script, style, textarea, .plot")) yield node;
    }
  }
  function lines(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  }
  /* text that a box cuts off and that cannot be scrolled to; what is shortened on purpose ends in three dots and is whole where it leads */
  function cut() {
    const found = new Set();
    for (const node of words(document.body)) {
      const holder = above(node, (up) => {
        const style = getComputedStyle(up);
        return up !== document.body && up !== document.documentElement && (/hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY));
      });
      if (!holder) continue;
      const style = getComputedStyle(holder);
      if (style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis" || holder.matches(".ag-cell, .ag-cell-wrapper, .ag-cell-value")) continue;
      if (above(node, (up) => holder.contains(up) && up !== holder && (scrolls(up, "X") || scrolls(up, "Y")))) continue;
      const room = holder.getBoundingClientRect();
      const x = /hidden|clip/.test(style.overflowX), y = /hidden|clip/.test(style.overflowY);
      if (lines(node).some((box) => (x && (box.right > room.right + 2 || box.left < room.left - 2)) || (y && (box.bottom > room.bottom + 3 || box.top < room.top - 3)))) {
        found.add(`${NAMES(holder)} cuts off "${node.textContent.trim().slice(0, 40)}"`);
      }
    }
    return [...found];
  }
  /* text that lies on other text */
  function overlaid() {
    const layer = (element) => above({ parentElement: element }, (up) => /fixed|sticky|absolute/.test(getComputedStyle(up).position)) ?? document.body;
    const pieces = [];
    for (const node of words(document.body)) {
      const own = layer(node.parentElement);
      for (const box of lines(node).map((line) => seen(line, { parentElement: node.parentElement })).filter(Boolean)) pieces.push({ node, own, left: box.left, right: box.right, top: box.top + box.height * 0.2, bottom: box.bottom - box.height * 0.2 });
    }
    pieces.sort((a, b) => a.top - b.top);
    const found = new Set();
    pieces.forEach((a, index) => {
      for (let next = index + 1; next < pieces.length && pieces[next].top < a.bottom; next += 1) {
        const b = pieces[next];
        if (a.node === b.node || a.own !== b.own) continue;
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - b.top > 1) found.add(`"${a.node.textContent.trim().slice(0, 30)}" lies on "${b.node.textContent.trim().slice(0, 30)}" in ${NAMES(a.node.parentElement)}`);
      }
    });
    return [...found];
  }
  /* the spacing that a reader may ask for (1.4.12) */
  function put(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  const space = () => put("*, *::before, *::after { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }");
  /* what is laid out only when it is scrolled to counts too */
  put("section { content-visibility: visible !important; }");
  return { wide, small, hidden, cut, overlaid, space };
})()
