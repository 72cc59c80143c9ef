using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Catalogs;

/// <summary>A policy leaves the catalog while exceptions to it are open or in force: no person is left without a word.</summary>
public sealed class PolicyGoneTests
{
    [Fact]
    public async Task Who_revises_reads_what_the_reviewer_said_and_chooses_a_policy_that_is_there()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var id = await office.AskAsync(Sal);
        await office.WishAsync(id, Ana.SendsBack(comment: "Say which script it is, please."));
        Replace(office);
        var message = office.LastOf(Sal);

        var form = await office.PressAsync(Sal, message, Verbs.Revise);
        var next = await office.PressAsync(Sal, message, Verbs.Next, (FieldIds.Policy, "SEC-NEW"));

        Assert.Contains("Say which script it is, please.", form.Words(), StringComparison.Ordinal);
        Assert.Contains("SEC-MFA is not in the catalog any more", form.Words(), StringComparison.Ordinal);
        Assert.Contains("Say which script it is, please.", next.Words(), StringComparison.Ordinal);
        await office.PressAsync(Sal, message, Verbs.Preview, Requesting.Filled);
        await office.PressAsync(Sal, message, Verbs.Submit);
        Assert.Equal((2, "SEC-NEW"), ((await office.StateAsync(id)).Revision, (await office.StateAsync(id)).Content!.PolicyId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_the_end_the_areas_owner_is_told_in_the_policy_owners_place_else_the_administrators(bool hasArea)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso, Deputy, Iam);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        var id = await office.AskAsync(Sal);
        await office.WishAsync(id, Ana.Approves());
        Replace(office);
        if (!hasArea)
        {
            office.Catalog.Current = office.Catalog.Current with { Areas = [new Area("other", "Other", Pat.Person)] };
        }

        office.Time.Advance(TimeSpan.FromDays(100));
        await office.Reconciler.ReconcileAsync(id, default);

        Assert.Equal(Status.Expired, (await office.StateAsync(id)).Status);
        Assert.Equal(hasArea, office.MessagesOf(Ciso).Any(message => message.View.Words().Contains(id.Value, StringComparison.Ordinal)));
        Assert.Equal(!hasArea, office.MessagesOf(Deputy).Any(message => message.View.Words().Contains(id.Value, StringComparison.Ordinal)));
    }

    private static void Replace(Office office) => office.Catalog.Current = office.Catalog.Current with
    {
        Policies = [.. office.Catalog.Current.Policies.Select(policy => policy.Id == "SEC-MFA" ? policy with { Id = "SEC-NEW" } : policy)],
    };
}
