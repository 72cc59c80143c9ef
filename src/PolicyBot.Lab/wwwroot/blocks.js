// Draws Block Kit as a Slack client would, as far as messages, modals and the App Home of a bot need it: nothing is ever set as HTML.
import { make } from "/elements.js";

let names = {};
export const knowNames = (known) => { names = known; };

const emoji = {
  red_circle: "🔴", large_red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵",
  white_check_mark: "✅", warning: "⚠️", x: "❌", hourglass: "⌛", hourglass_flowing_sand: "⏳", bell: "🔔", lock: "🔒",
};

// ---- text
const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });

function link(url, words) {
  return /^(https?|mailto):/i.test(url) ? make("a", { href: url, target: "_blank", rel: "noopener" }, words) : document.createTextNode(words);
}

/** What stands between < and > in mrkdwn: mentions, dates, links. */
function token(inner) {
  const [target, label] = inner.split("|", 2);
  if (target.startsWith("@")) return make("span", { class: "mention" }, `@${names[target.slice(1)] ?? label ?? target.slice(1)}`);
  if (target.startsWith("#")) return make("span", { class: "mention" }, `#${label ?? target.slice(1)}`);
  if (target.startsWith("!date^")) return make("span", {}, label ?? dates.format(new Date(Number(target.split("^")[1]) * 1000)));
  if (target.startsWith("!")) return make("span", { class: "mention" }, label ?? `@${target.slice(1)}`);
  return link(unescaped(target), unescaped(label ?? target));
}

const inline = /<([^<>\n]+)>|```([\s\S]+?)```|`([^`\n]+)`|(?<![\w*])\*(?=\S)([^*\n]*\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]*\S)_(?!\w)|(?<!\w)~(?=\S)([^~\n]*\S)~(?!\w)/;

function mrkdwn(text) {
  const parts = [];
  let rest = text;
  for (let found = inline.exec(rest); found; found = inline.exec(rest)) {
    if (found.index > 0) parts.push(document.createTextNode(unescaped(rest.slice(0, found.index))));
    const [, inner, block, code, bold, italic, struck] = found;
    if (inner !== undefined) parts.push(token(inner));
    else if (block !== undefined || code !== undefined) parts.push(make(block !== undefined ? "pre" : "code", {}, unescaped(block ?? code)));
    else {
      const element = make(bold !== undefined ? "strong" : italic !== undefined ? "em" : "s");
      element.append(...mrkdwn(bold ?? italic ?? struck));
      parts.push(element);
    }
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest) parts.push(document.createTextNode(unescaped(rest)));
  return parts;
}

/** mrkdwn by lines: a line that begins with > is a quotation. */
export function drawText(text, name = "div") {
  const element = make(name, { class: "text" });
  let quote = null;
  for (const line of text.split("\n")) {
    if (line.startsWith("&gt;")) {
      if (!quote) element.append(quote = make("blockquote"));
      else quote.append(document.createElement("br"));
      quote.append(...mrkdwn(line.slice(4).trimStart()));
    } else {
      if (!quote && element.lastChild) element.append(document.createElement("br"));
      quote = null;
      element.append(...mrkdwn(line));
    }
  }
  return element;
}

const drawTextObject = (object, name) => (object.type === "mrkdwn" ? drawText(object.text, name) : make(name ?? "div", { class: "text plain" }, object.text));

function drawRich(part) {
  const pieces = (elements) => elements.map((one) => {
    const words = one.type === "user" ? `@${names[one.user_id] ?? one.user_id}` : one.type === "date" ? one.fallback ?? dates.format(new Date(one.timestamp * 1000))
      : one.type === "emoji" ? emoji[one.name] ?? `:${one.name}:` : one.type === "broadcast" ? `@${one.range}` : one.text ?? one.url ?? "";
    let node = one.type === "link" ? link(one.url, words) : make("span", one.type === "user" || one.type === "broadcast" ? { class: "mention" } : {}, words);
    for (const [style, tag] of [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"]]) {
      if (one.style?.[style]) { const around = make(tag); around.append(node); node = around; }
    }
    return node;
  });
  if (part.type === "rich_text_list") {
    const list = make(part.style === "ordered" ? "ol" : "ul");
    for (const item of part.elements) { const entry = make("li"); entry.append(...pieces(item.elements)); list.append(entry); }
    return list;
  }
  const element = make({ rich_text_quote: "blockquote", rich_text_preformatted: "pre" }[part.type] ?? "div", { class: "text plain" });
  element.append(...pieces(part.elements));
  return element;
}

// ---- what can be pressed, chosen or typed into
function drawButton(element, block, press) {
  const button = make("button", { type: "button", class: `block-button ${element.style ?? ""}`, "data-testid": "slack-button", "data-action": element.action_id }, element.text.text);
  if (element.accessibility_label) button.setAttribute("aria-label", element.accessibility_label);
  button.addEventListener("click", () => {
    if (element.confirm && !confirm(`${element.confirm.title?.text ?? ""}\n\n${element.confirm.text?.text ?? ""}`)) return;
    if (/^https?:/i.test(element.url ?? "")) window.open(element.url, "_blank", "noopener");
    press(block.block_id, element.action_id);
  });
  return button;
}

/** The options of a choice; undefined: it is none. */
const optionsOf = (element) => element.options ?? element.option_groups?.flatMap((group) => group.options);

/** Choices that are marked one by one; of many Slack draws a list to search in. */
const isMarked = (element) => ["radio_buttons", "checkboxes", "multi_static_select"].includes(element.type);

function drawChoice(element, block, value, id, pressed) {
  if (isMarked(element)) {
    const single = element.type === "radio_buttons";
    const group = make("div", { class: "choices", role: single ? "radiogroup" : "group", "aria-labelledby": `${id}-label` });
    for (const [index, option] of element.options.entries()) {
      const mark = make("input", { type: single ? "radio" : "checkbox", name: id, id: `${id}-${index}`, value: option.value });
      mark.checked = (value ?? "").split(",").includes(option.value);
      const label = make("label", { for: `${id}-${index}` });
      label.append(mark, drawTextObject(option.text, "span"));
      if (option.description) label.append(make("span", { class: "quiet" }, option.description.text));
      group.append(label);
    }
    group.addEventListener("change", pressed);
    return group;
  }
  const select = make("select", { id });
  select.append(make("option", { value: "" }, element.placeholder?.text ?? "Choose …"));
  const entries = (options) => options.map((option) => make("option", { value: option.value }, option.text.text));
  if (element.option_groups) {
    for (const group of element.option_groups) { const part = make("optgroup", { label: group.label.text }); part.append(...entries(group.options)); select.append(part); }
  } else select.append(...entries(element.options ?? []));
  select.value = value ?? "";
  if (select.selectedIndex < 0) select.value = "";
  select.addEventListener("change", pressed);
  return select;
}

function drawField(element, value, id, pressed) {
  const types = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local", number_input: "number", email_text_input: "email", url_text_input: "url" };
  const field = element.multiline ? make("textarea", { id, rows: 4 }) : make("input", { id, type: types[element.type] ?? "text" });
  if (element.max_length) field.setAttribute("maxlength", element.max_length);
  if (element.placeholder) field.setAttribute("placeholder", element.placeholder.text);
  field.value = value ?? "";
  field.addEventListener("change", pressed);
  return field;
}

const valueIn = (root) => {
  const marks = [...root.querySelectorAll("input[type=radio], input[type=checkbox]")];
  if (marks.length > 0) return marks.filter((mark) => mark.checked).map((mark) => mark.value).join(",");
  return root.querySelector("input, textarea, select")?.value ?? "";
};

/** What fills in examples knows inputs as the card renderer has them; these look the same to it. */
function asInput(block, element, root) {
  const names2 = { static_select: "Input.ChoiceSet", radio_buttons: "Input.ChoiceSet", checkboxes: "Input.Toggle", multi_static_select: "Input.ChoiceSet", datepicker: "Input.Date", number_input: "Input.Number" };
  return {
    id: block.block_id, type: element.type, label: block.label?.text, isRequired: block.optional !== true, renderedElement: root,
    choices: optionsOf(element)?.map((option) => ({ value: option.value })) ?? [],
    getJsonTypeName: () => names2[element.type] ?? "Input.Text",
    get value() { return valueIn(root); },
  };
}

function drawInput(block, press, given, prefix) {
  const { element } = block;
  const id = `${prefix}-${block.block_id}`.replaceAll(/[^\w-]/g, "-");
  const root = make("div", { class: "block input", "data-testid": `input-${block.block_id}`, "data-block": block.block_id });
  const grouped = isMarked(element);
  const label = make(grouped ? "span" : "label", grouped ? { id: `${id}-label`, class: "label" } : { for: id, class: "label" }, block.label.text);
  label.append(make("span", { class: "quiet" }, block.optional ? " (optional)" : ""));
  const pressed = () => { if (block.dispatch_action) press(block.block_id, element.action_id, valueIn(root)); };
  const value = given.values?.[block.block_id] ?? null;
  const field = optionsOf(element) ? drawChoice(element, block, value, id, pressed) : drawField(element, value, id, pressed);
  const error = given.errors?.[block.block_id];
  if (error) { field.setAttribute("aria-invalid", "true"); field.setAttribute("aria-describedby", `${id}-error`); }
  if (!block.optional) field.setAttribute("aria-required", "true");
  root.append(label, field);
  if (block.hint) root.append(make("p", { class: "hint" }, block.hint.text));
  if (error) root.append(make("p", { class: "error", id: `${id}-error`, role: "alert", "data-testid": `error-${block.block_id}` }, error));
  return { root, input: asInput(block, element, root) };
}

function drawElement(element, block, press, given, prefix) {
  if (element.type === "button") return drawButton(element, block, press);
  if (element.type === "image") return make("img", { src: element.image_url, alt: element.alt_text, class: "thumb" });
  const id = `${prefix}-${block.block_id}-${element.action_id}`.replaceAll(/[^\w-]/g, "-");
  const root = make("span", { "data-testid": `slack-choice-${element.action_id}` });
  const value = given.values?.[block.block_id] ?? null;
  const field = element.type === "overflow" || optionsOf(element)
    ? drawChoice(element, block, value, id, () => press(block.block_id, element.action_id, valueIn(root)))
    : drawField(element, value, id, () => press(block.block_id, element.action_id, valueIn(root)));
  field.setAttribute("aria-label", element.placeholder?.text ?? block.text?.text ?? element.action_id);
  root.append(field);
  return root;
}

/** Draws blocks. `press(blockId, actionId, value)` is called for everything that tells the app; `given` has values and errors of a view. */
export function drawBlocks(blocks, press, given = {}, prefix = "b") {
  const element = make("div", { class: "blocks" });
  const inputs = [];
  for (const block of blocks) {
    const drawn = make("div", { class: `block ${block.type}` });
    switch (block.type) {
      case "header": drawn.append(make("h3", {}, block.text.text)); break;
      case "section": {
        const words = make("div", { class: "words" });
        if (block.text) words.append(drawTextObject(block.text));
        if (block.fields) { const fields = make("div", { class: "fields" }); fields.append(...block.fields.map((field) => drawTextObject(field))); words.append(fields); }
        drawn.append(words);
        if (block.accessory) drawn.append(drawElement(block.accessory, block, press, given, prefix));
        break;
      }
      case "divider": drawn.append(document.createElement("hr")); break;
      case "context": drawn.append(...block.elements.map((one) => (one.type === "image" ? drawElement(one, block, press, given, prefix) : drawTextObject(one, "span")))); break;
      case "actions": drawn.append(...block.elements.map((one) => drawElement(one, block, press, given, prefix))); break;
      case "image": drawn.append(make("img", { src: block.image_url, alt: block.alt_text })); break;
      case "rich_text": drawn.append(...block.elements.map(drawRich)); break;
      case "markdown": drawn.append(make("div", { class: "text plain" }, block.text)); break;
      case "input": {
        const { root, input } = drawInput(block, press, given, prefix);
        inputs.push(input);
        element.append(root);
        continue;
      }
      default: drawn.append(make("p", { class: "quiet" }, `(${block.type})`));
    }
    element.append(drawn);
  }
  return { element, inputs };
}
