using System.Reflection;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Tests.Inbound;

public sealed class SlackDialogsTests
{
    public static TheoryData<string> Asking => [.. typeof(Verbs).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(constant => constant.IsLiteral && constant.Name.StartsWith("Ask", StringComparison.Ordinal))
        .Select(constant => (string)constant.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Asking))]
    public void A_button_that_asks_for_something_opens_a_dialog_because_a_message_has_no_inputs(string verb) =>
        Assert.True(AllButtons.OpensDialog(verb));

    [Theory]
    [InlineData(Verbs.OwnerAccept)]
    [InlineData(Verbs.LetItEnd)]
    [InlineData(Verbs.QueueSkip)]
    public void A_button_that_asks_for_nothing_answers_in_its_place(string verb) => Assert.False(AllButtons.OpensDialog(verb));
}
