/* Where the keyboard stands when a part of the page is replaced. What had the focus keeps it; where it is gone, the focus goes
   back to what led away from this view, or on to what has come in its place. It is never left nowhere. */
(() => {
  "use strict";
  const here = () => location.pathname + location.search;
  const seen = (element) => element.getClientRects().length > 0;
  const words = (element) => element.getAttribute("aria-label") ?? element.textContent.trim();
  const alike = (place, { tag, look }) => [...place.getElementsByTagName(tag)].filter((element) => element.getAttribute("class") === look);
  const ancestors = (element) => (element.parentElement ? [element.parentElement, ...ancestors(element.parentElement)] : []);

  /* what has the focus, told so that it can be found again among new elements; `replaced`: ids of what will be new */
  function describe(replaced = []) {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const told = {
      element, around: ancestors(element), id: element.id, code: element.closest("#map-svg") && element.dataset.nuts, tag: element.tagName,
      look: element.getAttribute("class"), words: words(element), href: element.getAttribute("href"), keyed: element.matches(":focus-visible"),
    };
    const part = told.around.find(({ id }) => replaced.includes(id));
    return { ...told, order: part ? alike(part, told).indexOf(element) : 0 };
  }
  /* the part of the page that it stood in and that is still there */
  const place = (told) => told.around.find((element) => element.isConnected);
  const region = (code) => code && document.querySelector(`#map-svg a[data-nuts="${CSS.escape(code)}"]`);
  function again(told) {
    if (told.element.isConnected) return told.element;
    if (told.code) return region(told.code);
    if (told.id) return document.getElementById(told.id);
    const known = alike(place(told), told);
    return known.find((element) => words(element) === told.words) ?? known.find((element) => element.getAttribute("href") === told.href);
  }
  /* where a part begins, or the page where the part has no heading */
  function beginning(part) {
    if (part.matches("[tabindex]")) return part;
    const heading = part.querySelector("h1, h2") ?? document.querySelector("#region-panel, main h1");
    if (heading && !heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    return heading;
  }
  function reach(element, { keyed }) {
    if (!element || !seen(element)) return false;
    element.focus({ preventScroll: !keyed });
    return document.activeElement === element;
  }

  /* what led away from a view, by its address */
  const left = new Map();
  function leave() {
    const told = describe();
    if (told) left.set(here(), told);
  }
  /* once the new view is on the page; `told` had the focus before it came, `before` was selected then and `now` is */
  function follow(told, before, now) {
    if (!told || told.element.isConnected || document.activeElement !== document.body) return;
    const part = place(told), back = left.get(here());
    const next = before === now ? alike(part, told) : [];
    const ways = [
      () => again(told), () => back && again(back), () => next[Math.min(told.order, next.length - 1)],
      () => !now && region(before), () => beginning(part),
    ];
    ways.some((way) => reach(way(), told));
  }

  /* the controls above the map are made anew where their choices change: the one that is in use stays so, and open */
  const controls = document.getElementById("controls-app");
  let used = "";
  document.addEventListener("focusin", ({ target }) => {
    if (!target.closest("#choices")) used = controls?.contains(target) ? target.id : "";
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!target.closest("#controls-app, #choices")) used = "";
  });
  function keepInUse(changes) {
    if (!used || document.activeElement !== document.body) return;
    const look = `#${CSS.escape(used)}`;
    const before = changes.flatMap(({ removedNodes }) => [...removedNodes]).map((node) => node.querySelector?.(look)).find(Boolean);
    const now = document.querySelector(look);
    if (!before || !now) return;
    now.focus({ preventScroll: true });
    if (before.ariaExpanded === "true") now.click();
  }
  if (controls) new MutationObserver(keepInUse).observe(controls, { childList: true, subtree: true });
  window.s3mapFocus = { describe, leave, follow };
})();
