// The conversation: asking, the busy state, the turns, copying a quote.

const questionBox = find("question");
const asked = [];
let conversation = 0;
let busy = false;

function newTurn(question) {
  const turn = document.createElement("section");
  turn.className = "turn";
  turn.setAttribute("aria-label", "Question " + (asked.length + 1));
  const words = document.createElement("h2");
  words.className = "question";
  words.dir = "auto";
  words.textContent = question;
  const reply = document.createElement("div");
  reply.className = "reply";
  reply.tabIndex = -1;
  reply.append(busyLine());
  turn.append(words, ...askedOf(), reply);
  find("turns").append(turn);
  return { turn, reply };
}

// A question that was asked of some documents only says so for good.
function askedOf() {
  const scope = scopeWords();
  if (!scope) return [];
  const line = document.createElement("p");
  line.className = "asked-of";
  line.textContent = scope.replace("Asking", "Asked");
  return [line];
}

function busyLine() {
  const line = document.createElement("p");
  line.className = "busy";
  line.textContent = "Reading…";
  return line;
}

async function ask(question) {
  if (busy || !question) return;
  setBusy(true);
  const began = conversation;
  const { turn, reply } = newTurn(question);
  if (find("welcome").contains(document.activeElement)) reply.focus();
  find("welcome").hidden = true;
  find("new-conversation").hidden = false;
  showTurn(turn);
  try {
    const answer = await server.answer({ question, history: [...asked], ...scopeAsked() });
    if (began !== conversation) return;
    asked.push(question);
    reply.innerHTML = answer.html;
    announce(answer.announcement);
    showTurn(turn);
    showBeside(answer.place, reply);
  } catch (error) {
    reply.textContent = "No answer came back. Is Quoth still running?";
    if (!questionBox.value) questionBox.value = question;
    reply.classList.add("failed");
    announce(reply.textContent);
  } finally {
    if (began === conversation) setBusy(false);
  }
}

// Beside the chat, where there is room, the best finding's document opens by itself; a refusal leaves nothing lit there.
function showBeside(place, reply) {
  if (!place) clearSource();
  else if (wide.matches) openSource(JSON.parse(place), reply.querySelector(".citation"));
}

function showTurn(turn) {
  const log = find("log");
  log.scrollTop += turn.getBoundingClientRect().top - log.getBoundingClientRect().top - 24;
}

function setBusy(state) {
  busy = state;
  quoth.classList.toggle("answering", state);
  find("send").disabled = state;
  if (state) announce("Reading…");
}

function newConversation() {
  conversation++;
  asked.length = 0;
  find("turns").replaceChildren();
  find("welcome").hidden = false;
  find("new-conversation").hidden = true;
  setBusy(false);
  announce("New conversation.");
  clearSource();
  questionBox.focus();
}

async function copyQuote(button) {
  const said = button.querySelector(".said");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    said.textContent = "Copied";
    announce("Copied.");
  } catch (error) {
    said.textContent = "Not allowed";
  }
  setTimeout(() => (said.textContent = "Copy"), 1600);
}

function fitQuestion() {
  questionBox.style.height = "auto";
  questionBox.style.height = Math.min(questionBox.scrollHeight, 180) + "px";
}

function send() {
  const question = questionBox.value.trim();
  if (busy || !question) return;
  questionBox.value = "";
  fitQuestion();
  toggleRestrict(false);
  ask(question);
}

function startChat() {
  find("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  questionBox.addEventListener("input", fitQuestion);
  questionBox.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  find("new-conversation").addEventListener("click", newConversation);
}
