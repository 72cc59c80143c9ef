// What the scripted model does, as it stands and to be chosen.
import { make } from "/elements.js";

const usual = { answer: "scripted", delay: "", fault: "" };
const lists = (panel) => [...panel.querySelectorAll("select[data-model]")];
const statuses = { 0: "got no answer", 200: "was answered", 400: "was refused (400)", 429: "was turned away (429)", 500: "failed (500)" };

/** Shows what holds, whoever chose it: on this page, on another, or in a test. */
export function showModel(panel, model) {
  panel.hidden = !model;
  if (!model) return;
  const elsewhere = model.elsewhere !== undefined;
  for (const label of panel.querySelectorAll("label, .what")) label.hidden = elsewhere;
  if (elsewhere) {
    panel.querySelector("#model-does").textContent = new URL(model.elsewhere).host;
    panel.querySelector("#model-asked").textContent = `The Host asks ${model.elsewhere}; what that answers is not chosen here.`;
    return;
  }
  const told = model.answer === null; // by code, and by no choice of this page
  for (const list of lists(panel)) {
    const stranger = list.querySelector("option[data-stranger]");
    if (told && !stranger) list.prepend(make("option", { value: "?", disabled: "", "data-stranger": "" }, "as a test told it"));
    if (!told) stranger?.remove();
    const value = told ? "?" : model[list.dataset.model];
    if (list.value !== value) list.value = value;
  }
  panel.querySelector("#model-does").textContent = told ? "as a test told it" : inWords(panel, model);
  panel.classList.toggle("unusual", told || Object.entries(usual).some(([name, value]) => model[name] !== value));
  panel.querySelector("#model-asked").textContent = model.requests === 0 ? "It was not asked yet."
    : `Asked ${model.requests === 1 ? "once" : `${model.requests} times`}; the last request ${statuses[model.lastStatus] ?? `ended with ${model.lastStatus}`}.`;
}

function inWords(panel, { delay, fault }) {
  const words = (name) => {
    const chosen = panel.querySelector(`select[data-model="${name}"]`).selectedOptions[0];
    return chosen?.dataset.short ?? chosen?.textContent ?? "";
  };
  if (delay === "silent") return words("delay");
  const does = words(fault ? "fault" : "answer");
  return delay ? `${does}, after ${words("delay")}` : does;
}

/** Tells the Lab what was chosen; the panel closes by Escape and by a press beside it. */
export function wireModel(panel, choose) {
  for (const list of lists(panel)) list.addEventListener("change", () => choose({ [list.dataset.model]: list.value }));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => { if (!panel.contains(event.target)) panel.open = false; });
}
