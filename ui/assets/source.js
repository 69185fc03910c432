// The source panel, the tooltips that show a quote, and opening a citation by click or by number.

const find = (id) => element.querySelector("#" + id);
const quoth = find("quoth");
const panels = { library: find("library"), chat: find("chat"), source: find("source") };
const sourcePage = find("source-page");
const tooltip = find("tooltip");
const wide = window.matchMedia("(min-width: 1180px)");
const narrow = window.matchMedia("(max-width: 859px)");

let cameFrom = null;
let sourceRequest = 0;

// While a panel lies over the others, they are inert, which keeps the focus inside it.
function settle() {
  const over = quoth.dataset.over || "";
  const covering = over === "source" ? !wide.matches : over === "library" && narrow.matches;
  for (const [name, panel] of Object.entries(panels)) panel.inert = covering && name !== over;
  panels.library.inert ||= narrow.matches && over !== "library";
  panels.source.inert ||= !wide.matches && over !== "source";
  quoth.classList.toggle("covered", covering);
  find("open-library").setAttribute("aria-expanded", String(over === "library"));
}

function cover(name, focused) {
  if (!quoth.dataset.over) cameFrom = document.activeElement;
  quoth.dataset.over = name;
  settle();
  if (focused) focused.focus();
}

function uncover() {
  if (!quoth.dataset.over) return false;
  delete quoth.dataset.over;
  settle();
  if (cameFrom && cameFrom.isConnected) cameFrom.focus();
  cameFrom = null;
  return true;
}

async function openSource(place, chip) {
  const request = ++sourceRequest;
  for (const other of element.querySelectorAll(".citation[aria-current]")) other.removeAttribute("aria-current");
  if (chip) chip.setAttribute("aria-current", "true");
  panels.source.setAttribute("aria-busy", "true");
  try {
    const html = await server.source(place);
    if (request !== sourceRequest) return;
    sourcePage.innerHTML = html;
    find("source-empty").hidden = true;
    showLit();
  } catch (error) {
    sourcePage.textContent = "The document could not be opened. Is Quoth still running?";
  } finally {
    panels.source.removeAttribute("aria-busy");
  }
}

function showLit() {
  const lit = sourcePage.querySelector("mark, .tint");
  sourcePage.scrollTop = 0;
  if (!lit) return;
  lit.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => lit.scrollIntoView({ block: "center" }));
}

function clearSource() {
  sourceRequest++;
  sourcePage.replaceChildren();
  find("source-empty").hidden = false;
}

// A citation opened on purpose comes to the front where there is no room for it beside the chat.
function openCitation(chip) {
  hideTooltip();
  if (!wide.matches) cover("source", find("close-source"));
  return openSource(JSON.parse(chip.dataset.place), chip);
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

function showTooltip(chip) {
  tooltip.textContent = JSON.parse(chip.dataset.place).quote;
  tooltip.hidden = false;
  chip.setAttribute("aria-describedby", "tooltip");
  const around = chip.getBoundingClientRect();
  const size = tooltip.getBoundingClientRect();
  const above = around.top - size.height - 8;
  tooltip.style.left = Math.max(8, Math.min(around.left, window.innerWidth - size.width - 8)) + "px";
  tooltip.style.top = (above < 8 ? around.bottom + 8 : above) + "px";
}

function hideTooltip() {
  tooltip.hidden = true;
  for (const chip of element.querySelectorAll(".citation[aria-describedby]")) chip.removeAttribute("aria-describedby");
}

function startSource() {
  for (const [shown, hidden] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    element.addEventListener(shown, (event) => {
      const chip = event.target.closest(".citation");
      if (chip && (shown === "mouseover" || chip.matches(":focus-visible"))) showTooltip(chip);
    });
    element.addEventListener(hidden, (event) => {
      if (event.target.closest(".citation")) hideTooltip();
    });
  }
  find("log").addEventListener("scroll", hideTooltip, { passive: true });
  find("close-source").addEventListener("click", uncover);
  find("close-library").addEventListener("click", uncover);
  find("veil").addEventListener("click", uncover);
  find("open-library").addEventListener("click", () => cover("library", find("close-library")));
  for (const query of [wide, narrow]) query.addEventListener("change", settle);
  settle();
}
