/* The order of the compared regions by dragging one onto another's place. The address owns the order: this only asks for
   another. Arrows beside each name do the same by click, keyboard and touch. */
(() => {
  "use strict";
  let dragged = null;
  const place = (node) => node.closest?.(".compared > li");
  const clear = () => {
    for (const item of document.querySelectorAll(".compared > li")) item.classList.remove("dragged", "target");
  };
  document.addEventListener("dragstart", (event) => {
    dragged = place(event.target);
    if (!dragged) return;
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.code);
  });
  document.addEventListener("dragover", (event) => {
    const target = dragged && place(event.target);
    if (!target) return;
    event.preventDefault();
    for (const item of target.parentElement.children) item.classList.toggle("target", item === target && item !== dragged);
  });
  document.addEventListener("drop", (event) => {
    const target = dragged && place(event.target);
    if (!target) return;
    event.preventDefault();
    const items = [...target.parentElement.children];
    const codes = items.map((item) => item.dataset.code);
    const [moved] = codes.splice(items.indexOf(dragged), 1);
    codes.splice(items.indexOf(target), 0, moved);
    if (target !== dragged) window.s3mapView.change({ with: codes.join(",") });
  });
  document.addEventListener("dragend", () => { dragged = null; clear(); });

  /* whoever moved a region with the keyboard goes on from the same arrow, or from the next that is left */
  let tool = null;
  document.addEventListener("click", (event) => { tool = event.target.closest(".tool")?.dataset.tool ?? null; }, true);
  document.addEventListener("s3map:view", () => {
    if (!tool || document.activeElement !== document.body) return;
    const code = tool.split(" ")[1];
    const same = document.querySelector(`.tool[data-tool="${tool}"]`);
    (same ?? document.querySelector(`.tool[data-tool$=" ${code}"]`) ?? document.querySelector(".tool"))?.focus();
    tool = null;
  });
})();
