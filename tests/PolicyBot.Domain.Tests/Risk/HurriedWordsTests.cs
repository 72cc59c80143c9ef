using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Domain.Tests.Risk;

public sealed class HurriedWordsTests
{
    private static readonly PolicyCatalog Sample = SampleCases.Catalog;

    [Theory]
    [InlineData("Sesions are recorded, the log is reviewed dialy.")]
    [InlineData("Loggins are moniotred by the duty desk.")]                    // two letters changed places
    [InlineData("The account is disabeld at night.")]
    [InlineData("Access is restrictted to the lab.")]                          // a letter doubled
    [InlineData("Der Zugang ist eingeschrnkt.")]                               // a letter lost
    public void A_slip_of_the_fingers_hides_no_control(string controls) =>
        Assert.DoesNotContain(MissingTag.Controls, Assess(controls: controls).Missing);

    [Theory]
    [InlineData("A standing account of the plant.")]                           // not the German word for "for ever"
    [InlineData("The terminal and its pretty cover.")]
    public void A_word_of_one_language_is_no_slip_of_another(string reason) =>
        Assert.DoesNotContain(Assess(reason: reason).Known!, fact => fact is { Id: FactKind.Endless, Value: FactKind.Yes });

    [Theory]
    [InlineData("cant do it, scanner is w/o a keyboard", false)]
    [InlineData("wanna have it off, its faster", true)]
    [InlineData("its way easier w/o it, dont ask", true)]
    [InlineData("ham wir immer so gemacht", true)]
    [InlineData("keine lust auf den zweiten faktor", true)]
    [InlineData("der scanner kanns nich, geht nicht, wird nicht unterstützt", false)]
    [InlineData("hi, pls, thx!", true)]
    [InlineData("hallo zusammen, bitte, danke euch, lg", true)]
    public void A_wish_in_slang_is_no_reason_and_a_cause_in_slang_is_one(string reason, bool missing) =>
        Assert.Equal(missing, Assess(reason: reason).Missing.Contains(MissingTag.Reason));

    [Theory]
    [InlineData("Status: open | Workaround: none")]
    [InlineData("VLAN: no")]
    [InlineData("Kontrolle: keine")]
    [InlineData("waf maybe, not sure")]
    [InlineData("vielleicht überwacht, keine Ahnung")]
    public void A_label_without_a_value_and_a_guess_are_no_control(string controls) =>
        Assert.Contains(MissingTag.Controls, Assess(controls: controls).Missing);

    [Theory]
    [InlineData("none really", true)]
    [InlineData("wär halt doof", true)]
    [InlineData("dunno tbh", true)]
    [InlineData("sucks for us", true)]
    [InlineData("keine ahnung", true)]
    [InlineData("nightly builds stop", false)]
    [InlineData("die nachtschicht steht", false)]
    public void A_mood_is_no_consequence(string impact, bool missing) =>
        Assert.Equal(missing, Assess(impact: impact).Missing.Contains(MissingTag.Impact));

    [Theory]
    [InlineData("cant do it, vendor sais the fix comes in feb", true)]
    [InlineData("cannot do it, the police asked us to keep it", true)]
    [InlineData("geht nicht, lt. Hersteller nicht unterstützt", true)]
    [InlineData("cant do it, vendor says the fix comes in feb (ticket 55-10231)", false)]
    [InlineData("cant do it, the vendor has no support for it", false)]
    public void Somebody_elses_word_asks_for_its_proof(string reason, bool missing) =>
        Assert.Equal(missing, Assess(reason: reason).Missing.Contains(MissingTag.Evidence));

    [Theory]
    [InlineData("cant do it now, new reader comes 14.1.", false)]
    [InlineData("cant do it now, new reader lands in feb", false)]
    [InlineData("cant do it now, we swap it til the 17th", false)]
    [InlineData("geht nicht, neues gerät kommt mitte märz", false)]
    [InlineData("cant do it, works with both of them installed", true)]        // "with" and "both" are no time
    [InlineData("cant do it, a new reader comes asap", true)]
    [InlineData("geht nicht, mal schauen wie lange bis januar", true)]
    public void A_step_needs_a_time_however_it_is_written(string reason, bool missing) =>
        Assert.Equal(missing, Assess(reason: reason).Missing.Contains(MissingTag.Remediation));

    [Theory]
    [InlineData("It cannot sign in. Some 40 customers get their updates from it.")]
    [InlineData("It cannot sign in. Rund 40 Kunden bekommen davon ihre Updates.")]
    [InlineData("It cannot sign in, and users can't work.")]
    [InlineData("It cannot sign in, the address of the server has changed.")]
    public void People_who_do_something_are_nobodys_data(string reason) =>
        Assert.DoesNotContain(Assess(reason: reason).Known!, fact => fact.Id is FactKind.Data);

    [Theory]
    [InlineData("The tool cannot stay here. It holds 40 customers with their orders.")]
    [InlineData("The tool cannot stay here. It holds the addresses of 40 users.")]
    public void People_who_are_recorded_are(string reason) =>
        Assert.Contains(Assess("CMP-RESIDENCY", reason).Known!, fact => fact is { Id: FactKind.Data, Value: "ordinary" });

    [Fact]
    public void Who_is_named_in_the_form_and_what_is_linked_there_is_not_asked_for()
    {
        var request = new RequestFacts { Justification = "cant do it, vendor says so", OwnerNamed = true, EvidenceGiven = true };

        var missing = Rubric.Assess(Sample, Sample.Policy("SEC-MFA")!, request).Missing;

        Assert.DoesNotContain(MissingTag.Owner, missing);
        Assert.DoesNotContain(MissingTag.Evidence, missing);
        Assert.Equal([MissingTag.Owner, MissingTag.Evidence], MissingTag.All.Where(request.Answers));
        Assert.DoesNotContain(MissingTag.All, tag => (request with { OwnerNamed = false, EvidenceGiven = false }).Answers(tag));
    }

    [Fact]
    public void A_short_word_in_another_case_than_a_known_one_is_the_same_and_the_later_one_counts()
    {
        var shorthand = new Dictionary<string, string>(Sample.Assessment.Shorthand) { ["PPL"] = "parcels", ["nxt"] = "" };
        var catalog = Sample with { Assessment = Sample.Assessment with { Shorthand = shorthand } };

        var result = Rubric.Assess(catalog, catalog.Policy("SEC-MFA")!, new RequestFacts
        {
            Title = "It",
            Justification = "The ppl of nxt week come without keys.",
            Scope = "The account svc-build",
            ImpactIfDenied = "The release of 3 May slips.",
            DurationDays = 60,
        });

        Assert.NotEmpty(result.Reasons);
    }

    private static RubricResult Assess(
        string policy = "SEC-MFA", string reason = "It cannot do it.", string controls = "", string impact = "The release of 3 May slips.") =>
        Rubric.Assess(Sample, Sample.Policy(policy)!, new RequestFacts
        {
            Title = "It",
            Justification = reason,
            Scope = "The account svc-build",
            CompensatingControls = controls,
            ImpactIfDenied = impact,
            DurationDays = 60,
        });
}
