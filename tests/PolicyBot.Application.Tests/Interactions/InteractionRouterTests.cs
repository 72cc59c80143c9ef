using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>The router: who is served, and the answer when something fails.</summary>
public sealed class InteractionRouterTests
{
    [Theory]
    [InlineData(DirectoryVerdict.Guest, "you are signed in as a guest")]
    [InlineData(DirectoryVerdict.Deactivated, "Your account is switched off")]
    [InlineData(DirectoryVerdict.Unknown, "The directory does not know your account")]
    [InlineData(DirectoryVerdict.Unavailable, "The directory does not answer just now")]
    public async Task Who_is_not_served_is_told_why_in_one_sentence(DirectoryVerdict verdict, string words)
    {
        var office = await Office.OpenAsync(Sal);
        office.Teams.Directory["sal"] = new DirectoryAnswer(verdict, Sal.Person.Value, Sal.Person.Value, Sal.Name);

        var (said, pressed) =
            (await office.SayAsync(Sal, "request"),
            await office.AnswerAsync(Sal, null, new ButtonAction(Verbs.Request, "", 0, new Dictionary<string, string>())));

        Assert.Contains(words, said.View.Summary, StringComparison.Ordinal);
        Assert.Contains(words, pressed.View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_gets_the_same_help_until_the_catalog_is_another()
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var (one, other) = (await office.SayAsync(Sal, "help"), await office.SayAsync(Ana, "help"));
        office.Catalog.Current = office.Catalog.Current with { Organization = "Fabrikam" };
        var later = await office.SayAsync(Ana, "help");

        Assert.Same(one.View, other.View);
        Assert.Contains(Assert.IsType<ListView>(later.View).Intro, part => part.ToString()!.Contains("Fabrikam", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ambiguity_and_a_missing_address_have_sentences_of_their_own()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = office.Catalog.Current with
        {
            People = [new(Pat.Person, [], null, null, "sal", null), new(Bo.Person, [Sal.Person], null, null, null, null)],
        };
        office.Teams.Directory["ana"] = new DirectoryAnswer(DirectoryVerdict.Member, "", "", Ana.Name);

        var (ambiguous, unnamed) = (await office.SayAsync(Sal, "help"), await office.SayAsync(Ana, "help"));

        Assert.Contains("fits more than one person", ambiguous.View.Summary, StringComparison.Ordinal);
        Assert.Contains("no e-mail address for your account", unnamed.View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_not_lost_because_the_directory_does_not_answer()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.FormAsync(Sal);
        office.Teams.Directory["sal"] = new DirectoryAnswer(DirectoryVerdict.Unavailable, "", "", Sal.Name);
        office.Time.Advance(TimeSpan.FromMinutes(15));

        var answer = await office.AnswerAsync(Sal, message, Verbs.Preview, Filled);

        Assert.True(answer.LeavesCardUnchanged);
        Assert.Contains("The directory does not answer just now", answer.View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_they_are_is_checked_again_at_every_click()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        office.Teams.Directory["ana"] = new DirectoryAnswer(DirectoryVerdict.Deactivated, Ana.Person.Value, Ana.Person.Value, Ana.Name);
        office.Time.Advance(TimeSpan.FromMinutes(15));

        await office.AnswerAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        Assert.Equal(Status.InReview, (await office.StateAsync(new ARequest().Id)).Status);
    }

    [Fact]
    public async Task Every_proven_person_may_ask()
    {
        var office = await Office.OpenAsync(Mallory, Ana);

        var id = await office.AskAsync(Mallory);

        Assert.Equal(Mallory.Person, (await office.StateAsync(id)).Requester);
    }

    [Fact]
    public async Task Words_while_PolicyBot_is_being_updated_are_answered_so()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());
        (office.Register.IsOut, office.Register.IsNewer) = (_ => true, true);

        var message = await office.SayAsync(Sal, "my requests");

        Assert.Equal("PolicyBot is being updated, try again in a minute.", message.View.Summary);
    }

    [Fact]
    public async Task Words_during_an_outage_are_answered_with_what_to_do()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());
        office.Register.IsOut = _ => true;

        var message = await office.SayAsync(Sal, "my requests");

        Assert.Equal("The register does not answer just now. Nothing was changed; please try again in a minute.", message.View.Summary);
    }

    [Fact]
    public async Task A_button_without_a_number_finds_nothing()
    {
        var office = await Office.OpenAsync(Sal);

        foreach (var verb in Verbs.All.Except([Verbs.Request, Verbs.Help, Verbs.Mine, Verbs.More, Verbs.History, Verbs.TalkAsk, Verbs.TalkNoNeed,
            Verbs.EndSessions]))
        {
            var answer = await office.AnswerAsync(Sal, null, new ButtonAction(verb, "", 0, new Dictionary<string, string>()));
            Assert.Equal("There is no such exception, or it is not yours to see.", answer.View.Summary);
        }
    }

    [Fact]
    public async Task Every_verb_is_dealt_with()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());

        foreach (var verb in Verbs.All)
        {
            var answer = await office.AnswerAsync(Sal, null, new ButtonAction(verb, "PX-7Q2M4X9K", 1, new Dictionary<string, string>()));
            Assert.NotEmpty(answer.View.Summary);
        }
    }

    [Fact]
    public async Task A_decision_is_settled_by_somebody_else_when_this_host_does_not_come_to_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());

        await office.AnswerAsync(Ana, office.LastOf(Ana), Verbs.Reject, ("comment", "Use the vault key instead."));

        Assert.Contains(office.Work.All, item =>
            item.Subject == "PX-7Q2M4X9K" && item.Due == office.Time.GetUtcNow() + ExceptionCommits.LookAfter);
    }
}
