// The page's language: the browser's own, as Gradio finds it, or the one that the person chose, which is remembered.

import { find } from "./dom.js";

const key = "quoth-language"; // as in ui/page/web.py

// The page is drawn anew in the other language.
function switchLanguage({ currentTarget: button }) {
  localStorage.setItem(key, button.dataset.language);
  location.reload();
}

export function startLanguage() {
  find("language").addEventListener("click", switchLanguage);
}
