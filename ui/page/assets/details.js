// What a person says of a document: its title and its tags, changed where they stand.

function editTitle() {
  const line = sourcePage.querySelector(".title-line");
  const heading = line && line.querySelector("h2");
  if (!heading || !openDocument() || line.querySelector("input")) return;
  const field = document.createElement("input");
  field.className = "title-field";
  field.maxLength = 300;
  field.value = heading.textContent;
  field.dir = "auto";
  field.placeholder = "The document’s own title";
  field.setAttribute("aria-label", "Title; empty gives back its own");
  line.classList.add("editing");
  line.prepend(field);
  field.select();
  field.addEventListener("blur", () => leaveTitle(field, true));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    leaveTitle(field, event.key === "Enter", true);
  });
}

async function leaveTitle(field, isKept, byKey) {
  if (field.dataset.left) return;
  field.dataset.left = "yes";
  const heading = field.parentElement.querySelector("h2");
  const document_id = openDocument();
  if (isKept && field.value.trim() !== heading.textContent) {
    const reply = await server.rename({ document_id, title: field.value });
    if (openDocument() !== document_id) return;
    heading.textContent = reply.title;
    tellProblem(reply.problem || "", "The title is " + reply.title + ".");
    refreshDocuments();
  }
  field.parentElement.classList.remove("editing");
  field.remove();
  if (byKey) sourcePage.querySelector(".rename").focus();
}

function tellProblem(problem, otherwise) {
  const shown = sourcePage.querySelector(".details .problem");
  if (shown) shown.textContent = problem;
  if (problem && shown) shown.closest("details").open = true;
  if (!problem) announce(otherwise);
}

function tagsShown() {
  return [...sourcePage.querySelectorAll(".tag-editor .untag")].map((button) => button.dataset.untag);
}

async function setTags(tags, said) {
  const document_id = openDocument();
  const reply = await server.tag({ document_id, tags });
  if (openDocument() !== document_id) return;
  const editor = sourcePage.querySelector(".tag-editor");
  const typed = reply.problem ? editor.querySelector(".new-tag").value : "";
  editor.innerHTML = reply.html;
  const field = editor.querySelector(".new-tag");
  field.value = typed;
  field.focus();
  tellProblem(reply.problem, said);
  refreshDocuments();
}

function addTags(field) {
  const added = field.value.split(",").map((tag) => tag.trim()).filter(Boolean);
  if (added.length) setTags([...tagsShown(), ...added], "Tagged " + added.join(", ") + ".");
}

function removeTag(button) {
  const gone = button.dataset.untag;
  setTags(tagsShown().filter((tag) => tag !== gone), "The tag " + gone + " is off.");
}

function startDetails() {
  sourcePage.addEventListener("keydown", (event) => {
    if (!event.target.matches(".new-tag") || event.isComposing) return;
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      addTags(event.target);
    } else if (event.key === "Backspace" && !event.target.value) {
      const last = [...sourcePage.querySelectorAll(".untag")].pop();
      if (last) removeTag(last);
    }
  });
  // A tag chosen from the list of known ones comes as one piece.
  sourcePage.addEventListener("input", (event) => {
    if (event.target.matches(".new-tag") && event.inputType === "insertReplacementText") addTags(event.target);
  });
}
