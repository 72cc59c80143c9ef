// Draws a card with the vendor's renderer and Markdown on, presses every button while all inputs are as drawn, and tells what a person would see.
// Usage: node press-every-button.cjs <node_modules> < card.json
// There is no browser: the renderer draws into the few members of a document that it touches.
'use strict';

const path = require('node:path');
const modules = process.argv[2];

class FakeElement {
  constructor(tag) {
    this.tagName = tag.toUpperCase();
    this.children = [];
    this.attributes = {};
    this.style = { setProperty() {}, removeProperty() {} };
    const names = new Set();
    this.classList = {
      add: (...all) => all.forEach((name) => names.add(name)),
      remove: (...all) => all.forEach((name) => names.delete(name)),
      contains: (name) => names.has(name),
    };
    this.value = '';
    this.innerHTML = '';
    this.innerText = '';
    this.dataset = {};
  }
  get childNodes() { return this.children; }
  get firstChild() { return this.children[0] ?? null; }
  get firstElementChild() { return this.firstChild; }
  get parentElement() { return this.parentNode ?? null; }
  appendChild(child) { child.parentNode = this; this.children.push(child); return child; }
  append(...all) { all.forEach((child) => this.appendChild(child)); }
  insertBefore(child) { return this.appendChild(child); }
  removeChild(child) { this.children = this.children.filter((one) => one !== child); return child; }
  remove() { this.parentNode?.removeChild(this); }
  setAttribute(name, value) { this.attributes[name] = String(value); }
  getAttribute(name) { return this.attributes[name] ?? null; }
  hasAttribute(name) { return name in this.attributes; }
  removeAttribute(name) { delete this.attributes[name]; }
  addEventListener() {}
  removeEventListener() {}
  getElementsByTagName() { return []; }
  querySelectorAll() { return []; }
  querySelector() { return null; }
  getBoundingClientRect() { return { width: 360, height: 640, top: 0, left: 0, right: 360, bottom: 640 }; }
  focus() {}
  click() {}
}

for (const name of ['HTMLElement', 'HTMLInputElement', 'HTMLTextAreaElement', 'HTMLButtonElement', 'HTMLSelectElement']) {
  globalThis[name] = FakeElement;
}
globalThis.document = {
  createElement: (tag) => new FakeElement(tag),
  createElementNS: (_, tag) => new FakeElement(tag),
  createTextNode: (text) => Object.assign(new FakeElement('#text'), { innerText: text }),
  getElementsByTagName: () => [],
  body: new FakeElement('body'),
};
globalThis.window = { addEventListener() {}, getComputedStyle: () => ({ getPropertyValue: () => '' }), document: globalThis.document };

globalThis.self = globalThis.window;
const AdaptiveCards = require(path.join(modules, 'adaptivecards/dist/adaptivecards.js'));
const markdown = require(path.join(modules, 'markdown-it'))({ linkify: true });
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

let input = '';
process.stdin.on('data', (chunk) => { input += chunk; });
process.stdin.on('end', () => {
  const fired = [];
  const card = new AdaptiveCards.AdaptiveCard();
  card.onExecuteAction = (action) => fired.push(action.title);
  const context = new AdaptiveCards.SerializationContext();
  card.parse(JSON.parse(input), context);

  const texts = [];
  const html = [];
  const walk = (element) => {
    if (element.innerText) { texts.push(element.innerText); }
    if (element.innerHTML) { html.push(element.innerHTML); }
    element.children.forEach(walk);
  };
  walk(card.render());

  const pressed = card.getAllActions().filter((action) => !(action instanceof AdaptiveCards.ToggleVisibilityAction));
  pressed.forEach((action) => action.execute());

  process.stdout.write(JSON.stringify({
    problems: Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message),
    texts,
    html,
    inputs: card.getAllInputs().map((one) => one.id),
    buttons: pressed.map((action) => action.title),
    fired,
  }));
});
