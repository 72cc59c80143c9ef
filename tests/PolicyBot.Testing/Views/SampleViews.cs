using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Views;

/// <summary>One good example of each view, as a person at Contoso would meet it.</summary>
public static class SampleViews
{
    public static ExceptionId Id { get; } = ExceptionId.Parse("PX-7K2M9QRT");

    public static IReadOnlyDictionary<string, CardView> All { get; } = new Dictionary<string, CardView>
    {
        ["form"] = Form(),
        ["form-refused"] = RefusedForm(),
        ["preview"] = Preview(),
        ["approval"] = Approval(),
        ["approval-long"] = LongApproval(),
        ["status"] = Status(),
        ["ping"] = Ping(),
        ["history"] = History(),
        ["list"] = List(),
    };

    public static CardAction Action(string verb, string title, ActionLook look = ActionLook.Plain, bool ignoresInputs = false) =>
        new() { Verb = verb, Title = title, Id = Id, Revision = 2, Look = look, IgnoresInputs = ignoresInputs };

    public static FormView Form() => new()
    {
        Summary = "Your request about multi-factor authentication: fill in the form",
        Heading = "Exception to: Multi-factor authentication",
        Intro =
        [
            TextPart.Paragraph("Every account signs in with phishing-resistant MFA."),
            TextPart.Paragraph("Service accounts can use a vault key; no exception needed. https://intra.contoso.example/vault"),
        ],
        Fields =
        [
            new() { Id = "title", Label = "What is it about?", Kind = FieldKind.Line, Required = true, MaxLength = TextLimits.Title,
                Placeholder = "MFA off on svc-build", ErrorMessage = "Say in one line what it is about." },
            new() { Id = "justification", Label = "Why can the policy not be met?", Kind = FieldKind.Text, Required = true, MinLength = 40,
                MaxLength = TextLimits.Justification, ErrorMessage = "Say why, in at least 40 characters." },
            new() { Id = "scope", Label = "What exactly is concerned?", Kind = FieldKind.Text, Required = true,
                MaxLength = TextLimits.Other, ErrorMessage = "Name the systems or accounts." },
            new() { Id = "compensatingControls", Label = "What protects you meanwhile?", Kind = FieldKind.Text, Required = true,
                MaxLength = TextLimits.Other, ErrorMessage = "Say what stands in the policy's place, or \"nothing\"." },
            new() { Id = "expiresOn", Label = "Until when?", Kind = FieldKind.Date, Required = true, Earliest = new(2026, 11, 21),
                Latest = new(2027, 2, 18), ErrorMessage = "Choose a day between 21 Nov 2026 and 18 Feb 2027." },
            new() { Id = "field.accountType", Label = "Account type", Kind = FieldKind.Choice, Required = true,
                Choices = [new("human", "human"), new("service", "service"), new("vendor", "vendor")], ErrorMessage = "Choose one." },
        ],
        More =
        [
            new() { Id = "impactIfDenied", Label = "What happens if it is denied?", Kind = FieldKind.Text, MaxLength = TextLimits.Other,
                ErrorMessage = "At most 1,000 characters." },
            new() { Id = "ownerEmail", Label = "Who is accountable?", Kind = FieldKind.Line, Value = "sal@contoso.example",
                MaxLength = TextLimits.Field, ErrorMessage = "An e-mail address at Contoso." },
            new() { Id = "field.accounts", Label = "How many accounts?", Kind = FieldKind.Number, Value = "3", ErrorMessage = "A number." },
            new() { Id = "confidential", Label = "Confidential: only its people, auditors and administrators see it",
                Kind = FieldKind.Toggle, Value = "false", ErrorMessage = "Yes or no." },
        ],
        Actions =
        [
            Action(Verbs.Preview, "Preview", ActionLook.Positive),
            Action(Verbs.Discard, "Discard", ActionLook.Destructive, ignoresInputs: true),
        ],
    };
    /// <summary>Several answers, of which one is chosen.</summary>
    /// <param name="lookup">What is looked up; null: all are listed.</param>
    public static FormField Several(string? lookup) => new()
    {
        Id = "assetsPicked",
        Label = "Assets",
        Kind = FieldKind.Several,
        Lookup = lookup,
        Choices = lookup is null ? [new("db-7", "db-7 (Orders database)"), new("app-1", "app-1")] : [new("db-7", "db-7 (Orders database)")],
        Value = "db-7",
        ErrorMessage = "Choose one of these.",
    };


    public static FormView RefusedForm()
    {
        var form = Form();
        return form with
        {
            Fault = "Two answers need another look. Nothing was sent yet.",
            Fields =
            [
                form.Fields[0] with { Value = "MFA off on svc-build" },
                form.Fields[1] with { Value = "The vendor has no support yet.", Fault = "Say why, in at least 40 characters (30 now)." },
                .. form.Fields.Skip(2).Take(2).Select(field => field with { Value = "Build server" }),
                form.Fields[4] with { Value = "2027-02-15" },
                form.Fields[5] with { Value = "service" },
            ],
            More =
            [
                form.More[0],
                form.More[1] with { Value = "ana@contoso.example", Fault = "Ana decides on this policy; name somebody else." },
                .. form.More.Skip(2),
            ],
        };
    }

    public static PreviewView Preview() => new()
    {
        Summary = "PX-7K2M9QRT: check your request. Nobody has seen it yet",
        Heading = "Nobody has seen this yet",
        Risk = RiskLabel.High,
        RiskWords = "HIGH risk: the account can change what ships to customers",
        Parts =
        [
            new("You ask for", "MFA off on svc-build"),
            new("Until", "Mon 15 Feb 2027 (87 days)"),
            new("Your reason", "The vendor has no support for hardware keys before February.", Quoted: true),
            new("Who will review", "Ana Lopez or Bo Chen, then the CISO"),
            TextPart.Paragraph("Reviewers need about 3 days."),
        ],
        Questions = ["What happens when the vendor is late again?", "Who watches the sign-ins of svc-build?"],
        Actions =
        [
            Action(Verbs.Submit, "Submit", ActionLook.Positive),
            Action(Verbs.Edit, "Answer 2 questions"),
            Action(Verbs.Edit, "Edit", ignoresInputs: true),
            Action(Verbs.Discard, "Discard", ActionLook.Destructive, ignoresInputs: true),
        ],
    };

    public static ApprovalView Approval() => new()
    {
        Id = Id,
        Revision = 2,
        Summary = "HIGH: MFA off on svc-build, Sal Ortiz, until 15 Feb",
        Title = "MFA off on svc-build",
        Risk = RiskLabel.High,
        RiskWords = "HIGH risk: the account can change what ships to customers",
        PolicyId = "SEC-MFA",
        Parts =
        [
            new("Who", "Sal Ortiz, Engineering"),
            new("What", "Multi-factor authentication (SEC-MFA) for svc-build on the build server"),
            new("Until", "Mon 15 Feb 2027 (87 days)"),
            new("Why", "The vendor has no support for hardware keys before February. Without sign-in the nightly build stops.",
                Quoted: true),
            new("Instead", "Vault key, changed daily; sign-in only from the build network.", Quoted: true),
            new("Open", "Nothing is said about what happens when the vendor is late again."),
        ],
        Acceptance = "By approving you accept the remaining risk (high) for Security until 15 Feb 2027.",
        Comment = new()
        {
            Id = "comment",
            Label = "Why? The requester and the auditor read this",
            Kind = FieldKind.Text,
            Required = true,
            MinLength = TextLimits.MinimumComment,
            MaxLength = TextLimits.Other,
            ErrorMessage = "A reason of at least 10 characters.",
        },
        More =
        [
            new() { Id = "expiresOn", Label = "Only until (a shorter end)", Kind = FieldKind.Date, Earliest = new(2026, 11, 21),
                Latest = new(2027, 2, 15), ErrorMessage = "A day up to 15 Feb 2027." },
        ],
        Details =
        [
            new("If it is denied", "The nightly build stops.", Quoted: true),
            new("Summary by the model", "A service account without MFA until the vendor ships support in February."),
            new("Who decides", "Rule sec-high: Ana Lopez or Bo Chen, then the CISO office."),
            new("Earlier", "PX-1A2B3C4D, rejected 3 Mar 2026: no plan given."),
        ],
        Actions =
        [
            Action(Verbs.Approve, "Approve", ActionLook.Positive),
            Action(Verbs.Reject, "Reject", ActionLook.Destructive),
            Action(Verbs.RequestChanges, "Request changes"),
        ],
    };

    public static ApprovalView LongApproval()
    {
        var view = Approval();
        return view with
        {
            Parts =
            [
                .. view.Parts.Take(3),
                new("Why",
                    string.Concat(
                        Enumerable.Repeat(
                            "The vendor has no support for hardware keys before February. Without sign-in the nightly build stops, and nothing ships.\n", 12)), Quoted: true),
                .. view.Parts.Skip(4),
            ],
        };
    }

    public static StatusView History() => new()
    {
        Summary = "PX-7K2M9QRT: History",
        Heading = "PX-7K2M9QRT · History",
        Tone = Tone.Neutral,
        Parts =
        [
            new("1. 20 Nov 2026 09:12: Sal Ortiz sent revision 1, until Mon 15 Feb 2027 (3f9a1c22)",
                "The vendor has no support for hardware keys before February.", Quoted: true),
            new("2. 20 Nov 2026 09:12: PolicyBot assessed it: high risk (91d0aa71)", ""),
            new("3. 20 Nov 2026 09:12: PolicyBot chose the approvers by rule sec-high, 2 stage(s) (00c1b2e3)", ""),
            new("4. 20 Nov 2026 10:12: Ana Lopez approved (77aa2b10)", "Fine until the vendor ships.", Quoted: true),
        ],
        Whole = Action(Verbs.History, "History", ignoresInputs: true),
        Actions = [Action(Verbs.Status, "Back", ignoresInputs: true)],
    };

    public static StatusView Status() => new()
    {
        Summary = "PX-7K2M9QRT is approved until 15 Feb: MFA off on svc-build",
        Heading = "PX-7K2M9QRT: approved",
        Tone = Tone.Good,
        Parts =
        [
            new("What", "MFA off on svc-build"),
            new("Until", "Mon 15 Feb 2027"),
            new("Ana Lopez wrote", "Fine until the vendor ships.\nPlease report when the key is there.", Quoted: true),
            TextPart.Paragraph("Receipt: event 7, 3f9a1c22"),
        ],
        Whole = Action(Verbs.Details, "Details", ignoresInputs: true),
        Details = [new("Who decided", "Ana Lopez, 20 Nov 2026 10:12"), new("Rule", "sec-high")],
        Actions = [Action(Verbs.History, "History"), Action(Verbs.AskWithdraw, "Withdraw", ActionLook.Destructive)],
    };

    public static StatusView Ping() => new()
    {
        Summary = "PX-7K2M9QRT ends in 14 days: MFA off on svc-build",
        Heading = "PX-7K2M9QRT ends in 14 days",
        Tone = Tone.Attention,
        Parts =
        [
            new("What", "MFA off on svc-build"),
            new("Ends", "Mon 15 Feb 2027, end of day (Europe/Berlin)"),
            TextPart.Paragraph(
                "Renew by Thu 11 Feb: reviewers need about 3 days. When nothing is done it ends, and the policy holds again."),
        ],
        Actions =
        [
            Action(Verbs.Renew, "Renew", ActionLook.Positive),
            Action(Verbs.AskClose, "Close: fixed"),
            Action(Verbs.LetItEnd, "Let it end"),
        ],
    };

    public static ListView List() => new()
    {
        Summary = "3 requests wait for you",
        Heading = "Waiting for you: 3",
        Intro = [TextPart.Paragraph("Riskiest first, then oldest.")],
        Lines =
        [
            new("PX-7K2M9QRT · MFA off on svc-build", "HIGH · Sal Ortiz · until 15 Feb 2027", Action(Verbs.Status, "Open")),
            new("PX-1A2B3C4D · Old TLS on the till", "MEDIUM · Kim Park · until 31 Jan 2027", Action(Verbs.Status, "Open")),
            new("PX-9Z8Y7X6W · USB sticks in the lab", "LOW · Noor Haddad · until 1 Dec 2026", null),
        ],
        Actions = [new() { Verb = Verbs.Help, Title = "Help" }],
    };
}
