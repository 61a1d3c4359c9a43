/* Where nothing can be fetched, a quiet line says so. Views that have been seen are shown again from memory, one that
   has not is tried for until it comes. Nothing that is on the page is taken away. */
(() => {
  "use strict";
  if (location.protocol === "file:") return;   /* a copy in a folder needs no connection */
  const line = document.querySelector("#connection p");
  const body = document.body;
  const SHORTEST_PAUSE = 2000, LONGEST_PAUSE = 15000, KEPT = 60;
  const here = () => location.pathname + location.search;
  let again = null;     /* fetches the view of the address; there is one that has not come */
  let gone = false;
  let pause = 0, timer = null;

  /* ---- what has been seen ---- */
  const seen = new Map();
  const first = here();
  function keep(view, address) {
    seen.delete(address);
    seen.set(address, view);
    if (seen.size > KEPT) seen.delete(seen.keys().next().value);
  }
  /* the first view came as a page: once another has been fetched, it is asked for too, since Back leads to it */
  async function keepFirst() {
    if (seen.has(first)) return;
    seen.set(first, null);
    try {
      const answer = await fetch(`/view${first}`, { priority: "low" });
      if (answer.ok) { keep(await answer.json(), first); return; }
    } catch { /* it is asked for again after the next view */ }
    seen.delete(first);
  }
  document.addEventListener("s3map:view", ({ detail }) => {
    if (!detail || gone) return;
    keep(detail, here());
    keepFirst();
  });

  /* ---- the line ---- */
  function say(words) {
    if (line.textContent !== line.dataset[words]) line.textContent = line.dataset[words];
    line.hidden = false;
  }
  function lost(fetchAgain) {
    gone = true;
    const kept = fetchAgain && seen.get(here());
    if (kept) window.s3mapView.show(kept);
    again = fetchAgain && !kept ? fetchAgain : null;
    body.classList.toggle("awaiting", Boolean(again));
    say(again ? "waiting" : "lost");
    clearTimeout(timer);
    timer = setTimeout(tryAgain, pause || SHORTEST_PAUSE);
  }
  async function tryAgain() {
    clearTimeout(timer);
    pause = Math.min(2 * (pause || SHORTEST_PAUSE), LONGEST_PAUSE);
    if (again) { again(); return; }
    try { if ((await fetch("/healthz", { cache: "no-store" })).ok) { found(); return; } } catch { /* not yet */ }
    lost(null);
  }
  function found() {
    clearTimeout(timer);
    pause = 0;
    again = null;
    body.classList.remove("awaiting");
    if (!gone) return;
    gone = false;
    line.hidden = true;
    window.s3mapView.tell(line.dataset.back);
    document.dispatchEvent(new CustomEvent("s3map:back"));
  }
  document.addEventListener("s3map:offline", ({ detail }) => lost(detail.again));
  /* a view can also come from the browser's own store: whether the server is there, only the server says */
  document.addEventListener("s3map:online", () => {
    if (!gone) return;
    again = null;
    body.classList.remove("awaiting");
    tryAgain();
  });
  window.addEventListener("offline", () => { if (!gone) lost(null); });
  window.addEventListener("online", () => { if (gone) tryAgain(); });

  /* a link that would leave the page for the browser's own error is not followed */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!gone || !link || event.defaultPrevented) return;
    const url = new URL(link.getAttribute("href"), location.href);
    if (url.origin !== location.origin || (url.pathname === location.pathname && !link.hasAttribute("download"))) return;
    event.preventDefault();
    say("elsewhere");
  }, true);
  if (!navigator.onLine) lost(null);
})();
