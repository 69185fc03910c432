// The tooltip of a citation, which shows its quote.

import { find } from "./dom.js";

const margin = 8; // pixels to the citation and to the window's edges

// Above the citation, or below where there is no room above; within the window's width.
export function tooltipPlace(around, size, windowWidth) {
  const above = around.top - size.height - margin;
  return {
    left: Math.max(margin, Math.min(around.left, windowWidth - size.width - margin)),
    top: above < margin ? around.bottom + margin : above,
  };
}

function showTooltip(chip) {
  const tooltip = find("tooltip");
  tooltip.textContent = JSON.parse(chip.dataset.place).quote;
  tooltip.hidden = false;
  chip.setAttribute("aria-describedby", "tooltip");
  const size = tooltip.getBoundingClientRect();
  const { left, top } = tooltipPlace(chip.getBoundingClientRect(), size, window.innerWidth);
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${top}px`;
}

export function hideTooltip() {
  find("tooltip").hidden = true;
  for (const chip of document.querySelectorAll(".citation[aria-describedby]")) chip.removeAttribute("aria-describedby");
}

export function startTooltips() {
  for (const [shown, hidden] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    find("quoth").addEventListener(shown, (event) => {
      const chip = event.target.closest(".citation");
      if (chip && (shown === "mouseover" || chip.matches(":focus-visible"))) showTooltip(chip);
    });
    find("quoth").addEventListener(hidden, (event) => {
      if (event.target.closest(".citation")) hideTooltip();
    });
  }
  find("log").addEventListener("scroll", hideTooltip, { passive: true });
}
