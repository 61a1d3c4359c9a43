/* The reader's colours, before anything is painted: the system's, or those chosen in the header. The choice is kept in
   the browser and not in the address, since it is the reader's and not the view's. */
(() => {
  "use strict";
  const KEY = "s3map-theme", CHOICES = ["light", "dark", "contrast"];
  const root = document.documentElement;
  const asks = (query) => matchMedia(`(${query})`);
  const dark = asks("prefers-color-scheme: dark"), more = asks("prefers-contrast: more"), forced = asks("forced-colors: active");
  /* where the browser keeps nothing, the choice holds for this page */
  let held = null;
  function choice() {
    try { held = localStorage.getItem(KEY); } catch { /* see above */ }
    return CHOICES.includes(held) ? held : "system";
  }
  function theme() {
    const chosen = choice();
    if (chosen === "light" || chosen === "dark") return chosen;
    if (chosen === "contrast" || more.matches || forced.matches) return dark.matches ? "contrast-dark" : "contrast";
    return dark.matches ? "dark" : "light";
  }
  function apply() {
    const next = theme();
    if (root.dataset.theme === next) return;
    root.dataset.theme = next;
    document.dispatchEvent(new CustomEvent("s3map:theme"));
  }
  apply();
  for (const query of [dark, more, forced]) query.addEventListener("change", apply);
  /* another window has chosen, or this page comes back as it was left */
  window.addEventListener("storage", ({ key }) => { if (key === KEY || key === null) { apply(); tick(); } });
  window.addEventListener("pageshow", () => { apply(); tick(); });
  /* what is made meanwhile, in one go, has the colours of paper; nothing is painted in between */
  window.s3mapTheme = {
    onPaper(make) {
      const kept = root.dataset.theme;
      root.dataset.theme = "light";
      try { return make(); } finally { root.dataset.theme = kept; }
    },
  };

  /* ---- the menu ---- */
  const menu = () => document.getElementById("display");
  function tick() {
    const chosen = menu()?.querySelector(`input[value="${choice()}"]`);
    if (chosen) chosen.checked = true;
  }
  document.addEventListener("DOMContentLoaded", tick);
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "theme" || !menu()?.contains(target)) return;
    held = target.value;
    try {
      if (held === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, held);
    } catch { /* see above */ }
    apply();
  });
  /* heard before the map, for which Esc clears what is selected */
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu()?.open || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    menu().open = false;
    menu().querySelector("summary").focus();
  }, true);
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, ({ target }) => { if (menu()?.open && !menu().contains(target)) menu().open = false; });
  }
})();
