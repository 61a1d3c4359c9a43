/* The grid of projects: how its cells are drawn, and how it and the address follow each other. Only on the page of projects.
   Its rows come from the server by the address in its `context`; the plain table below it is there before it is and where it is not needed. */
(() => {
  "use strict";
  const GRID = "projects-grid";
  const body = document.body;
  const ORDERS = { title: ["title", "asc"], newest: ["years", "desc"], largest: ["amount", "desc"] };
  const make = (...parts) => React.createElement(...parts);
  let grid = null;

  /* ---- cells ---- */
  /* every second piece is a word that was looked for */
  const marked = (pieces) => pieces.map((piece, i) => (i % 2 ? make("mark", { key: i }, piece) : piece));
  const small = (words, props) => (words?.length ? make("small", props, words) : null);
  const cell = (draw) => ({ data }) => (data ? draw(data) : null);
  window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions ?? {}, {
    ProjectTitle: ({ data }) => {
      if (!data) return make("span", { className: "waiting" });
      return make("div", { className: "grid-project" },
        make("a", { href: data.href, lang: data.title_lang, tabIndex: -1 }, marked(data.title)),
        make("small", { className: "summary" }, data.programme, data.summary.length ? " \u00b7 " : null, make("span", { lang: data.summary_lang }, marked(data.summary))),
        make("span", { className: "details" }, make("span", { lang: data.lead_lang }, marked(data.lead)), make("span", null, data.years), make("span", null, data.amount)),
        data.remarks.map((words) => make("span", { key: words, className: "mark" }, words)));
    },
    ProjectLead: cell((data) => [make("span", { key: "name", className: "clamp", lang: data.lead_lang, title: data.lead.join("") }, marked(data.lead)), data.elsewhere ? make("small", { key: "found" }, make("mark", null, data.elsewhere)) : null]),
    ProjectPlaces: cell((data) => make("span", { className: "clamp", title: data.places }, data.places)),
    ProjectYears: cell((data) => data.years),
    ProjectDomain: cell((data) => [make("span", { key: "name", className: "clamp", title: data.domain }, data.domain), small(data.guessed, { key: "by" })]),
    ProjectAmount: cell((data) => [make("span", { key: "n", className: data.known ? "" : "missing" }, data.amount), small(data.covers, { key: "covers" })]),
  });

  /* ---- what the grid asks the page for ---- */
  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions ?? {}, {
    gridTheme: (theme) => theme.withParams({
      fontFamily: "inherit", fontSize: "0.9rem", headerFontSize: "0.82rem", headerFontWeight: 400, foregroundColor: "var(--ink)",
      headerTextColor: "var(--quiet)", headerBackgroundColor: "var(--paper)", backgroundColor: "var(--paper)", accentColor: "var(--accent)", borderColor: "var(--line)",
      rowHoverColor: "var(--ground)", browserColorScheme: "inherit", wrapperBorder: false, wrapperBorderRadius: 0, headerColumnBorder: false, columnBorder: false,
      headerColumnResizeHandleColor: "transparent", cellHorizontalPadding: "0.6rem", rowHeight: "var(--grid-row)", headerHeight: "2.2rem",
      iconSize: "0.9rem",
    }),
    /* the rows are one stop of the Tab key, whatever their number: arrows go from row to row, Enter opens one */
    leaveGrid: () => false,
    openProject: ({ type, data, event }) => {
      if (!data || event.defaultPrevented || event.target.closest("a") || String(getSelection())) return;
      if (type === "cellKeyDown" ? event.key === "Enter" : event.button === 0) location.assign(data.href);
    },
    /* a click on a column's head is a change of the address like any other */
    sortProjects: ({ api, source }) => {
      if (source === "api") return;
      const column = api.getColumnState().find((state) => state.sort);
      const order = Object.keys(ORDERS).find((name) => ORDERS[name][0] === column?.colId) ?? "";
      if (order !== chosen()) window.s3mapView.change({ order: order === usual() ? "" : order });
    },
  });

  /* ---- following the address ---- */
  /* without an order in the address the newest come first, or with words to look for the best matches */
  const usual = () => (new URLSearchParams(location.search).has("q") ? "" : "newest");
  const chosen = () => new URLSearchParams(location.search).get("order") || usual();
  const address = () => location.pathname + location.search;
  function filters(url) {
    const query = new URLSearchParams(url.split("?")[1]);
    for (const name of ["order", "start"]) query.delete(name);
    query.sort();
    return query.toString();
  }
  function follow() {
    if (!grid) return;
    const before = grid.getGridOption("context").address;
    grid.setGridOption("context", { address: address() });
    const [colId, sort] = ORDERS[chosen()] ?? [];
    const shown = grid.getColumnState().find((state) => state.sort)?.colId;
    if (shown !== colId) grid.applyColumnState({ state: colId ? [{ colId, sort }] : [], defaultState: { sort: null } });
    else if (filters(before) !== filters(address())) grid.purgeInfiniteCache();
    if (grid.getDisplayedRowCount()) grid.ensureIndexVisible(0, "top");
    arrange();
  }
  /* more rows than a plain table holds: the grid; on a narrow screen one column that says the same */
  const narrow = matchMedia("(max-width: 980px)"), medium = matchMedia("(max-width: 1590px)");
  function arrange() {
    body.classList.toggle("with-grid", grid !== null && Number(body.dataset.rows) > Number(body.dataset.pageSize));
    if (!grid) return;
    const columns = ["lead", "places", "years", "domain", "amount"];
    const hidden = narrow.matches ? columns : medium.matches ? ["places"] : [];
    grid.setColumnsVisible(columns.filter((name) => !hidden.includes(name)), true);
    grid.setColumnsVisible(hidden, false);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    grid.setColumnWidths([{ key: "years", newWidth: 6.4 * rem }, { key: "amount", newWidth: 9.6 * rem }]);
  }
  for (const screen of [narrow, medium]) screen.addEventListener("change", arrange);
  document.addEventListener("s3map:view", follow);
  document.addEventListener("DOMContentLoaded", async () => {
    grid = await window.dash_ag_grid?.getApiAsync(GRID) ?? null;
    if (grid && filters(grid.getGridOption("context").address) !== filters(address())) follow();
    arrange();
  });
})();
