// Plausible answers for the product's inputs, by their ids, so that nobody has to invent a justification to see what happens.
const texts = {
  title: "MFA off on svc-build",
  justification: "The build server's vendor supports hardware keys only from its spring release on. Until then the nightly build cannot sign in, and releases would stop. Some 40 customers get their updates from it.",
  scope: "The service account svc-build on the build server; no other account.",
  compensatingControls: "Sign-in is allowed from the build server's address only, and the password is rotated every week by the vault.",
  impactIfDenied: "No releases until the vendor delivers; security fixes to customers would wait too.",
  department: "Engineering",
  assets: "svc-build",
  evidence: "https://vendor.example/roadmap",
  comment: "The address is limited and the vendor's date is confirmed in writing; fine until then.",
};

const pad = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** An example for one input of the renderer; undefined: leave it as it is. */
export function exampleFor(input, now) {
  const id = input.id ?? "";
  const type = input.getJsonTypeName();
  if (type === "Input.ChoiceSet") {
    const values = input.choices.map((choice) => choice.value);
    const liked = ["SEC-MFA", "service", "technical", "Engineering"].find((value) => values.includes(value));
    return liked ?? (input.isRequired ? values[0] : undefined);
  }
  if (type === "Input.Date") {
    if (!input.isRequired) return undefined;
    let wanted = day(new Date(now.getTime() + 30 * 86400000));
    if (input.max && wanted > input.max) wanted = input.max;
    return input.min && wanted < input.min ? input.min : wanted;
  }
  if (type === "Input.Number") return input.isRequired ? "1" : undefined;
  if (type === "Input.Toggle") return undefined;
  return texts[id] ?? (input.isRequired ? `An example for ${input.label ?? id}, long enough to be taken seriously.` : undefined);
}
