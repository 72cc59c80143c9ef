import { fillInput } from "/cards.js";

// Plausible answers for the product's inputs, so no player has to invent a justification to see what happens: by policy in examples.json,
// by the ids of the inputs; here what fits every policy.
const policies = Object.entries(await (await fetch("/examples.json")).json());
const common = {
  evidence: "https://intra.contoso.example/evidence/4711",
  comment: "What stands in the policy's place is checked, and the end is near; fine until then.",
};

/** The examples of the policy whose id or name stands first in what is shown, and what fits every policy. */
function textsAbout(about) {
  const placeOf = ([id, texts]) => Math.min(...[id, texts.name].map((name) => about.indexOf(name)).filter((place) => place >= 0));
  const first = policies.reduce((one, other) => (placeOf(other) < placeOf(one) ? other : one));
  return placeOf(first) < Infinity ? { ...common, ...first[1] } : common;
}

const pad = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** The day that lies so many days ahead, as inputs hold it. */
export const dayAhead = (now, days) => day(new Date(now.getTime() + days * 86400000));

/** An example for one input of the renderer on a card about this policy; undefined: leave it as it is. */
export function exampleFor(input, now, about) {
  const texts = textsAbout(about);
  const id = input.id ?? "";
  const type = input.getJsonTypeName();
  if (type === "Input.ChoiceSet") {
    const values = input.choices.map((choice) => choice.value);
    const liked = [texts[id], "SEC-MFA", "technical"].find((value) => values.includes(value));
    return liked ?? (input.isRequired ? values[0] : undefined);
  }
  if (type === "Input.Date") {
    if (!input.isRequired) return undefined;
    let wanted = dayAhead(now, 30);
    if (input.max && wanted > input.max) wanted = input.max;
    return input.min && wanted < input.min ? input.min : wanted;
  }
  if (type === "Input.Number") return input.isRequired ? "1" : undefined;
  if (type === "Input.Toggle") return undefined;
  return texts[id] ?? (input.isRequired ? `An example for ${input.label ?? id}, long enough to be taken seriously.` : undefined);
}

/** Fills in what is still empty, by the policy that is chosen in an input, else by what is shown around them. */
export function fillWithExamples(inputs, now, shown) {
  const about = inputs.find((input) => input.id === "policyId")?.value || JSON.stringify(shown);
  for (const input of inputs) if (!input.value) fillInput(input, exampleFor(input, now, about));
}
