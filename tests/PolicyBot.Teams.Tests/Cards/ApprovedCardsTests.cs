using PolicyBot.Teams.Cards;
using PolicyBot.Testing.Views;

namespace PolicyBot.Teams.Tests.Cards;

public sealed class ApprovedCardsTests
{
    public static TheoryData<string> Names => [.. SampleViews.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_card_looks_as_it_was_approved(string name)
    {
        var json = CardText.Draw(SampleViews.All[name], TeamsCardActions.Execute);

        ApprovedFile.Matches(name, json);
    }

    [Fact]
    public void A_card_for_clients_that_fail_on_Execute_looks_as_it_was_approved()
    {
        var json = CardText.Draw(SampleViews.Approval(), TeamsCardActions.Submit);

        ApprovedFile.Matches("approval-submit", json);
    }
}
