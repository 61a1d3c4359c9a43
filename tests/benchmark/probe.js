// Runs in the page before its own scripts and notes when things were painted, in milliseconds:
// window.benchmark.marks = {mapVisible, panelUsable, filtersUsable, pageUsable} since navigation, {lit, panel} since the last click on a region.
// A moment counts once the frame that shows it has been handed over: the second animation frame after the change.
(() => {
  const marks = {mapVisible: null, panelUsable: null, filtersUsable: null, pageUsable: null, region: null, lit: null, panel: null};
  const afterPaint = note => requestAnimationFrame(() => requestAnimationFrame(() => note(performance.now())));
  // The marks once those named are set; the page's security policy forbids the driver's own polling
  const reached = (names, region = null) => new Promise((resolve, reject) => {
    const started = performance.now();
    const look = () => {
      if (marks.region === region && names.every(name => marks[name] !== null)) resolve(marks);
      else if (performance.now() - started > 60_000) reject(new Error(`not reached: ${names} ${JSON.stringify(marks)}`));
      else setTimeout(look, 50);
    };
    look();
  });
  const painted = () => new Promise(afterPaint);
  window.benchmark = {marks, reached, painted};

  const mapVisible = () => {
    const shape = document.querySelector('#map a[data-nuts] path');
    return shape !== null && shape.getBoundingClientRect().width > 0;
  };
  // The panel comes with the first answer; it is usable once the script that answers its links runs (view.js)
  const panelUsable = () =>
    Boolean(document.querySelector('#region-panel')?.textContent.trim()) && Boolean(window.dash_clientside?.s3map);
  const filtersUsable = () => document.querySelector('#control-find') !== null;
  // A page of analysis is usable once its links are answered and every chart on the screen is drawn
  const pageUsable = () =>
    document.querySelector('main h1') !== null && Boolean(window.dash_clientside?.s3map) &&
    document.readyState !== 'loading' &&
    [...document.querySelectorAll('figure.chart .plot')].every(
      plot => plot.dataset.drawn || !plot.getClientRects().length || plot.getBoundingClientRect().top > innerHeight);
  const waiting = {mapVisible, panelUsable, filtersUsable, pageUsable};
  const watchFrames = () => {
    for (const [name, reached] of Object.entries(waiting)) {
      if (!reached()) continue;
      delete waiting[name];
      requestAnimationFrame(() => { marks[name] = performance.now(); });  // this frame shows it, the next follows it
    }
    if (Object.keys(waiting).length) requestAnimationFrame(watchFrames);
  };
  requestAnimationFrame(watchFrames);

  const lit = code => document.querySelector(`#map a[data-nuts="${code}"][aria-current="true"]`);
  const panel = code => document.querySelector(`#region-panel[data-region="${code}"] #panel-profile`);
  addEventListener('click', event => {
    const link = event.target.closest?.('#map a[data-nuts]');
    if (!link) return;
    const code = link.dataset.nuts;
    const expected = {lit, panel};
    Object.assign(marks, {region: code, lit: null, panel: null});
    const check = () => {
      for (const [name, reached] of Object.entries(expected)) {
        if (!reached(code)) continue;
        delete expected[name];
        afterPaint(now => { marks[name] = now - event.timeStamp; });
      }
      if (!Object.keys(expected).length) observer.disconnect();
    };
    const observer = new MutationObserver(check);
    observer.observe(document, {subtree: true, childList: true, attributes: true,
      attributeFilter: ['aria-current', 'data-region', 'id']});
  }, true);
})();
