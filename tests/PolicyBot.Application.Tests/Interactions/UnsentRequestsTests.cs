using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>What a person has begun and not sent stands among their requests, however it was begun.</summary>
public sealed class UnsentRequestsTests
{
    [Theory]
    [InlineData("sal", "my requests", "is not sent yet")]
    [InlineData("bo", "my requests", "is not sent yet")]
    [InlineData("bo", "meine anträge", "noch nicht gesendet")]
    [InlineData("sal", "status", "is not sent yet")]
    public async Task A_request_that_was_begun_in_the_form_only_stands_there_and_opens_where_it_was_left(
        string name, string typed, string said)
    {
        var who = name == "bo" ? Bo : Sal;
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.PreviewAsync(who);
        if (typed.StartsWith("meine", StringComparison.Ordinal))
        {
            await office.SayAsync(who, "deutsch");
        }

        var message = await office.SayAsync(who, typed);
        var line = Assert.Single(((ListView)message.View).Lines);
        var opened = await office.AnswerAsync(who, message, Office.Press(line.Open!));

        Assert.EndsWith(
            "· Multi-factor authentication (SEC-MFA), svc-build, on the build server only", line.Title, StringComparison.Ordinal);
        Assert.Contains(said, line.Text, StringComparison.Ordinal);
        Assert.Equal("MFA off on svc-build", opened.View.Field(FieldIds.Title).Value);
    }

    [Fact]
    public async Task A_form_that_was_only_opened_is_no_request_yet()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.FormAsync(Sal);

        var message = await office.SayAsync(Sal, "my requests");

        Assert.Empty(((ListView)message.View).Lines);
    }

    [Fact]
    public async Task The_button_My_requests_shows_them_too_and_what_was_sent_or_discarded_is_gone()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var sent = await office.AskAsync(Sal);
        var kept = await office.PreviewAsync(Sal);
        var dropped = await office.PreviewAsync(Sal);
        await office.PressAsync(Sal, dropped, Verbs.Discard);
        await office.SayAsync(Sal, "Exception to purchases for the lobby because only one company makes them");

        var help = await office.SayAsync(Sal, "help");
        var list = (ListView)await office.PressAsync(Sal, help, Verbs.Mine);

        Assert.Equal(3, list.Lines.Count);
        Assert.StartsWith(kept.View.Buttons()[0].Id!.Value.Value, list.Lines[1].Title, StringComparison.Ordinal); // the talk is newer
        Assert.StartsWith(sent.Value, list.Lines[2].Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_revises_a_request_stands_there_once_as_that_request()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Who checks the sign-ins?"));
        var returned = office.LastOf(Sal);
        await office.PressAsync(Sal, returned, Verbs.Revise);
        await office.PressAsync(Sal, returned, Verbs.Preview, FilledBut((FieldIds.Controls, "The operator on duty checks them daily.")));

        var message = await office.SayAsync(Sal, "my requests");

        Assert.Single(((ListView)message.View).Lines);
    }
}
