// A document's title and tags, changed where they stand.

import { announce, find, make } from "./dom.js";
import { server } from "./host.js";
import { refresh } from "./overview.js";
import { openDocument } from "./reading.js";
import { say, tagsTyped } from "./words.js";

export function editTitle() {
  const line = find("source-page").querySelector(".title-line");
  const heading = line?.querySelector("h2");
  if (!heading || !openDocument() || line.querySelector("input")) return;
  const field = titleField(heading.textContent);
  line.classList.add("editing");
  line.prepend(field);
  field.select();
  field.addEventListener("blur", () => leaveTitle(field, { isKept: true }));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    leaveTitle(field, { isKept: event.key === "Enter", byKey: true });
  });
}

function titleField(title) {
  const field = make("input", "title-field");
  field.maxLength = 300;
  field.value = title;
  field.dir = "auto";
  field.placeholder = say("original_title");
  field.setAttribute("aria-label", say("title_field"));
  return field;
}

async function leaveTitle(field, { isKept, byKey }) {
  if (field.dataset.left) return;
  field.dataset.left = "yes";
  const heading = field.parentElement.querySelector("h2");
  const document_id = openDocument();
  if (isKept && field.value.trim() !== heading.textContent) {
    const reply = await server.rename({ document_id, title: field.value });
    if (openDocument() !== document_id) return;
    heading.textContent = reply.title;
    showProblem(reply.problem || "", say("titled", { title: reply.title }));
    refresh();
  }
  field.parentElement.classList.remove("editing");
  field.remove();
  if (byKey) find("source-page").querySelector(".rename").focus();
}

// A problem is an alert by itself; without one, `otherwise` is announced.
function showProblem(problem, otherwise) {
  const alert = find("source-page").querySelector(".details .problem");
  if (alert) alert.textContent = problem;
  if (problem && alert) alert.closest("details").open = true;
  if (!problem) announce(otherwise);
}

function untagButtons() {
  return [...find("source-page").querySelectorAll(".tag-editor .untag")];
}

const tagsShown = () => untagButtons().map((button) => button.dataset.untag);

async function setTags(tags, announced) {
  const document_id = openDocument();
  const reply = await server.tag({ document_id, tags });
  if (openDocument() !== document_id) return;
  const editor = find("source-page").querySelector(".tag-editor");
  const typed = reply.problem ? editor.querySelector(".new-tag").value : "";
  editor.innerHTML = reply.html;
  const field = editor.querySelector(".new-tag");
  field.value = typed;
  field.focus();
  showProblem(reply.problem, announced);
  refresh();
}

function addTags(field) {
  const added = tagsTyped(field.value);
  if (added.length) setTags([...tagsShown(), ...added], say("tagged", { tags: added.join(say("comma")) }));
}

export function removeTag(button) {
  const gone = button.dataset.untag;
  setTags(tagsShown().filter((tag) => tag !== gone), say("untagged", { tag: gone }));
}

function onTagKey(event) {
  if (!event.target.matches(".new-tag") || event.isComposing) return;
  if (["Enter", ",", "\uff0c", "\u3001"].includes(event.key)) {
    event.preventDefault();
    addTags(event.target);
  } else if (event.key === "Backspace" && !event.target.value) {
    const last = untagButtons().pop();
    if (last) removeTag(last);
  }
}

export function startDetails() {
  find("source-page").addEventListener("keydown", onTagKey);
  // A tag chosen from the list of known ones comes as one piece.
  find("source-page").addEventListener("input", (event) => {
    if (event.target.matches(".new-tag") && event.inputType === "insertReplacementText") addTags(event.target);
  });
}
