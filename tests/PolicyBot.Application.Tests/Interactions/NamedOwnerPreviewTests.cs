using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>What the preview says of an owner whom the requester names.</summary>
public sealed class NamedOwnerPreviewTests
{
    [Fact]
    public async Task A_named_owner_whom_no_channel_reaches_is_said_to_be_out_of_reach_before_anything_is_sent()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var preview = (await office.PreviewAsync(Sal, FilledBut((FieldIds.Owner, Pat.Person.Value)))).View;

        Assert.StartsWith(
            "pat@contoso.example, whom you name as owner, cannot be reached now", preview.Part("Owner"), StringComparison.Ordinal);
        Assert.Contains(Verbs.Submit, preview.Verbs());
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_makes_no_named_owner_out_of_reach()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Slack.Findable[Pat.Person] = new FoundAccount.Unavailable("ratelimited");

        var preview = (await office.PreviewAsync(Sal, FilledBut((FieldIds.Owner, Pat.Person.Value)))).View;

        Assert.Equal("pat@contoso.example will be asked to accept.", preview.Part("Owner"));
    }
}
