using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Abandoned drafts, over the sweep.</summary>
public sealed class AbandonedDraftsTests
{
    [Fact]
    public async Task A_draft_that_nobody_touches_for_thirty_days_is_forgotten_and_not_a_moment_before()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await BegunAsync(office);

        office.Time.Advance(Draft.KeptFor - TimeSpan.FromSeconds(1));
        await office.SweepAsync();
        var kept = await office.Drafts.ReadAsync(Sal.Person, id, default);
        office.Time.Advance(TimeSpan.FromSeconds(1));
        await office.SweepAsync();

        Assert.NotNull(kept);
        Assert.Null(await office.Drafts.ReadAsync(Sal.Person, id, default));
        Assert.Empty(office.Work.All);
    }

    [Fact]
    public async Task Who_goes_on_with_a_draft_has_another_thirty_days()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.FormAsync(Sal);
        var id = IdOf(message.View);
        office.Time.Advance(TimeSpan.FromDays(29));
        await office.PressAsync(Sal, message, Verbs.Preview, ("title", "Build account"));

        office.Time.Advance(TimeSpan.FromDays(29));
        await office.SweepAsync();
        var kept = await office.Drafts.ReadAsync(Sal.Person, id, default);
        office.Time.Advance(TimeSpan.FromDays(1));
        await office.SweepAsync();

        Assert.Equal("Build account", kept!.Inputs["title"]);
        Assert.Null(await office.Drafts.ReadAsync(Sal.Person, id, default));
    }

    [Fact]
    public async Task A_talk_that_is_left_is_forgotten_too()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.SayAsync(Sal, "I need an exception to MFA for svc-build until March");

        office.Time.Advance(Draft.KeptFor);
        await office.SweepAsync();

        Assert.Empty(await office.Drafts.TalksAsync(Sal.Person, default));
    }

    [Fact]
    public async Task Looking_at_a_draft_that_was_sent_does_nothing()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);
        var before = (await office.StateAsync(id)).Version;
        var look = Assert.Single(office.Work.All, item => item.Subject.StartsWith("draft|", StringComparison.Ordinal));

        var looked = await office.Left.TryForgetAsync(look.Subject, default);

        Assert.True(looked);
        Assert.Equal(before, (await office.StateAsync(id)).Version);
    }

    [Theory]
    [InlineData("PX-7Q2M4X9K")]
    [InlineData("in|teams|draft|PX-7Q2M4X9K|sal@contoso.example")]
    [InlineData("draft|PX-7|sal@contoso.example")]
    [InlineData("draft|PX-7Q2M4X9K")]
    public async Task What_is_no_drafts_row_is_left_to_others(string subject)
    {
        var office = await Office.OpenAsync(Sal);

        Assert.False(await office.Left.TryForgetAsync(subject, default));
    }

    private static async Task<ExceptionId> BegunAsync(Office office) => IdOf((await office.FormAsync(Sal)).View);

    private static ExceptionId IdOf(CardView view) => view.Buttons().First(button => button.Id is not null).Id!.Value;
}
