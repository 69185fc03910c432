// Light and dark: as the system has it, or as the person chose, which is remembered.

import { find } from "./dom.js";

const key = "quoth-theme";

// The other one of what is worn: the theme that was chosen, else the system's.
export function otherTheme(chosen, isSystemDark) {
  return (chosen || (isSystemDark ? "dark" : "light")) === "dark" ? "light" : "dark";
}

function wear(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}

function switchTheme() {
  const isSystemDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = otherTheme(document.documentElement.dataset.theme, isSystemDark);
  wear(theme);
  localStorage.setItem(key, theme);
}

export function startTheme() {
  wear(localStorage.getItem(key));
  find("theme").addEventListener("click", switchTheme);
}
