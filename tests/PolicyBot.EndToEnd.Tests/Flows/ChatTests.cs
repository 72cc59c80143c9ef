using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ProductTests.Name)]
public sealed class ChatTests(ProductLab running) : LabTest(running)
{
    [Fact]
    public async Task My_requests_lists_what_somebody_asked_for_or_owns_and_opens_it()
    {
        var id = (await Sal.AskAsync(Leave("leave of Sal"))).Id;
        await Ana.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        var list = await Sal.SayAsync("my requests");
        var opened = await list.PressAsync("Open");

        list.Says("leave of Sal", "· In review");
        Assert.Equal(id, opened.Id);
        await Ana.DecideAsync(id, "Approve", "Take them before 31 March.");
        await Sal.ReadAsync(id, "· Approved");
    }

    [Fact]
    public async Task Status_and_history_take_an_id_in_any_case_and_without_its_dash()
    {
        var id = (await Sal.AskAsync(Leave("leave by id"))).Id;
        await Ana.DecideAsync(id, "Approve", "Take them before 31 March.");
        await Record.DrainAsync();

        var status = await Sal.SayAsync($"STATUS {id.ToLowerInvariant()}");
        var history = await Sal.SayAsync($"history {id.Replace("-", "", StringComparison.Ordinal)}");
        var alone = await Sal.SayAsync(id.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal));

        status.Says($"{id} · Approved");
        alone.Says($"{id} · Approved");
        history.Says("1. ", $"({Ana.Email}) approved", "Take them before 31 March.");
    }

    [Fact]
    public async Task Somebody_else_s_exception_and_one_that_does_not_exist_are_answered_alike()
    {
        var id = (await Sal.AskAsync(Leave("leave of Sal"))).Id;
        await Ana.DecideAsync(id, "Reject", "Not this time, see the policy.");

        var others = await Fay.SayAsync($"status {id}");
        var none = await Fay.SayAsync("status PX-00000000");

        Assert.Equal(none.Text, others.Text);
        none.Says("There is no such exception, or it is not yours to see.");
    }

    [Fact]
    public async Task An_auditor_sees_everything_and_can_change_nothing()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-audited"))).Id;
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.DrainAsync();

        var status = await Audra.SayAsync($"status {id}");
        var refused = await Audra.ExecuteAsync(status.Message, "grant.revoke", id, 1, ("comment", "An auditor would like to end it."));

        status.Says($"{id} · Approved");
        Assert.Equal(["Comment", "History"], status.Buttons);
        Assert.Contains("Only the policy owner, an approver of this exception or an administrator can do this.",
            string.Join('\n', Shown.Lines(Assert.IsType<Lab.Teams.Client.ClickOutcome.CardShown>(refused).Card)), StringComparison.Ordinal);
        Assert.Equal("approved", await Record.StatusAsync(id));
    }

    [Fact]
    public async Task Words_that_are_not_understood_are_answered_with_what_can_be_done()
    {
        var answer = await Fay.SayAsync("please order two pizzas");

        answer.Says("I did not understand that.");
        Assert.Equal(["New request", "My requests"], answer.Buttons);
    }

    [Fact]
    public async Task A_mention_in_a_channel_is_answered_in_a_direct_message_and_shows_bystanders_nothing()
    {
        var id = (await Sal.AskAsync(Leave("leave in the group"))).Id;
        await Ana.DecideAsync(id, "Approve", "Take them before 31 March.");
        await Record.DrainAsync();
        var before = Sal.About(id).Count;

        await Sal.Teams.MentionAsync($"status {id}", Deadline);
        await Lab.Tenant.Changes.UntilAsync(() => Sal.About(id).Skip(before).FirstOrDefault(), Deadline);
        await Record.DrainAsync();

        var said = Lab.Tenant.Channel.Messages.Where(message => message.Author is null).ToList();
        Assert.All(said, message =>
            Assert.Equal((null, "I answer you in a direct message, so that nobody else reads along."), (message.Card, message.Text)));
        Assert.NotEmpty(said);
        Sal.About(id)[^1].Says("leave in the group");
    }

    [Fact]
    public async Task A_guest_is_told_in_one_sentence_why_nothing_is_done()
    {
        var gina = new Colleague(Lab, Lab.Tenant.Person("gina@fabrikam.example"), Deadline);

        var answer = await gina.SayAsync("request");

        Assert.Equal("PolicyBot serves members of this organisation; you are signed in as a guest.", answer.Text);
        Assert.Empty(answer.Buttons);
    }

    [Fact]
    public async Task An_answer_that_Teams_cannot_take_just_then_comes_a_moment_later()
    {
        Lab.Tenant.Faults.Add(ConnectorOperation.Send, ConnectorFault.BadGateway, ConnectorFault.Throttled);

        var answer = await Fay.SayAsync("help");

        answer.Says("This is what I can do");
        Assert.Equal(0, Lab.Tenant.Faults.Waiting);
    }
}
