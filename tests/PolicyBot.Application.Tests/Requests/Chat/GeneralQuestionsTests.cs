using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Views;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>Questions about exceptions as such, and short words about those that there are.</summary>
public sealed class GeneralQuestionsTests
{
    [Theory]
    [InlineData("who sees it?", "A draft is seen by you alone.")]
    [InlineData("wer sieht das?", "A draft is seen by you alone.")]
    [InlineData("who can see my request", "A draft is seen by you alone.")]
    [InlineData("how long can it be?", "How long an exception may last depends on its policy.")]
    [InlineData("what is the longest?", "How long an exception may last depends on its policy.")]
    [InlineData("whats the max?", "How long an exception may last depends on its policy.")]
    [InlineData("wie lange geht das maximal?", "How long an exception may last depends on its policy.")]
    [InlineData("wie lange darf sie laufen?", "How long an exception may last depends on its policy.")]
    [InlineData("how do I renew?", "Before an exception ends, its owner gets a message with the button Renew;")]
    [InlineData("wie verlängere ich?", "Before an exception ends, its owner gets a message with the button Renew;")]
    [InlineData("withdraw", "You have no request that could be withdrawn.")]
    [InlineData("zieh das zurück", "You have no request that could be withdrawn.")]
    public async Task Without_a_request_they_are_answered_and_begin_none(string said, string answer)
    {
        var office = await Office.OpenAsync(Sal, Ana);

        var shown = await office.SayAsync(Sal, said);

        Assert.StartsWith(answer, shown.View.Summary, StringComparison.Ordinal);
        Assert.Empty(await office.Drafts.TalksAsync(Sal.Person, default));
    }

    [Theory]
    [InlineData("how long can it be?")]
    [InlineData("what is the longest?")]
    [InlineData("wie lange darf das laufen")]
    [InlineData("can it be longer?")]
    [InlineData("geht das auch länger?")]
    [InlineData("how long can an exception to MFA be valid?")]
    [InlineData("what is the maximum duration of an exception?")]
    public async Task In_a_talk_the_limit_of_its_policy_is_said_and_the_question_stays(string said)
    {
        var talk = await ATalk.BeginAsync(ATalk.AtControls);

        var shown = await talk.SayAsync(said);

        Assert.Equal(
            ("What protects us meanwhile?", "This policy allows 90 days at most: until 18 Feb 2027."), (shown.Summary, shown.Done));
    }

    [Theory]
    [InlineData("how long does it take?")]
    [InlineData("how long is my exception valid?")]
    [InlineData("the logs are kept as long as the law wants")]
    [InlineData("wie lange dauert die Prüfung?")]
    [InlineData("What is the most important policy?")]
    [InlineData("what's the limit for failed logins?")]
    [InlineData("What is the maximum password age?")]
    [InlineData("how long can a password be valid")]
    public void Other_lengths_are_not_asked_for_with_these_words(string said) => Assert.False(GeneralQuestions.AskHowLong(said));

    [Theory]
    [InlineData("withdraw")]
    [InlineData("zurückziehen")]
    [InlineData("take it back")]
    public async Task To_withdraw_means_the_only_open_request(string said)
    {
        var talk = await ATalk.BeginAsync([.. ATalk.AtPreview, "send it"]);

        var shown = await talk.SayAsync(said);

        Assert.Equal("Is it this one? Then press Withdraw.", shown.Done);
    }

    [Theory]
    [InlineData("yes it is met again")]
    [InlineData("yes we do it again")]
    [InlineData("it's fixed now")]
    [InlineData("ja, wird wieder eingehalten")]
    [InlineData("wir machen es wieder")]
    [InlineData("Ja, die Richtlinie ist wieder erfüllt")]
    public async Task A_yes_to_the_question_after_the_end_leads_to_its_button(string said)
    {
        var office = await EndedAsync();

        var shown = await office.SayAsync(Sal, said);

        Assert.Contains(Verbs.AskMet, shown.View.Verbs());
        Assert.Equal("Is it this one? Then press Yes.", shown.View.Done);
    }

    [Theory]
    [InlineData("no, not met yet")]
    [InlineData("nein, noch nicht eingehalten")]
    public async Task A_no_to_the_question_after_the_end_leads_to_its_button(string said)
    {
        var office = await EndedAsync();

        var shown = await office.SayAsync(Sal, said);

        Assert.Equal("Is it this one? Then press Not yet.", shown.View.Done);
    }

    [Theory]
    [InlineData("how do I renew?")]
    [InlineData("wie kann ich verlängern?")]
    public async Task How_to_renew_leads_to_the_exception_that_can_be_renewed(string said)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam);
        await office.HoldAsync(new ARequest().Granted());
        office.Time.Advance(TimeSpan.FromDays(80));

        var shown = await office.SayAsync(Sal, said);

        Assert.Contains(Verbs.Renew, shown.View.Verbs());
    }

    [Theory]
    [InlineData("wanna work from spain for a bit", "work from spain")]
    [InlineData("I'd love to work from Spain for a while", "work from Spain")]
    [InlineData("möchte gern von Spanien aus im Ausland arbeiten", "von Spanien aus im Ausland arbeiten")]
    public async Task A_wish_in_slack_words_begins_a_request(string said, string scope)
    {
        var office = await Office.OpenAsync(Sal);
        office.Catalog.Current = WiderCatalog.With(office.Catalog.Current);

        await office.SayAsync(Sal, said);

        var draft = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default));
        Assert.Equal(("HR-REMOTE", scope), (draft.Inputs["policyId"], draft.Inputs.GetValueOrDefault("scope")));
    }

    private static async Task<Office> EndedAsync()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo, Iam);

        await office.HoldAsync(new ARequest().Granted());
        office.Time.Advance(new DateTimeOffset(2027, 2, 15, 23, 0, 0, TimeSpan.Zero) - office.Time.GetUtcNow());
        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);
        return office;
    }
}
