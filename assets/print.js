/* Paper: everything is drawn before it is printed, the map's names get the size of the paper, and each sheet of it
   says where it comes from. */
(() => {
  "use strict";
  const root = document.documentElement;
  const source = document.getElementById("printed");
  const WIDTH = 695, HEIGHT = 530; /* of the map on A4, in CSS pixels */

  /* the address under which others reach the page; a copy in a folder has none */
  const base = source?.dataset.base ?? "";
  const address = () => (base ? base + location.pathname + location.search : "");
  const told = () => { const place = document.getElementById("printed-address"); if (place) place.textContent = address(); };
  document.addEventListener("s3map:view", told);

  const svg = document.getElementById("map-svg");
  let unit = "";
  const set = (name, words) => root.style.setProperty(`--printed-${name}`, JSON.stringify(words));
  window.addEventListener("beforeprint", () => {
    set("title", document.title);
    set("address", address());
    if (!svg || document.body.dataset.page !== "explore") return;
    const { width, height } = svg.viewBox.baseVal;
    unit = svg.style.getPropertyValue("--unit");
    svg.style.setProperty("--unit", Math.max(width / WIDTH, height / HEIGHT).toFixed(4));
  });
  window.addEventListener("afterprint", () => { if (unit) svg.style.setProperty("--unit", unit); unit = ""; });

  /* the charts further down are drawn first, which a browser that is printing does not wait for */
  const ready = async () => { await window.s3mapCharts?.every(); };
  const print = () => ready().catch(() => {}).then(() => window.print());
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    print();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
  window.s3mapPrint = { ready, print };
})();
