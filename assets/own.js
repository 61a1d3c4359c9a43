/* The editor of one's own story on the page of stories. What is typed is kept at once; the last change of the whole can
   be undone. Files are read and written by the server, which keeps nothing. */
(() => {
  "use strict";
  const mine = window.s3mapStory;
  const $ = (id) => document.getElementById(id);
  const place = () => $("own-story");
  if (!place()) return;
  /* where nothing can be collected, as in a copy on a memory stick, there is nothing to edit */
  place().hidden = !mine;
  if (!mine) return;
  let story = mine.kept(), before = null, dragged = null, saving = false;
  const words = () => place().dataset;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  function keep() {
    saving = true;
    mine.keep(story);
    saving = false;
  }
  function say(text, { undo = null, problems = [] } = {}) {
    before = undo;
    $("own-said").textContent = text;
    $("own-undo").hidden = !undo;
    $("own-link-row").hidden = true;
    $("own-problems").replaceChildren(...problems.map(({ line, place: where, value, expected }) => {
      const item = document.createElement("li"), rule = document.createElement("span");
      rule.lang = "en";
      rule.textContent = `${value ? `“${value}”: ` : ""}${expected}`;
      item.append([line ? fill(words().line, { n: line }) : "", where].filter(Boolean).join(", "), " ", rule);
      return item;
    }));
  }

  /* ---- what is seen ---- */
  function row(step, index) {
    const item = $("own-step").content.firstElementChild.cloneNode(true);
    item.dataset.index = index;
    item.querySelector(".own-number").textContent = index + 1;
    for (const field of item.querySelectorAll("[data-field]")) field.value = mine.said(step[field.dataset.field]);
    item.querySelector("details").open = Boolean(mine.said(step.notes));
    const link = item.querySelector(".own-view a");
    link.href = `/${words().lang}${step.view}`;
    let readable = step.view;
    try { readable = decodeURI(step.view); } catch { /* as it is */ }
    link.textContent = fill(words().view, { view: readable });
    for (const button of item.querySelectorAll("[data-move]")) {
      button.setAttribute("aria-label", fill(words()[button.dataset.move], { n: index + 1 }));
      button.title = button.getAttribute("aria-label");
      button.disabled = (button.dataset.move === "up" && !index) || (button.dataset.move === "down" && index === story.steps.length - 1);
    }
    return item;
  }
  function draw() {
    const any = story.steps.length > 0;
    $("own-beginning").hidden = any;
    $("own-editor").hidden = !any;
    $("own-tools").hidden = false;
    for (const tool of $("own-tools").children) tool.hidden = "filled" in tool.dataset ? !any : "empty" in tool.dataset && any;
    for (const field of place().querySelectorAll(".own-head [data-field]")) field.value = mine.said(story[field.dataset.field]);
    $("own-steps").replaceChildren(...story.steps.map(row));
    const offered = mine.offered();
    const other = offered.steps.length > 0 && JSON.stringify(offered) !== JSON.stringify(story);
    $("own-shared").hidden = !other;
    if (other) $("own-shared-title").textContent = fill(words().shared, { title: mine.said(offered.title) || words().unnamed });
  }
  function replace(next, text) {
    const undo = story;
    story = mine.clean(next);
    keep();
    draw();
    say(text, { undo });
  }

  /* ---- writing ---- */
  document.addEventListener("input", ({ target }) => {
    const field = target.closest?.("#own-story [data-field]")?.dataset.field;
    if (!field) return;
    const index = target.closest(".own-step")?.dataset.index;
    const owner = index === undefined ? story : story.steps[index];
    owner[field] = field === "author" ? target.value : mine.reworded(owner[field], target.value);
    before = null;
    $("own-undo").hidden = true;
    $("own-link-row").hidden = true;
    keep();
  });

  /* ---- the order ---- */
  function move(from, to) {
    const [step] = story.steps.splice(from, 1);
    story.steps.splice(to, 0, step);
    keep();
    draw();
    say(fill(words().moved, { n: to + 1, of: story.steps.length }));
  }
  function remove(index) {
    replace({ ...story, steps: story.steps.filter((_, other) => other !== index) }, words().removed);
    const next = $("own-steps").children[Math.min(index, story.steps.length - 1)];
    (next?.querySelector('[data-move="remove"]') ?? $("own-undo")).focus();
  }
  function act(name, index) {
    if (name === "remove") { remove(index); return; }
    const to = index + (name === "up" ? -1 : 1);
    move(index, to);
    const item = $("own-steps").children[to];
    (item.querySelector(`[data-move="${name}"]:not([disabled])`) ?? item.querySelector("[data-move]:not([disabled])")).focus();
  }
  const step = (node) => node.closest?.("#own-steps > li");
  /* only the grip takes hold of a step: text in a box can still be marked with the mouse */
  document.addEventListener("pointerdown", ({ target }) => {
    const item = target.closest(".own-grip") && step(target);
    if (item) item.draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    dragged = step(event.target);
    if (!dragged) return;
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.index);
  });
  document.addEventListener("dragover", (event) => {
    const target = dragged && step(event.target);
    if (!target) return;
    event.preventDefault();
    const down = Number(target.dataset.index) > Number(dragged.dataset.index);
    for (const item of target.parentElement.children) {
      item.classList.toggle("above", item === target && item !== dragged && !down);
      item.classList.toggle("below", item === target && item !== dragged && down);
    }
  });
  document.addEventListener("drop", (event) => {
    const target = dragged && step(event.target);
    if (!target) return;
    event.preventDefault();
    if (target !== dragged) move(Number(dragged.dataset.index), Number(target.dataset.index));
  });
  function release() {
    dragged = null;
    for (const item of document.querySelectorAll("#own-steps > li")) {
      item.draggable = false;
      item.classList.remove("dragged", "above", "below");
    }
  }
  document.addEventListener("dragend", release);
  document.addEventListener("pointerup", release);

  /* ---- files and links ---- */
  async function post(address, body, type = "application/json") {
    try { return await fetch(address, { method: "POST", body, headers: { "Content-Type": type } }); }
    catch { return null; }
  }
  /* a story that can stand in a file has a title, and each of its steps a heading */
  function whole() {
    const named = (text, instead) => (typeof text === "object" ? { sv: text.sv || instead, en: text.en || instead } : text || instead);
    const steps = story.steps.map((one, index) => ({ ...one, heading: named(one.heading, String(index + 1)) }));
    return JSON.stringify({ ...story, title: named(story.title, words().unnamed), steps });
  }
  async function refused(answer, text) {
    if (answer?.status !== 422) { say(document.body.dataset.failed); return; }
    say(text, { problems: (await answer.json()).problems });
  }
  async function download(address) {
    const answer = await post(address, whole());
    if (!answer?.ok) { await refused(answer, words().notWritten); return; }
    const link = document.createElement("a");
    link.download = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "story";
    link.href = URL.createObjectURL(await answer.blob());
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say("");
  }
  async function read(file) {
    const answer = await post("/stories/read", file, "application/yaml");
    if (!answer?.ok) { await refused(answer, words().wrong); return; }
    const found = (await answer.json()).story;
    replace(found, fill(words().opened, { count: mine.numbered(found.steps.length) }));
  }
  async function share() {
    let link;
    try { link = await mine.link(story); } catch { say(words().noLink); return; }
    if (link.length > mine.LONGEST_LINK) { say(words().tooLong); return; }
    let copied = true;
    try { await navigator.clipboard.writeText(link); } catch { copied = false; }
    say(copied ? words().linked : words().linkReady);
    $("own-link").value = link;
    $("own-link-row").hidden = false;
    $("own-link").select();
  }
  const DO = {
    share,
    download: () => download("/stories/write"),
    slides: () => download(`/stories/slides.pptx?lang=${words().lang}`),
    empty: () => { replace(null, words().emptied); $("own-undo").focus(); },
    undo: () => { story = before; keep(); draw(); say(""); },
    keep: () => { const next = mine.offered(); mine.decline(); replace(next, words().taken); },
    decline: () => { mine.decline(); draw(); },
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("#own-story button");
    if (button?.dataset.own) DO[button.dataset.own]();
    else if (button?.dataset.move) act(button.dataset.move, Number(step(button).dataset.index));
  });
  document.addEventListener("change", ({ target }) => {
    if (target.id !== "own-file" || !target.files.length) return;
    read(target.files[0]);
    target.value = "";
  });

  /* another tab has changed it, or the page's content is new */
  document.addEventListener("s3map:story", () => {
    if (saving) return;
    story = mine.kept();
    draw();
  });
  document.addEventListener("s3map:view", () => { if (place()) draw(); });
  draw();
})();
