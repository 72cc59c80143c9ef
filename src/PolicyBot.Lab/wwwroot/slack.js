// One person's Slack: messages, the App Home, and the modals that lie on top.
import { make } from "/elements.js";
import { drawBlocks, drawText } from "/blocks.js";
import { fillWithExamples } from "/examples.js";

export const isDialog = (text, command) => command && (text === command || text.startsWith(`${command} `));

/** Runs one act and dims what was pressed until it is answered. */
const busy = (element, act) => async (...given) => {
  element.setAttribute("aria-busy", "true");
  try { await act(...given); } finally { element.removeAttribute("aria-busy"); }
};

export function drawSlackMessage(ui, me, message) {
  const mine = message.from !== null && message.from !== "USLACKBOT";
  const element = make("article", { class: mine ? "message mine" : "message", "data-testid": "message", "data-id": message.id, ...(message.text && message.blocks.length ? { "aria-label": message.text } : {}) });
  const author = message.from === null ? "PolicyBot" : message.from === "USLACKBOT" ? "Slackbot" : ui.names[message.from] ?? message.from;
  element.append(make("header", {}, `${author} · ${ui.time(new Date(message.at))}${message.edited ? " · edited" : ""}${message.onlyYou ? " · only visible to you" : ""}`));
  if (message.deleted) element.append(make("p", { class: "bubble gone" }, "This message was deleted."));
  else if (message.blocks.length > 0) {
    const frame = make("div", { class: "card slack", "data-testid": "card" });
    const press = busy(frame, (blockId, actionId, value) => ui.act(me, "press", { ts: message.id, blockId, actionId, value }, message));
    const drawn = drawBlocks(message.blocks, press, {}, `m${message.id.replace(".", "-")}`);
    frame.append(drawn.element);
    element.append(frame);
    element.drawn = { inputs: () => drawn.inputs, focus: () => frame.querySelector("button, select, input")?.focus({ preventScroll: true }) };
  } else {
    const bubble = make("div", { class: "bubble" });
    if (mine) bubble.textContent = message.text.replace(/<@(\w+)>/g, (_, id) => `@${ui.names[id] ?? id}`); else bubble.append(drawText(message.text));
    element.append(bubble);
  }
  if (message.notice) element.append(make("p", { class: "notice", role: "status" }, message.notice));
  return element;
}

const stampOf = (view) => JSON.stringify([view.hash, view.blocks, view.errors, view.trouble, view.values]);

function drawModal(ui, me, view, kept) {
  const root = make("section", { class: "modal", role: "dialog", "aria-labelledby": `title-${view.id}`, "data-testid": "slack-modal", "data-view": view.id, tabindex: "-1" });
  const inputsOf = () => Object.fromEntries(root.inputs.map((input) => [input.id, input.value]));
  const act = busy(root, (name, more) => ui.act(me, name, { view: view.id, ...more }, view));
  const head = make("header");
  head.append(make("h3", { id: `title-${view.id}` }, view.title));
  const close = make("button", { type: "button", class: "x", "aria-label": `Close ${view.title}`, "data-testid": "slack-close" }, "×");
  close.addEventListener("click", () => act("close"));
  head.append(close);

  const values = { ...view.values };
  for (const [id, value] of kept ?? []) if (id in values) values[id] = value; // what is being typed stays while the app updates the view
  const body = make("form", { class: "body", id: `form-${view.id}`, novalidate: "" });
  if (view.trouble) body.append(make("p", { class: "error", role: "alert" }, view.trouble));
  const drawn = drawBlocks(view.blocks, (blockId, actionId, value) => act("press", { blockId, actionId, value, inputs: inputsOf() }), { values, errors: view.errors }, view.id);
  body.append(drawn.element);
  body.addEventListener("submit", (event) => { event.preventDefault(); if (view.submit) act("submit", { inputs: inputsOf() }); });

  const foot = make("footer");
  if (drawn.inputs.length > 0) {
    const fill = make("button", { type: "button", class: "fill", "data-testid": "fill-example" }, "Fill with an example");
    const shown = view.blocks.filter((block) => block.type !== "input");
    fill.addEventListener("click", () => fillWithExamples(drawn.inputs, ui.now(), shown));
    foot.append(fill);
  }
  const cancel = make("button", { type: "button", "data-testid": "slack-cancel" }, view.close ?? (view.submit ? "Cancel" : "Close"));
  cancel.addEventListener("click", () => act("close"));
  foot.append(cancel);
  if (view.submit) foot.append(make("button", { type: "submit", form: `form-${view.id}`, class: "primary", "data-testid": "slack-submit" }, view.submit));
  root.append(head, body, foot);
  root.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); act("close"); } });
  root.inputs = drawn.inputs;
  root.stamp = stampOf(view);
  root.drawn = { inputs: () => drawn.inputs };
  return root;
}

/** Draws the modal on top, those beneath only as a count; what somebody is typing stays. */
export function drawModals(ui, me, container, views) {
  const top = views.at(-1);
  const old = container.querySelector(".modal");
  container.hidden = !top;
  container.dataset.depth = views.length;
  if (!top) {
    const held = old?.contains(document.activeElement);
    container.replaceChildren();
    if (held) ui.focusBack();
    return;
  }
  const same = old?.dataset.view === top.id && container.dataset.email === me;
  if (same && old.stamp === stampOf(top)) return;
  const focused = same && old.contains(document.activeElement) ? document.activeElement.id : undefined;
  const scrolled = same ? old.querySelector(".body").scrollTop : 0;
  const kept = same ? old.inputs.filter((input) => input.value !== (old.given?.[input.id] ?? "")).map((input) => [input.id, input.value]) : [];
  const modal = drawModal(ui, me, top, kept);
  modal.given = { ...top.values };
  container.dataset.email = me;
  const hadFocus = document.activeElement === document.body || container.contains(document.activeElement) || container.parentElement?.contains(document.activeElement);
  container.replaceChildren(modal);
  modal.querySelector(".body").scrollTop = scrolled;
  const faulty = modal.querySelector("[aria-invalid]");
  if (faulty && hadFocus) (faulty.matches("input, textarea, select") ? faulty : faulty.querySelector("input"))?.focus();
  else if (focused && document.getElementById(focused)) document.getElementById(focused).focus({ preventScroll: true });
  else if (hadFocus) (modal.querySelector(".body input, .body textarea, .body select") ?? modal).focus({ preventScroll: true });
}

export function drawHome(ui, me, container, home) {
  const stamp = JSON.stringify(home);
  if (container.stamp === stamp && container.dataset.email === me) return;
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.action : undefined;
  const top = container.scrollTop;
  container.stamp = stamp;
  container.dataset.email = me;
  if (!home) { container.replaceChildren(make("p", { class: "empty" }, "The app has published nothing here yet.")); return; }
  const frame = make("div", { class: "home-blocks" });
  const press = busy(frame, (blockId, actionId, value) => ui.act(me, "press", { view: home.id, blockId, actionId, value }, home));
  frame.append(drawBlocks(home.blocks, press, { values: home.values }, home.id).element);
  container.replaceChildren(frame);
  container.scrollTop = top;
  if (focused) container.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
