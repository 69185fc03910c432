// The page as a whole: begins every part, and hands clicks to the part they are meant for. ui/page/web.py calls `start`.

import { showAdding, startAdding } from "./adding.js";
import { ask, startChat } from "./chat.js";
import { copyQuote } from "./copying.js";
import { editTitle, removeTag, startDetails } from "./details.js";
import { pressRemove, showDocuments, startDocuments } from "./documents.js";
import { find } from "./dom.js";
import { startDropping } from "./dropping.js";
import { pressSwitch, showFolders } from "./folders.js";
import { connect } from "./host.js";
import { startKeys } from "./keys.js";
import { startLanguage } from "./language.js";
import { startOutcome } from "./outcome.js";
import { startOverview } from "./overview.js";
import { startPanels, wide } from "./panels.js";
import { showFurther } from "./reading.js";
import { askAll, showChoices, startScope, toggleTag } from "./scope.js";
import { goTo, openCitation, openListed } from "./source.js";
import { startTheme } from "./theme.js";
import { startTooltips } from "./tooltips.js";
import { pressUndo, showRemoved } from "./undoing.js";
import { showWelcome } from "./welcome.js";

const presses = [
  [".citation", openCitation],
  [".example", (button) => ask(button.textContent)],
  [".meant", (button) => ask(button.textContent)],
  [".ask-everywhere", askEverywhere],
  [".copy", copyQuote],
  [".remove", pressRemove],
  [".undo", pressUndo],
  [".document .open", openListed],
  [".folder .switch", pressSwitch],
  ["#tag-choices .tag", toggleTag],
  ["#source-page [data-go]", goTo],
  ["#source-page .further", showFurther],
  [".source-head .rename, .source-head[data-document] h2", editTitle],
  [".tag-editor .untag", removeTag],
];

const parts = [
  startTheme, startLanguage, startKeys, startPanels, startTooltips, startDetails, startScope, startAdding, startOutcome,
  startDropping, startChat, startDocuments,
];

function askEverywhere(button) {
  askAll();
  ask(button.dataset.question);
}

function onClick(event) {
  for (const [selector, pressed] of presses) {
    const button = event.target.closest(selector);
    if (button) return pressed(button, event);
  }
}

// `lent`: the server's functions and the upload that Gradio hands over.
export function start(lent) {
  connect(lent);
  // Gradio wraps everything in a <main>; the conversation is the main part here.
  find("quoth").closest("main")?.setAttribute("role", "presentation");
  find("quoth").addEventListener("click", onClick);
  for (const startPart of parts) startPart();
  startOverview([showDocuments, showFolders, showChoices, showAdding, showRemoved, showWelcome]);
  if (wide.matches) find("question").focus();
}
