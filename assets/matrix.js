/* The matrix by keyboard: it is one stop of the Tab key, the arrow keys go on to the next link in that direction,
   and the names of the row and the column that one is in stand out. Without this script every link is a stop. */
(() => {
  "use strict";
  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const table = () => document.querySelector("table.matrix");
  const links = () => [...table().querySelectorAll("a")];
  const linkAt = (rows, x, y) => rows[y]?.cells[x]?.querySelector("a");

  function stopAt(link) {
    for (const other of links()) other.tabIndex = other === link ? 0 : -1;
  }
  function begin() {
    if (table()) stopAt(table().querySelector("tbody td > a") ?? links()[0]);
  }
  /* the next link in a direction, however far; going sideways stays in the row, up and down in the column */
  function next(cell, [dx, dy]) {
    const rows = [...table().rows];
    let x = cell.cellIndex + dx;
    let y = rows.indexOf(cell.parentElement) + dy;
    while (rows[y]?.cells[x]) {
      const link = linkAt(rows, x, y);
      if (link) return link;
      x += dx;
      y += dy;
    }
    return null;
  }
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("table.matrix :is(td, th)");
    const step = STEPS[event.key];
    if (!cell || !step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const link = next(cell, step);
    if (!link) return;
    stopAt(link);
    link.focus();
  });

  let lit = null;
  function light(event) {
    const cell = event.target.closest?.("table.matrix tbody td");
    const name = cell ? table().rows[0].cells[cell.cellIndex] : null;
    if (name === lit) return;
    lit?.classList.remove("lit");
    name?.classList.add("lit");
    lit = name;
  }
  document.addEventListener("pointerover", light);
  document.addEventListener("focusin", (event) => {
    light(event);
    const link = event.target.closest?.("table.matrix a");
    if (!link) return;
    stopAt(link);
    /* the browser itself leaves a cell that is half in sight where it is, which may be below the names at the side */
    if (link.closest("td, .name") && link.matches(":focus-visible")) link.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("s3map:view", begin);
  begin();
})();
