// Given a region's <a>: the point on the screen deepest inside its shape that is on screen and not covered,
// {x, y} in CSS pixels, or {covered: what lies over it}.
link => {
  const STEPS = 24;
  let best = null;
  let over = null;
  for (const shape of [link, ...link.querySelectorAll('path')].filter(element => element.isPointInFill)) {
    const box = shape.getBBox();
    const matrix = shape.getScreenCTM();
    const point = (i, j) =>
      new DOMPoint(box.x + (box.width * (i + 0.5)) / STEPS, box.y + (box.height * (j + 0.5)) / STEPS);
    const grid = Array.from({length: STEPS}, (_, i) =>
      Array.from({length: STEPS}, (_, j) => shape.isPointInFill(point(i, j))));
    const inside = (i, j) => grid[i]?.[j] ?? false;
    for (let i = 0; i < STEPS; i++) {
      for (let j = 0; j < STEPS; j++) {
        if (!inside(i, j)) continue;
        let depth = 1;
        while (inside(i - depth, j) && inside(i + depth, j) && inside(i, j - depth) && inside(i, j + depth)) depth++;
        const {x, y} = point(i, j).matrixTransform(matrix);
        const hit = document.elementFromPoint(x, y);
        if (!hit || !link.contains(hit)) over = hit ?? over;
        else if (!best || depth > best.depth) best = {x, y, depth};
      }
    }
  }
  if (best) return best;
  return {covered: over ? over.cloneNode(false).outerHTML.slice(0, 200) : 'nothing: it is off screen'};
}
