// Plausible answers for the product's inputs, by their ids, so that nobody has to invent a justification to see what happens.
const security = {
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
const finance = {
  title: "Premium economy to Chicago",
  justification: "The trade fair moved to Chicago at short notice, and every economy seat that arrives before the opening is sold. The stand has to be ready that evening.",
  scope: "One flight to Chicago and back for two people of the stand crew.",
  compensatingControls: "The cheaper return flight makes up for most of the price; the travel desk holds both offers.",
  impactIfDenied: "The stand stays empty on the first day, and its rent is lost.",
  department: "Marketing",
  evidence: "https://travel.example/offers",
  comment: "The offers are on file and the difference is small; fine for this fair.",
};
const people = {
  title: "Two months of work from Lisbon",
  justification: "A parent needs care in Lisbon until spring. All of the work can be done from there, and the team's hours stay the same.",
  scope: "Work from one private address in Lisbon; no other place and no other person.",
  compensatingControls: "Only the company laptop with its encrypted disk is used, and the tax adviser has confirmed the number of days.",
  impactIfDenied: "Unpaid leave, and nobody to stand in during the year's end.",
  department: "Finance",
  evidence: "https://intra.contoso.example/adviser-note",
  comment: "The days are within what the adviser confirmed; fine until then.",
};
const compliance = {
  title: "Start with the vendor before its questionnaire",
  justification: "The only vendor of the spare part asks for the order now; its answers to the security questionnaire are promised for next month.",
  scope: "One order of spare parts; the vendor gets no data and no access.",
  compensatingControls: "The sanctions screening is done, and payment follows delivery.",
  impactIfDenied: "The line stands still for about three weeks.",
  department: "Operations",
  evidence: "https://vendor.example/promise",
  comment: "No data leaves and the screening is done; fine for this order.",
};
const sets = { "SEC-": security, "FIN-": finance, "HR-": people, "CMP-": compliance };

const pad = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** The day that lies so many days ahead, as inputs hold it. */
export const dayAhead = (now, days) => day(new Date(now.getTime() + days * 86400000));

/** An example for one input of the renderer on a card about this policy; undefined: leave it as it is. */
export function exampleFor(input, now, about = "") {
  const texts = sets[about.match(/\b(SEC|FIN|HR|CMP)-/)?.[0]] ?? security;
  const id = input.id ?? "";
  const type = input.getJsonTypeName();
  if (type === "Input.ChoiceSet") {
    const values = input.choices.map((choice) => choice.value);
    const liked = ["SEC-MFA", "service", "eu-eea", "technical", texts.department].find((value) => values.includes(value));
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
