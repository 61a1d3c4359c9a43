/* The dialog that gives out the code to show a view in another page, with a preview of it. */
(() => {
  "use strict";
  const dialog = document.createElement("dialog");
  dialog.id = "embed-dialog";
  dialog.setAttribute("aria-labelledby", "embed-title");
  /* while it is open no key is the page's: Esc closes it, wherever the focus is, and leaves the page as it is */
  window.addEventListener("keydown", (event) => { if (dialog.open) event.stopPropagation(); }, true);
  const find = (id) => dialog.querySelector(`#embed-${id}`);

  /* a new element each time: another address in the same frame would be a step of the page's Back */
  function frame(address, title, height) {
    const element = document.createElement("iframe");
    element.src = address;
    element.title = title;
    element.width = "100%";
    element.height = height;
    element.style.border = "0";
    element.loading = "lazy";
    return element;
  }
  const chosen = () => find("what").selectedOptions[0];
  /* a height that makes sense; while it is being typed it may not yet */
  function height() {
    const { value, min, max } = find("height");
    return Math.min(Math.max(Math.round(Number(value)) || Number(min), Number(min)), Number(max));
  }
  function write() {
    const { title, address } = chosen().dataset;
    find("code").value = frame(address, title, height()).outerHTML;
  }
  function preview() {
    const made = frame(chosen().value, chosen().dataset.title, height());
    made.loading = "eager";
    find("preview").replaceChildren(made);
  }
  function choose() {
    find("height").value = chosen().dataset.height;
    write();
    preview();
  }
  async function open() {
    let answer;
    try { answer = await fetch(`/embed${location.pathname}${location.search}`); } catch { /* said below */ }
    if (!answer?.ok) { window.s3mapView.tell(document.body.dataset.failed); return; }
    dialog.innerHTML = await answer.text();
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
    choose();
    find("code").focus();
  }
  async function copy(button) {
    try { await navigator.clipboard.writeText(find("code").value); }
    catch { find("code").select(); return; }
    button.textContent = button.dataset.embedCopy;
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-embed-open]")) open();
  });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-embed-copy]");
    if (button) copy(button);
    if (event.target === dialog || event.target.closest("[data-embed-close]")) dialog.close();
  });
  dialog.addEventListener("input", ({ target }) => {
    if (target.id === "embed-what") choose();
    else if (target.id === "embed-height") write();
  });
  dialog.addEventListener("change", ({ target }) => {
    if (target.id !== "embed-height") return;
    target.value = height();
    find("preview").firstElementChild.height = height();
  });
  dialog.addEventListener("focusin", ({ target }) => { if (target.id === "embed-code") target.select(); });
  /* what it was opened from may be hidden by now: then the menu's own button */
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    if (document.activeElement === document.body) document.querySelector("#export > summary")?.focus();
  });
})();
