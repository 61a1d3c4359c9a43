/* The QR code of what is shown, large, for the phones in the room: the key q, or a button with data-qr. */
(() => {
  "use strict";
  const dialog = document.getElementById("qr");
  if (!dialog) return;
  const image = document.getElementById("qr-code"), failed = document.getElementById("qr-failed");
  /* the page in the presenter's frame, where there is one */
  const here = () => window.s3mapPresent?.address() ?? location.pathname + location.search + location.hash;
  const readable = (address) => { try { return decodeURI(address); } catch { return address; } };

  function open(address = here()) {
    if (dialog.open) return;
    failed.hidden = true;
    image.hidden = false;
    image.src = `/qr.svg?for=${encodeURIComponent(address)}`;
    document.getElementById("qr-address").textContent = readable((dialog.dataset.base || location.origin) + address);
    dialog.showModal();
  }
  image.addEventListener("error", () => {
    if (!image.getAttribute("src")) return;
    image.hidden = true;
    failed.hidden = false;
    failed.textContent = dialog.dataset.failed;
  });
  dialog.addEventListener("close", () => image.removeAttribute("src"));
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });
  /* while it is open no key is the page's; heard before the page hears it */
  window.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const asked = plain && event.key.toLowerCase() === "q" && !event.repeat;
    if (dialog.open) {
      event.stopPropagation();
      /* keys that were pressed in another window or frame come as words, for which the browser does not close it */
      if (asked || (event.key === "Escape" && !event.isTrusted)) { event.preventDefault(); dialog.close(); }
      return;
    }
    const target = event.target instanceof Element ? event.target : document.body;
    if (!asked || event.defaultPrevented || target.closest("input, textarea, select, [contenteditable], [role=listbox]")) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  }, true);
  document.addEventListener("click", (event) => { if (event.target.closest("[data-qr]")) open(); });
  window.s3mapQr = { open, close: () => dialog.close() };
})();
