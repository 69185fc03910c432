// The three panels, which of them lies over the others, and the tooltips that show a quote.

const find = (id) => element.querySelector("#" + id);
const quoth = find("quoth");
const panels = { library: find("library"), chat: find("chat"), source: find("source") };
const tooltip = find("tooltip");
const wide = window.matchMedia("(min-width: 1180px)");
const narrow = window.matchMedia("(max-width: 859px)");

let cameFrom = null;

function announce(words) {
  find("announcer").textContent = words;
}

function counted(number, thing) {
  return number.toLocaleString("en") + " " + thing + (number === 1 ? "" : "s");
}

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

function startPanels() {
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
