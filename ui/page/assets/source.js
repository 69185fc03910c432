// The source panel: opening a document at the words it is quoted from, turning its pages, showing more of its text.

const sourcePage = find("source-page");
const widestPicture = 1600;

let open = null; // the place that is open, and the page asked for
let shownAs = "page"; // or "text"
let sourceRequest = 0;

function openSource(place, chip) {
  for (const other of element.querySelectorAll(".citation[aria-current]")) other.removeAttribute("aria-current");
  if (chip) chip.setAttribute("aria-current", "true");
  open = { place, page: null };
  return showSource();
}

async function showSource() {
  const request = ++sourceRequest;
  const held = sourcePage.contains(document.activeElement) ? document.activeElement : null;
  panels.source.setAttribute("aria-busy", "true");
  try {
    const width = Math.min(widestPicture, Math.round(panels.source.clientWidth * window.devicePixelRatio));
    const html = await server.source({ ...open, view: shownAs, width });
    if (request !== sourceRequest) return;
    sourcePage.innerHTML = html;
    find("source-empty").hidden = true;
    reachTables();
    markOpen();
    showLit();
    if (held) hold(held.dataset.name);
  } catch (error) {
    if (request !== sourceRequest) return;
    sourcePage.textContent = "The document could not be opened. Is Quoth still running?";
  } finally {
    if (request === sourceRequest) panels.source.removeAttribute("aria-busy");
  }
}

// A table wider than the panel is scrolled, by keyboard too.
function reachTables() {
  for (const table of sourcePage.querySelectorAll(".table:not([tabindex])")) {
    if (table.scrollWidth <= table.clientWidth) continue;
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", "Table, wider than the page");
  }
}

// What was pressed keeps the focus, though it has been drawn anew.
function hold(name) {
  const same = name && sourcePage.querySelector('[data-name="' + name + '"]:not([disabled])');
  (same || sourcePage).focus({ preventScroll: true });
}

function showLit() {
  const asked = sourcePage.querySelector(".source-text[data-page]");
  const target = asked
    ? sourcePage.querySelector('.divider[data-page="' + asked.dataset.page + '"]')
    : firstSeen("mark, .lit-answer") || firstSeen(".tint, .lit-quote");
  sourcePage.scrollTop = 0;
  if (!target) return;
  const at = { block: asked ? "start" : "center" };
  target.scrollIntoView(at);
  requestAnimationFrame(() => target.scrollIntoView(at));
}

// Some of what is lit may be out of sight, as a table's labels are.
function firstSeen(selector) {
  return [...sourcePage.querySelectorAll(selector)].find((lit) => lit.getClientRects().length);
}

function clearSource() {
  sourceRequest++;
  open = null;
  panels.source.removeAttribute("aria-busy");
  sourcePage.replaceChildren();
  find("source-empty").hidden = false;
  markOpen();
}

// A citation opened on purpose comes to the front where there is no room for it beside the chat.
function openCitation(chip) {
  hideTooltip();
  if (!wide.matches) cover("source", find("close-source"));
  return openSource(JSON.parse(chip.dataset.place), chip).then(announceSource);
}

function announceSource() {
  const title = sourcePage.querySelector("h2");
  const number = sourcePage.querySelector(".page-number");
  if (title) announce("Opened " + title.textContent + (number ? ". " + number.textContent : "") + ".");
}

function openListed(button) {
  if (!wide.matches) cover("source", find("close-source"));
  return openSource({ document_id: button.dataset.document }, null).then(announceSource);
}

function openByNumber(number) {
  const turns = element.querySelectorAll(".turn");
  const latest = turns[turns.length - 1];
  const chip = latest && latest.querySelector('.citation[data-number="' + number + '"]');
  if (!chip) return false;
  chip.focus();
  openCitation(chip);
  return true;
}

// Another page, or the same one shown otherwise.
async function goTo(button) {
  const { view, page } = JSON.parse(button.dataset.go);
  if (view) shownAs = view;
  open.page = page;
  await showSource();
  const number = sourcePage.querySelector(".page-number");
  if (number) announce(number.textContent);
}

// The words one is reading stay where they are, whatever is put in above them.
async function showFurther(button) {
  const { further: way, at } = button.dataset;
  const kept = way === "above" ? button.nextElementSibling : button.previousElementSibling;
  const before = kept.getBoundingClientRect().top;
  button.disabled = true;
  try {
    const html = await server.further({ document_id: openDocument(), way, at: Number(at) });
    button.insertAdjacentHTML("beforebegin", html);
    button.remove();
    reachTables();
    sourcePage.scrollTop += kept.getBoundingClientRect().top - before;
    sourcePage.focus({ preventScroll: true });
  } catch (error) {
    button.disabled = false;
  }
}

function openDocument() {
  const head = sourcePage.querySelector(".source-head");
  return (head && head.dataset.document) || "";
}

// In the list, the document that is open.
function markOpen() {
  const id = openDocument();
  for (const button of panels.library.querySelectorAll(".document .open")) {
    if (id && button.dataset.document === id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

// A document that has been removed closes; one whose file has changed is opened anew, as it is now.
function keepSourceTrue(listed) {
  const id = openDocument();
  if (!id || !open || listed.some((item) => item.dataset.id === id)) return;
  const path = sourcePage.querySelector(".source-head").dataset.path;
  const now = listed.find((item) => item.dataset.path === path);
  if (now) {
    open.place = { ...open.place, document_id: now.dataset.id };
    return showSource();
  }
  clearSource();
  if (quoth.dataset.over === "source") uncover();
  announce("The document that was open is no longer in the library.");
}
