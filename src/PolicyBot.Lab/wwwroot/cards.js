// Draws cards with the official renderer, as a Teams client would: its look, Markdown in TextBlocks, inputs checked before anything is sent.
/* global AdaptiveCards, markdownit */

const markdown = markdownit({ html: false, linkify: false, breaks: false }).disable(["heading", "code", "fence", "table", "image", "blockquote", "hr"]);

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

export const renderMarkdown = (text) => markdown.render(text);

const paint = (value, subtle) => ({ default: value, subtle: subtle ?? value });

function hostConfig() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  const foregroundColors = {
    default: paint(of("--text"), of("--quiet")), accent: paint(of("--accent")), good: paint(of("--good")),
    warning: paint(of("--warn")), attention: paint(of("--bad")), light: paint(of("--quiet")), dark: paint(of("--text")),
  };
  const container = (back, line) => ({ backgroundColor: of(back), borderColor: of(line ?? back), foregroundColors });
  return new AdaptiveCards.HostConfig({
    fontFamily: "system-ui, 'Segoe UI', Roboto, sans-serif",
    spacing: { small: 6, default: 10, medium: 16, large: 24, extraLarge: 32, padding: 14 },
    separator: { lineThickness: 1, lineColor: of("--line") },
    supportsInteractivity: true,
    fontSizes: { small: 12, default: 14, medium: 15, large: 17, extraLarge: 21 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    containerStyles: {
      default: container("--panel"), emphasis: container("--raised", "--line"), accent: container("--mine"),
      good: container("--good-back"), attention: container("--bad-back"), warning: container("--warn-back"),
    },
    actions: { maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left", showCard: { actionMode: "inline", inlineTopMargin: 12 } },
    inputs: {
      label: { inputSpacing: "small", requiredInputs: { suffix: " *", suffixColor: "attention", weight: "bolder" }, optionalInputs: { weight: "bolder" } },
      errorMessage: { spacing: "small", weight: "bolder", color: "attention" },
    },
    textBlock: { headingLevel: 3 },
  });
}

/** Draws a card. `press` is called with the action once its inputs are in order. */
export function drawCard(json, press) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfig();
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      if (/^https?:/i.test(action.url ?? "")) window.open(action.url, "_blank", "noopener");
    } else if (action instanceof AdaptiveCards.ExecuteAction) {
      press({ kind: "execute", verb: action.verb, data: action.data ?? {}, title: action.title, id: action.id });
    } else if (action instanceof AdaptiveCards.SubmitAction) {
      press({ kind: "submit", data: action.data ?? {} });
    }
  };
  card.parse(json);
  const element = card.render() ?? document.createElement("p");
  for (const input of card.getAllInputs(true)) input.renderedElement?.setAttribute("data-testid", `input-${input.id}`);
  const focus = () => (element.querySelector("input, select, textarea, button") ?? element).focus({ preventScroll: true });
  return { card, element, focus, inputs: () => card.getAllInputs(true) };
}

/** Puts a value into an input as if somebody had typed it. False: the input does not take it. */
export function fillInput(input, value) {
  const root = input.renderedElement;
  if (!root || value === undefined || value === null) return false;
  const changed = (element) => ["input", "change"].forEach((name) => element.dispatchEvent(new Event(name, { bubbles: true })));
  const marks = [...root.querySelectorAll("input[type=radio], input[type=checkbox]")];
  if (marks.length > 0) {
    const choices = input.choices ?? [];
    const wanted = choices.length > 0 ? choices.findIndex((choice) => choice.value === value) : 0;
    if (wanted < 0 || !marks[wanted]) return false;
    marks[wanted].checked = choices.length > 0 || value === (input.valueOn ?? "true");
    changed(marks[wanted]);
    return true;
  }
  const field = root.matches("input, textarea, select") ? root : root.querySelector("input, textarea, select");
  if (!field) return false;
  if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) return false;
  field.value = value;
  changed(field);
  return field.value !== "";
}
