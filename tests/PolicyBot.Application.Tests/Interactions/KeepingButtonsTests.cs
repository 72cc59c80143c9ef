using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Attestation, confirmation after the end, and hand-over to another owner: over the whole product on fakes.</summary>
public sealed class KeepingButtonsTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task An_owner_attests_with_a_word_on_how_they_know()
    {
        var office = await GrantedAsync();
        await LookAtAsync(office, "2026-12-20T08:00:00Z");
        var asked = office.LastOf(Sal);
        var summary = asked.View.Summary;

        await office.PressAsync(Sal, asked, Verbs.AskAttest);
        var brief = await office.PressAsync(Sal, asked, Verbs.Attest, ("comment", "ok"));
        await office.PressAsync(Sal, asked, Verbs.Attest, ("comment", "The alert fired in the last test."));

        Assert.Equal("MFA off on svc-build: is this exception still needed?", summary);
        Assert.NotNull(brief.Field("comment").Fault);
        Assert.Equal(new DateOnly(2026, 12, 20), (await office.StateAsync(Id)).Attestations?.AttestedFor);
        Assert.DoesNotContain(Verbs.AskAttest, office.LastOf(Sal).View.Verbs());
    }

    [Fact]
    public async Task A_missed_attestation_is_on_the_record_and_goes_to_the_policy_owner_after_a_week()
    {
        var office = await GrantedAsync();
        await LookAtAsync(office, "2026-12-20T08:00:00Z");
        var before = (office.MessagesOf(Sal).Count, office.MessagesOf(Iam).Count);

        await LookAtAsync(office, "2026-12-23T08:00:00Z");
        await LookAtAsync(office, "2026-12-26T08:00:00Z");
        var warned = (office.MessagesOf(Sal).Count, office.MessagesOf(Iam).Count);
        await LookAtAsync(office, "2026-12-27T08:00:00Z");

        Assert.Equal((before.Item1 + 1, before.Item2), warned);
        Assert.Equal((warned.Item1, warned.Item2 + 1), (office.MessagesOf(Sal).Count, office.MessagesOf(Iam).Count));
        Assert.Contains("sal@contoso.example has not said that this exception is still needed.", office.LastOf(Iam).View.Summary,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verbs.Met)]
    [InlineData(Verbs.NotMet)]
    public async Task A_person_who_does_not_own_it_hears_that_before_how_it_stands(string verb)
    {
        var office = await GrantedAsync();

        var answer = await office.AnswerAsync(Iam, office.LastOf(Iam), ForgedPress(verb));

        Assert.Equal("Only the owner can do this.", Assert.IsType<StatusView>(answer.View).Fault);
    }

    [Fact]
    public async Task A_person_who_does_not_own_it_hears_that_also_after_its_end()
    {
        var office = await GrantedAsync();
        await LookAtAsync(office, "2027-02-15T23:00:00Z");

        var answer = await office.AnswerAsync(Iam, office.LastOf(Iam), ForgedPress(Verbs.Attest));

        Assert.Equal("Only the owner can do this.", Assert.IsType<StatusView>(answer.View).Fault);
    }

    [Fact]
    public async Task At_the_end_the_owner_is_asked_whether_the_policy_is_met_again()
    {
        var office = await GrantedAsync();
        await LookAtAsync(office, "2027-02-15T23:00:00Z");
        var asked = office.LastOf(Sal);
        var titles = asked.View.Buttons().Select(button => button.Title).ToList();

        await office.PressAsync(Sal, asked, Verbs.AskMet);
        var answer = await office.PressAsync(Sal, asked, Verbs.Met, ("comment", "Signed in with the new key."));

        Assert.Equal(["Yes", "Not yet"], titles);
        Assert.Contains("Expired, and the policy is met again", answer.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain(office.Work.All, item => item.Subject == Id.Value && item.Due > office.Time.GetUtcNow().AddDays(2));
    }

    [Fact]
    public async Task Not_yet_is_one_press_and_the_policy_owner_hears_of_it()
    {
        var office = await GrantedAsync();
        await LookAtAsync(office, "2027-02-15T23:00:00Z");

        var answer = await office.PressAsync(Sal, office.LastOf(Sal), Verbs.NotMet);

        Assert.Contains("Expired, not confirmed", answer.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("Yes", answer.Buttons().Select(button => button.Title)); // nothing asks any more
        Assert.Contains("The policy is met again", answer.Buttons().Select(button => button.Title));
        Assert.Contains("nobody has confirmed that the policy is met again", office.LastOf(Iam).View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_days_of_silence_after_the_end_go_to_the_policy_owner()
    {
        var office = await GrantedAsync();
        await LookAtAsync(office, "2027-02-15T23:00:00Z");

        await LookAtAsync(office, "2027-02-18T23:00:00Z");

        Assert.Contains("nobody has confirmed", office.LastOf(Iam).View.Summary, StringComparison.Ordinal);
        Assert.Contains("Expired, not confirmed", office.LastOf(Sal).View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_the_place_of_the_new_owners_address_is_not_answered_with_leaving_it_empty()
    {
        var office = await GrantedAsync();
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.AskHandOver);

        var again = await office.PressAsync(Sal, office.LastOf(Sal), Verbs.HandOver, ("ownerEmail", "otto"));

        Assert.Equal("Write the new owner’s e-mail address.", again.Field("ownerEmail").Fault);
    }

    [Fact]
    public async Task An_owner_hands_over_to_somebody_who_takes_it()
    {
        var office = await GrantedAsync();

        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.AskHandOver);
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.HandOver, ("ownerEmail", "Pat@contoso.example"));
        var asked = office.LastOf(Pat);
        var words = asked.View.Words();
        await office.PressAsync(Pat, asked, Verbs.OwnerAccept);

        Assert.Contains("Sal Ortiz asks you to own this exception from now on in their place:", words, StringComparison.Ordinal);
        Assert.Equal(Pat.Person, (await office.StateAsync(Id)).Owner);
        Assert.Equal([Id], await office.Index.FindAsync(Application.Ports.IndexHeading.ForPerson(Pat.Person), 10, default));
    }

    [Fact]
    public async Task A_hand_over_that_is_declined_is_a_message_to_who_offered_it_with_a_way_to_offer_it_again()
    {
        var office = await GrantedAsync();
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.AskHandOver);
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.HandOver, ("ownerEmail", "pat@contoso.example"));
        var before = office.MessagesOf(Sal).Count;

        await office.PressAsync(Pat, office.LastOf(Pat), Verbs.OwnerDecline);

        Assert.Equal(before + 1, office.MessagesOf(Sal).Count);
        Assert.Contains("Pat Lind does not take it over. It stays with Sal Ortiz.", office.LastOf(Sal).View.Words(),
            StringComparison.Ordinal);
        Assert.Contains(Verbs.AskHandOver, office.LastOf(Sal).View.Verbs());
    }

    [Theory]
    [InlineData("pat", "Write the new owner’s e-mail address")]
    [InlineData("bo@contoso.example", "bo@contoso.example decides on this policy; name somebody else.")]
    [InlineData("sal@contoso.example", "Sal Ortiz owns it already.")]
    [InlineData("nobody@contoso.example", "nobody@contoso.example cannot be reached by PolicyBot.")]
    public async Task Who_cannot_own_it_is_refused_at_the_field(string typed, string fault)
    {
        var office = await GrantedAsync();
        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.AskHandOver);

        var again = await office.PressAsync(Sal, office.LastOf(Sal), Verbs.HandOver, ("ownerEmail", typed));

        Assert.StartsWith(fault, again.Field("ownerEmail").Fault, StringComparison.Ordinal);
        Assert.Equal(typed, again.Field("ownerEmail").Value);
    }

    [Fact]
    public async Task Where_the_owner_has_left_the_policy_owner_names_another()
    {
        var office = await GrantedAsync();
        await office.AccountRemoval.LeftAsync(Office.AccountOf(Sal).Account, "removed", default);
        await office.Reconciler.ReconcileAsync(Id, default);
        var asked = office.LastOf(Iam);
        var summary = asked.View.Summary;

        await office.PressAsync(Iam, asked, Verbs.AskHandOver);
        await office.PressAsync(Iam, asked, Verbs.HandOver, ("ownerEmail", "pat@contoso.example"));
        await office.PressAsync(Pat, office.LastOf(Pat), Verbs.OwnerAccept);

        Assert.Contains("Its owner, sal@contoso.example, cannot be reached any more.", summary, StringComparison.Ordinal);
        Assert.Equal(Pat.Person, (await office.StateAsync(Id)).Owner);
    }

    private static ButtonAction ForgedPress(string verb) =>
        new(verb, Id.Value, 0, new Dictionary<string, string> { ["comment"] = "Signed in with the new key." });

    private static async Task<Office> GrantedAsync()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo, Iam);
        office.Catalog.Current =
            TestCatalog.Contoso with
            {
                Policies =
                [.. TestCatalog.Contoso.Policies.Select(policy => policy with { ReviewEveryDays = 30 })]
            };
        await office.HoldAsync(new ARequest().Granted());
        return office;
    }

    private static async Task LookAtAsync(Office office, string instant)
    {
        office.Time.Advance(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) - office.Time.GetUtcNow());
        await office.Reconciler.ReconcileAsync(Id, default);
    }
}
