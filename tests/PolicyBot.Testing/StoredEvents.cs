using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
using static PolicyBot.Domain.Exceptions.ExceptionEvent;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Testing;

/// <summary>One event of every kind, with every member set where it can be; the name is the name of its file.</summary>
public static class StoredEvents
{
    private const string ByMachine = "submitted.byMachine";
    private static readonly ExceptionId Other = ExceptionId.Parse("PX-1B3D5F7H");
    private static readonly DateTimeOffset End = new(2027, 2, 15, 23, 0, 0, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, RecordedEvent> All { get; } = new Dictionary<string, ExceptionEvent>
    {
        ["submitted"] = new Submitted(
            2, Content, Sal.Person, Sal.Name, End, new(2026, 12, 4, 9, 0, 0, TimeSpan.Zero), 87, ARequest.CatalogHash, Renews: Other,
                Renewal: 1, AsksAgain: Other),
        ["submitted.first"] = new Submitted(
            1,
            new RequestContent
            {
                PolicyId = "FIN-SPEND",
                Title = "Crane",
                Justification = "One offer only.",
                ExpiresOn = new(2027, 2, 15),
                OwnerEmail = Sal.Person
            },
            Sal.Person, Sal.Name, End, new(2026, 12, 4, 9, 0, 0, TimeSpan.Zero), 87, ARequest.CatalogHash, null, 0, null),
        ["submitted.earlierConditions"] = new Submitted(
            1, Content, Sal.Person, Sal.Name, End, new(2026, 12, 4, 9, 0, 0, TimeSpan.Zero), 87, ARequest.CatalogHash, Other, 1, null)
        {
            EarlierConditions = [new EarlierCondition("Rotate the key.", new(2026, 12, 15))],
        },
        ["submitted.withFacts"] = new Submitted(
            1,
            Content with
            {
                Facts = new Dictionary<string, string> { ["data"] = "ordinary" },
                Corrected = new Dictionary<string, string> { ["systems"] = "core" }
            },
            Sal.Person, Sal.Name, End, new(2026, 12, 4, 9, 0, 0, TimeSpan.Zero), 87, ARequest.CatalogHash, null, 0, null),
        [ByMachine] = new Submitted(
            1, Content with { Confidential = false }, Sal.Person, Sal.Name, End, new(2026, 12, 4, 9, 0, 0, TimeSpan.Zero), 87,
                ARequest.CatalogHash, null, 0, null),
        ["imported"] = new Imported(
            Content, Sal.Person, Sal.Name, End, 87, ARequest.CatalogHash, "security",
            new ImportOrigin(
                "Exceptions 2026", "exceptions.csv", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 7, "EX-17",
                "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "Ana Lima, CISO board", new(2026, 5, 4),
                RiskLabel.High)),
        ["imported.leastOf"] = new Imported(
            new RequestContent
            {
                PolicyId = "FIN-SPEND",
                Title = "Crane",
                Justification = "One offer only.",
                ExpiresOn = new(2027, 2, 15),
                OwnerEmail = Sal.Person
            },
            Sal.Person, Sal.Name, End, 87, ARequest.CatalogHash, "finance",
            new ImportOrigin(
                "exceptions", "exceptions.xlsx", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 2, "",
                "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "the board", new(2026, 5, 4), null)),
        ["assessed"] = new Assessed(1, new Domain.Risk.Assessment(
            RiskLabel.Critical, AssessmentDecider.Model, "The text names the tenant's administrator.", Rubric,
            new ModelResult(
                "Administrator without a second factor.", RiskLabel.Critical, "Catastrophic by likely.",
                    [new ModelFact("It is the tenant's administrator.", "tenant admin")],
                [MissingTag.Controls], "gpt-4.1-2025-04-14", "policybot-gpt", "assessment-1a2b3c4d", 812, 190, 2345),
            FallbackWhy: null, ["What stands in its place?"])),
        ["assessed.byRubric"] =
            new Assessed(1,
            new Domain.Risk.Assessment(RiskLabel.Medium, AssessmentDecider.Floor, "The policy's floor.", Rubric, null, "timeout", [])),
        ["assessed.withFacts"] = new Assessed(1, new Domain.Risk.Assessment(
            RiskLabel.High, AssessmentDecider.Table, "Systems and rights: a core system, or several servers.",
            Rubric with
            {
                Facts = [new RubricFact("fact.systems", "core", Impact.Severe, null),
                    new RubricFact("fact.controls", "none", null, Likelihood.Likely)],
                Known =
                [
                    new AssessedFact("topic", "mfa", FactSource.Policy),
                    new AssessedFact("reach", "inside", FactSource.Field, "field.exposure"),
                    new AssessedFact("data", "ordinary", FactSource.Chosen, "fact.data"),
                    new AssessedFact("people", "2300", FactSource.Text, "scope", "2,300 customers"),
                    new AssessedFact("law", "regulator", FactSource.Model, "justification", "nobody checks"),
                    new AssessedFact("systems", "core", FactSource.Corrected, "scope", "administrator of the domain", "keystone"),
                ],
            },
            new ModelResult(
                "Administrator without a second factor.", RiskLabel.High, "It reaches a core system.",
                    [new ModelFact("Nobody looks.", "nobody checks", "law", "regulator")],
                [], "gpt-4.1-2025-04-14", "policybot-gpt", "assessment-1a2b3c4d", 812, 190, 2345),
            FallbackWhy: null, [])),
        ["routingFailed"] = new RoutingFailed(1, RiskLabel.High, "CISO office"),
        ["routed"] = new Routed(1, new ReviewPolicy(
            "executive", "sec-high", RiskLabel.High, ARequest.CatalogHash,
            [
                new RoutedStage(
                    1, "security-leads", "Security leads", NeedsAll: false, 1,
                        [new RoutedPerson(Ana.Person, "member of Security leads", null)],
                    [new LeftOut(Sal.Person, LeftOutReason.Requester), new LeftOut(Pat.Person, LeftOutReason.Owner)], "#security"),
                new RoutedStage(
                    2, null, "Manager", NeedsAll: true, 1, [new RoutedPerson(Deputy.Person, "stands in for Cis Okafor", Ciso.Person)],
                    [new LeftOut(Ciso.Person, LeftOutReason.Unreachable)], null),
            ],
            ["sec-critical: risk is high, not critical.", "sec-high: area security, risk high."])),
        ["stageOpened"] = new StageOpened(1, 1),
        ["approved"] =
            new Approved(1, 2, Deputy.Person, Deputy.Name, Ciso.Person, Wishes.Fine, new(2026, 12, 24),
            new(2026, 12, 24, 23, 0, 0, TimeSpan.Zero), RiskLabel.High, End, Wishes.Seen),
        ["approved.asAsked"] = new Approved(1, 1, Ana.Person, Ana.Name, null, Wishes.Fine, null, null, RiskLabel.Low, End, Wishes.Seen),
        ["rejected"] = new Rejected(1, 1, Deputy.Person, Deputy.Name, Ciso.Person, "Use the vault key instead.", Wishes.Seen),
        ["changesRequested"] =
            new ChangesRequested(
                1, 1, Deputy.Person, Deputy.Name, Ciso.Person, "Who checks the sign-ins?", ["Who is accountable?"], Wishes.Seen),
        ["stoodIn"] = new StoodIn(1, 1, Ana.Person, "user_not_found", [Ciso.Person, Deputy.Person]),
        ["approved.onBehalf"] =
            new Approved(1, 1, Deputy.Person, Deputy.Name, Ana.Person, Wishes.Fine, null, null, RiskLabel.Low, End,
            Wishes.Seen)
            { OnBehalfOf = Ana.Person },
        ["rejected.onBehalf"] =
            new Rejected(
                1, 1, Deputy.Person, Deputy.Name, Ana.Person, "Use the vault key instead.", Wishes.Seen)
            { OnBehalfOf = Ana.Person },
        ["changesRequested.onBehalf"] =
            new ChangesRequested(
                1, 1, Deputy.Person, Deputy.Name, Ana.Person, "Who checks the sign-ins?", [], Wishes.Seen)
            { OnBehalfOf = Ana.Person },
        ["routed.reasons"] = new Routed(1, new ReviewPolicy(
            "executive", "sec-high", RiskLabel.High, ARequest.CatalogHash,
            [
                new RoutedStage(
                    1, "security-leads", "Security leads", NeedsAll: true, 2,
                    [
                        new RoutedPerson(Ana.Person, null, null) { Group = "Security leads" },
                        new RoutedPerson(Deputy.Person, null, Ciso.Person) { Group = "CISO office", SteppingInFor = "Security leads" },
                    ],
                    [new LeftOut(Ciso.Person, LeftOutReason.Unreachable)], null)
                { SteppedIn = [new SteppingIn("CISO office", "Security leads", SteppingInReason.Unreachable)] },
                new RoutedStage(2, null, null, NeedsAll: false, 1, [new RoutedPerson(Pat.Person, null, null)], [], null)
                {
                    SteppedIn =
                        [new SteppingIn(null, null, SteppingInReason.NoManager),
                        new SteppingIn("CISO office", null, SteppingInReason.TooFew)],
                },
            ],
            null)
        {
            Reasons = new RouteReasons(
                [
                    new SkippedRule(
                        "sec-vendor", new ConditionTerm(ConditionSubject.Field, ["vendor"]) { Field = "Account type", Actual = "human" }),
                    new SkippedRule(
                        "sec-long", new ConditionTerm(ConditionSubject.DurationDays, []) { Min = "31", Max = "90.5", Actual = "30" }),
                ],
                [
                    new ConditionTerm(ConditionSubject.Area, ["security"]) { Actual = "Security" },
                    new ConditionTerm(ConditionSubject.Policy, ["SEC-MFA"]) { Actual = "SEC-MFA" },
                    new ConditionTerm(ConditionSubject.Risk, ["high", "critical"]) { Actual = "high" },
                    new ConditionTerm(ConditionSubject.Department, ["HR", "Sales"]) { Actual = "Sales" },
                    new ConditionTerm(ConditionSubject.Renewal, []) { Max = "2", Actual = "0" },
                ]),
        }),
        ["routed.hours"] =
            new Routed(1,
            new ReviewPolicy("standard", "default", RiskLabel.Low, ARequest.CatalogHash, [AStage.Needs(1, Ana)],
            [])
            { Hours = new ReviewHours(24, 72, "ciso-office") }),
        ["routed.precedents"] =
            new Routed(1, new ReviewPolicy("standard", "default", RiskLabel.Low, ARequest.CatalogHash, [AStage.Needs(1, Ana)], [])
            {
                Precedents =
                [new Precedent(ExceptionId.Parse("PX-00000001"), "MFA off on svc-build", DecisionKind.Rejected, ARequest.Sent,
                "Use the vault key instead.")],
            }),
        ["routed.precedentRevoked"] =
            new Routed(1, new ReviewPolicy("standard", "default", RiskLabel.Low, ARequest.CatalogHash, [AStage.Needs(1, Ana)], [])
            {
                Precedents =
                [
                    new Precedent(
                        ExceptionId.Parse("PX-00000001"), "MFA off on svc-build", DecisionKind.Approved, ARequest.Sent, Wishes.Fine)
                    {
                        Since = Status.Revoked,
                    },
                ],
            }),
        ["escalated"] = new Escalated(1, 1, "CISO office", [Ciso.Person, Deputy.Person]),
        ["membersChanged"] = new MembersChanged(1, 1, [Ana.Person], [Mallory.Person], [Ciso.Person], ARequest.CatalogHash),
        ["reassigned"] = new Reassigned(1, 1, Ana.Person, Ciso.Person, "Ana is on leave until May."),
        ["approved.withIdentities"] =
            new Approved(1, 2, Deputy.Person, Deputy.Name, Ciso.Person, Wishes.Fine, new(2026, 12, 24),
            new(2026, 12, 24, 23, 0, 0, TimeSpan.Zero), RiskLabel.High, End, Wishes.Seen)
            {
                Identities =
                [
                    new(Deputy.Person, ["deputy@contoso.example"], ["slack|T024BE7LD|UDEPUTY"]),
                    new(Sal.Person.Nth(2), ["sal.ortiz@contoso.example", "sal@contoso.example#2"], []),
                ],
            },
        ["delegated"] = new Delegated(1, 1, Ana.Person, Deputy.Person, End, ARequest.Sent),
        ["delegationEnded"] = new DelegationEnded(1, 1, Ana.Person, Deputy.Person),
        ["renewedNoted"] = new RenewedNoted(Status.Suspended, End),
        ["nudged"] = new Nudged(),
        ["withdrawn"] = new Withdrawn("Not needed any more."),
        ["commented"] = new Commented("Zwei Zeilen: \"äöü €\"\n\tund 😀 \\ / \u0001"),
        ["ownerAccepted"] = new OwnerAccepted(Pat.Person),
        ["ownerDeclined"] = new OwnerDeclined(Pat.Person),
        ["granted"] = new Granted(End, new(2027, 2, 15)),
        ["approved.withConditions"] =
            new Approved(1, 1, Ana.Person, Ana.Name, null, Wishes.Fine, null, null, RiskLabel.Low, End, Wishes.Seen)
            {
                Conditions =
                new Conditions(["Rotate the key.", "Alert on every use."], new(2026, 12, 15), new(2026, 12, 15, 23, 0, 0, TimeSpan.Zero)),
            },
        ["emergencyStarted"] = new EmergencyStarted(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero)),
        ["attested"] = new Attested(new(2026, 12, 20), "The alert fired in the last test."),
        ["attestationMissed"] = new AttestationMissed(new(2026, 12, 20)),
        ["promiseProved"] = new PromiseProved(2, "The key is in the vault.", "https://vault.contoso.example/keys/7"),
        ["promiseAccepted"] = new PromiseAccepted(2, "Seen, it is there."),
        ["promiseReturned"] = new PromiseReturned(1, "This is another key."),
        ["promiseMissed"] = new PromiseMissed(1, End),
        ["suspended"] = new Suspended([1, 2]),
        ["resumed"] = new Resumed(),
        ["handOverProposed"] = new HandOverProposed(Pat.Person),
        ["handOverDeclined"] = new HandOverDeclined(Pat.Person),
        ["ownerChanged"] = new OwnerChanged(Sal.Person, Pat.Person),
        ["ownerLeft"] = new OwnerLeft(Sal.Person, "user_not_found"),
        ["metAgain"] = new MetAgain("Signed in with the new key."),
        ["notMetYet"] = new NotMetYet(),
        ["unconfirmed"] = new Unconfirmed(),
        ["letToEnd"] = new LetToEnd(),
        ["closed"] = new Closed("The vendor's keys are in use."),
        ["revoked"] = new Revoked("The account was misused."),
        ["revoked.byPolicyOwner"] = new Revoked("The account was misused.") { As = EndedAs.PolicyOwner },
        ["expired"] = new Expired(),
        ["lapsed"] = new Lapsed(),
        ["renewalStarted"] = new RenewalStarted(Other),
        ["renewalDropped"] = new RenewalDropped(Other),
        ["renewed"] = new Renewed(Other),
    }.ToDictionary(sample =>
        sample.Key, sample => sample.Key == ByMachine ? Recorded(sample.Value) with { Actor = Pipeline } : Recorded(sample.Value));

    private static RequestContent Content => new()
    {
        PolicyId = "SEC-MFA",
        Title = "MFA off on svc-build",
        Justification = "The build account signs in by script;\nthe vendor has no support for keys before March.",
        Scope = "svc-build, on the build server only",
        CompensatingControls = "Sign-in only from 10.0.4.12.",
        ExpiresOn = new(2027, 2, 15),
        Fields = new Dictionary<string, string> { ["accountType"] = "service", ["accounts"] = "12.5" },
        ImpactIfDenied = "Releases stop.",
        OwnerEmail = Pat.Person,
        Department = "Engineering",
        Assets = ["svc-build", "build-01"],
        ReasonKind = "technical",
        Evidence = ["https://vendor.example/ticket/4711"],
        Confidential = true,
    };

    private static RubricResult Rubric => new(
        RiskLabel.Medium, RiskLabel.Low, Impact.Limited, Likelihood.Unlikely, FloorDecided: true, ["The policy's floor is medium."],
        [new RubricFact("field.accountType", "service", Impact.Limited, null),
            new RubricFact("compensatingControls", "given", null, Likelihood.Unlikely)],
        [MissingTag.Owner, MissingTag.Evidence]);

    private static RecordedEvent Recorded(ExceptionEvent fact) => new()
    {
        Sequence = 42,
        Exception = ExceptionId.Parse("PX-7Q2M4X9K"),
        At = new DateTimeOffset(2026, 11, 20, 9, 0, 0, 123, TimeSpan.Zero).AddTicks(4567),
        Actor = fact is Assessed or Routed or RoutingFailed or StageOpened or Granted or Expired or Lapsed ? Actor.PolicyBot : Bo,
        CommitId = "0193f1a2b3c4d5e6",
        Fact = fact,
        Previous = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    };
}
