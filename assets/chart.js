/* The charts: each figure of the page is drawn by Plotly when it comes near the screen, and given out as a picture.
   What is shown is in the page as words and as a table from the start; the drawing takes the place of the words. */
(() => {
  "use strict";
  const source = document.currentScript.dataset.plotly;
  const drawn = new Set();
  let library = null;
  const plotly = () => (library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    /* in a copy in a folder it lies packed */
    if (window.s3mapKit) window.s3mapKit.unpack(source).then((url) => { script.src = url; }, failed);
    else script.src = source;
    script.onload = () => done(window.Plotly);
    script.onerror = () => { library = null; failed(new Error("the drawing library did not come")); };
    document.head.append(script);
  }));

  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const onPaper = (make) => window.s3mapTheme.onPaper(make);
  /* the colours that figures are made of, those of paper; on the screen each stands for the theme's own */
  const OF_FIGURES = ["paper", "ink", "quiet", "grey", "line", "deep", "c1", "c2", "c3", "c4", "c5", "s1", "s2", "s3", "s4"];
  const worn = new Map();
  function wardrobe() {
    const { theme } = document.documentElement.dataset;
    if (!worn.has(theme)) {
      const plain = (value) => (value.length === 4 ? `#${[...value.slice(1)].map((one) => one + one).join("")}` : value);
      const all = () => OF_FIGURES.map((name) => plain(colour(`--${name}`)));
      const now = all();
      worn.set(theme, new Map(onPaper(all).map((light, n) => [light, now[n]])));
    }
    return worn.get(theme);
  }
  function dressed(part, colours = wardrobe()) {
    if (typeof part === "string") return part.replace(/#[\da-f]{6}\b/gi, (one) => colours.get(one) ?? one);
    if (Array.isArray(part)) return part.map((one) => dressed(one, colours));
    if (part && typeof part === "object") return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, dressed(one, colours)]));
    return part;
  }
  /* an axis of years has a whole year at each mark, written without a thousands separator */
  function years(data) {
    const values = data.flatMap((trace) => trace.x ?? []);
    if (!values.length || !values.every((value) => Number.isInteger(value) && value > 1990 && value < 2100)) return {};
    const span = Math.max(...values) - Math.min(...values);
    return { tickformat: "d", dtick: span <= 8 ? 1 : span <= 16 ? 2 : 5 };
  }
  const axis = (given, size) => ({
    automargin: true, gridcolor: colour("--line"), zerolinecolor: colour("--rule"), linecolor: colour("--rule"), ticks: "", ...given,
    title: { standoff: 10, ...given?.title, font: { size } },
  });
  /* the look that all charts share; what the figure says itself comes last */
  function layoutOf(figure, size, separators) {
    const given = figure.layout ?? {};
    const layout = {
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", separators, dragmode: false, hovermode: "closest",
      bargap: 0.28, ...given,
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", ...given.legend },
      margin: { l: 8, r: 12, t: 12, b: 8, ...given.margin },
      font: { family: getComputedStyle(document.body).fontFamily, size, color: colour("--ink") },
      hoverlabel: { bgcolor: colour("--paper"), bordercolor: colour("--ink"), font: { color: colour("--ink"), size }, align: "left" },
    };
    layout.xaxis ??= {};
    layout.yaxis ??= {};
    for (const name of Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key))) {
      layout[name] = axis({ ...(name.startsWith("x") ? years(figure.data) : {}), ...layout[name] }, size);
    }
    return layout;
  }
  const figureOf = (element) => JSON.parse(element.dataset.figure);

  const running = new WeakMap();
  function draw(element) {
    const place = element.querySelector(".plot");
    if (place && !drawn.has(place)) running.set(place, drawIn(place, element));
    return running.get(place);
  }
  async function drawIn(place, element) {
    drawn.add(place);
    try {
      const Plotly = await plotly();
      if (!place.isConnected) return;
      const figure = dressed(figureOf(element));
      place.replaceChildren();
      await Plotly.newPlot(place, figure.data, layoutOf(figure, 0.8 * rem(), element.dataset.separators), {
        displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false,
      });
      place.dataset.drawn = "1";
    } catch (error) {
      drawn.delete(place);
      if (place.isConnected) throw error;
    }
  }
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) { near.unobserve(target); draw(target); }
    }
  }, { rootMargin: "400px" });
  const figures = () => document.querySelectorAll("figure.chart[data-figure]");
  function look() {
    for (const place of drawn) {
      if (!place.isConnected) { window.Plotly?.purge(place); drawn.delete(place); }
    }
    for (const element of figures()) if (element.querySelector(".plot")) near.observe(element);
  }
  for (const event of ["s3map:view", "s3map:back"]) document.addEventListener(event, look);
  look();

  /* paper: drawn again for the width of a page or of half a page, then scaled to the place found there */
  const PAPER = { whole: 690, half: 335, size: 9.5 };
  const again = (place, size, sizes) => {
    const element = place.closest("figure");
    const figure = dressed(figureOf(element));
    return window.Plotly.react(place, figure.data, { ...layoutOf(figure, size, element.dataset.separators), ...sizes });
  };
  const printed = () => [...drawn].filter((place) => place.isConnected && place.dataset.drawn);
  window.addEventListener("beforeprint", () => {
    /* a comparison is set in small print */
    const more = document.querySelector(".comparison") ? 1.5 : 1;
    for (const place of printed()) {
      const half = Boolean(place.closest(".charts"));
      const height = Number(place.closest("figure").dataset.height) * (half ? 0.7 : 0.8);
      const sizes = { width: more * (half ? PAPER.half : PAPER.whole), height, autosize: false };
      onPaper(() => again(place, PAPER.size, sizes));
      for (const svg of place.querySelectorAll("svg.main-svg")) svg.setAttribute("viewBox", `0 0 ${sizes.width} ${sizes.height}`);
    }
  });
  document.addEventListener("s3map:theme", () => { for (const place of printed()) again(place, 0.8 * rem(), { autosize: true }); });
  window.addEventListener("afterprint", () => {
    for (const place of printed()) {
      again(place, 0.8 * rem(), { autosize: true });
      for (const svg of place.querySelectorAll("svg.main-svg")) svg.removeAttribute("viewBox");
    }
  });
  window.s3mapCharts = { every: () => Promise.all([...figures()].map(draw)) };

  /* ---- the picture: title, drawing with its legend, remark, source and date, on white ---- */
  const WIDTH = 1200, EDGE = 36, SCALE = 2;
  async function picture(element) {
    const Plotly = await plotly();
    const figure = figureOf(element);
    const { title, source: words, separators, height } = element.dataset;
    const remark = element.querySelector(":scope > .note")?.textContent ?? "";
    const inner = { width: WIDTH - 2 * EDGE, height: Math.round(Number(height) * 1.2) };
    const [layout, ink, quiet, white] = onPaper(() => [
      { ...layoutOf(figure, 15, separators), ...inner }, ...["--ink", "--quiet", "--paper"].map(colour),
    ]);
    const url = await Plotly.toImage({ data: figure.data, layout }, { format: "png", ...inner, scale: SCALE });
    const drawing = await new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => done(image);
      image.onerror = failed;
      image.src = url;
    });
    const canvas = document.createElement("canvas");
    const paper = canvas.getContext("2d");
    const { fontFamily } = getComputedStyle(document.body);
    const block = (text, size, weight, ink) => {
      paper.font = `${weight} ${size}px ${fontFamily}`;
      const lines = [];
      for (const word of text.split(" ").filter(Boolean)) {
        const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
        if (lines.length && paper.measureText(longer).width <= inner.width) lines[lines.length - 1] = longer;
        else lines.push(word);
      }
      return { lines, size, font: paper.font, ink, height: lines.length * size * 1.35 };
    };
    const head = block(title, 26, 700, ink);
    const foot = [block(remark, 15, 400, quiet), block(words, 15, 400, quiet)];
    canvas.width = WIDTH * SCALE;
    canvas.height = SCALE * (EDGE + head.height + 14 + inner.height + 14 + foot[0].height + foot[1].height + EDGE);
    paper.scale(SCALE, SCALE);
    paper.fillStyle = white;
    paper.fillRect(0, 0, canvas.width, canvas.height);
    let y = EDGE;
    const write = ({ lines, size, font, ink }) => {
      paper.font = font;
      paper.fillStyle = ink;
      for (const line of lines) { paper.fillText(line, EDGE, y + size); y += size * 1.35; }
    };
    write(head);
    paper.drawImage(drawing, EDGE, y + 14, inner.width, inner.height);
    y += inner.height + 28;
    foot.forEach(write);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await new Promise((done) => canvas.toBlob(done, "image/png")));
    link.download = `s3-map_${element.id.replace("chart-", "")}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-png]");
    if (button) picture(button.closest("figure")).catch(() => window.s3mapView.tell(document.body.dataset.failed));
  });
  })();
