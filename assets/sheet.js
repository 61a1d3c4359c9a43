/* The panel on a small screen: a sheet of three heights over the map, on a tablet a sheet beside it that can be put away.
   Its handle is drawn with a finger, clicked, or moved with the arrow keys. Without this script the sheet stands still, half open. */
(() => {
  "use strict";
  const stage = document.getElementById("stage");
  const sheet = document.getElementById("sheet");
  const handle = document.getElementById("sheet-handle");
  if (!handle) return;
  const HEIGHTS = ["peek", "half", "full"];
  const beside = matchMedia("(min-width: 761px)");
  const known = () => (beside.matches ? HEIGHTS.slice(0, 2) : HEIGHTS);
  const height = () => (known().includes(stage.dataset.sheet) ? stage.dataset.sheet : "half");

  /* a click shows more, and after the whole panel the map */
  function show(wanted) {
    stage.dataset.sheet = wanted;
    sheet.style.height = "";
    const next = beside.matches && wanted === "half" ? "close" : wanted;
    handle.setAttribute("aria-label", handle.dataset[next]);
    handle.setAttribute("aria-expanded", String(wanted !== "peek"));
  }
  const step = (by) => show(known()[Math.max(0, Math.min(known().length - 1, known().indexOf(height()) + by))]);
  const turn = () => show(known()[(known().indexOf(height()) + 1) % known().length]);

  /* ---- drawn with a finger: it follows, and comes to rest at the height that is nearest ---- */
  let drawn = null;
  handle.addEventListener("pointerdown", (event) => {
    if (event.button || beside.matches) return;
    handle.setPointerCapture(event.pointerId);
    drawn = { from: event.clientY, height: sheet.offsetHeight, moved: false };
  });
  handle.addEventListener("pointermove", (event) => {
    if (!drawn) return;
    const up = drawn.from - event.clientY;
    if (!drawn.moved && Math.abs(up) < 6) return;
    drawn.moved = true;
    stage.classList.add("drawing");
    sheet.style.height = `${Math.max(handle.offsetHeight, Math.min(stage.offsetHeight, drawn.height + up))}px`;
  });
  function rest() {
    const { moved } = drawn ?? {};
    drawn = null;
    if (!moved) return false;
    const at = sheet.offsetHeight;
    sheet.style.height = "";
    const before = height();
    const far = known().map((name) => {
      stage.dataset.sheet = name;
      return [Math.abs(sheet.offsetHeight - at), name];
    }).sort((a, b) => a[0] - b[0]);
    stage.dataset.sheet = before;
    stage.classList.remove("drawing");
    show(far[0][1]);
    return true;
  }
  let ended = false;
  handle.addEventListener("pointerup", () => { ended = rest(); });
  handle.addEventListener("pointercancel", () => { rest(); });
  handle.addEventListener("click", () => { if (!ended) turn(); ended = false; });
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1, ArrowLeft: beside.matches ? 1 : 0, ArrowRight: beside.matches ? -1 : 0 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });

  /* what has been put away comes back for what is chosen, and for whoever comes to it with the keyboard;
     beside the list of regions it waits, on a phone, until one is chosen */
  const open = () => { if (height() === "peek") show("half"); };
  const listed = () => !beside.matches && Boolean(document.getElementById("region-list")?.childElementCount);
  let region = document.getElementById("region-panel").dataset.region;
  let list = listed();
  document.addEventListener("s3map:view", ({ detail }) => {
    if (detail.region && detail.region !== region) open();
    else if (!detail.region && listed() && !list) show("peek");
    else if (!listed() && list) open();
    region = detail.region;
    list = listed();
  });
  document.getElementById("region-panel").addEventListener("focusin", open);
  beside.addEventListener("change", () => show(height()));
  handle.hidden = false;
  show(list && !region ? "peek" : "half");
})();
