// The page as a whole: one listener for clicks, one for keys, light and dark. Runs last.

const presses = [
  [".document .open", openListed],
  [".folder .switch", pressSwitch],
  ["#tag-choices .tag", toggleTag],
  ["#source-page [data-go]", goTo],
  ["#source-page .further", showFurther],
  [".source-head .rename, .source-head[data-document] h2", editTitle],
  [".tag-editor .untag", removeTag],
];

function onClick(event) {
  const chip = event.target.closest(".citation");
  if (chip) return openCitation(chip);
  const example = event.target.closest(".example");
  if (example) return ask(example.textContent);
  const copy = event.target.closest(".copy");
  if (copy) return copyQuote(copy);
  const remove = event.target.closest(".remove");
  if (remove) return pressRemove(remove, event.detail);
  for (const [selector, pressed] of presses) {
    const button = event.target.closest(selector);
    if (button) return pressed(button);
  }
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape") return onEscape();
  if (event.target.closest && event.target.closest("textarea, input:not([type=checkbox]), [contenteditable]")) return;
  if (/^[1-9]$/.test(event.key) && openByNumber(event.key)) event.preventDefault();
  if (event.key === "/") {
    event.preventDefault();
    questionBox.focus();
  }
}

function onEscape() {
  hideTooltip();
  if (uncover()) return;
  const replies = element.querySelectorAll(".reply");
  if (document.activeElement === questionBox && replies.length) replies[replies.length - 1].focus();
}

function wearTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}

function switchTheme() {
  const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = (document.documentElement.dataset.theme || system) === "dark" ? "light" : "dark";
  wearTheme(theme);
  localStorage.setItem("quoth-theme", theme);
}

wearTheme(localStorage.getItem("quoth-theme"));
element.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
find("theme").addEventListener("click", switchTheme);
// Gradio wraps everything in a <main>; the conversation is the main part here.
element.closest("main")?.setAttribute("role", "presentation");
startPanels();
startDetails();
startScope();
startAdding();
startDropping();
startChat();
startDocuments();
if (wide.matches) questionBox.focus();
