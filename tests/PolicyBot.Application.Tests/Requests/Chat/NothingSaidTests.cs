using PolicyBot.Application.Requests.Chat;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>Who says that there is nothing says nothing, however hedged.</summary>
public sealed class NothingSaidTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("none tbh")]
    [InlineData("no compensating controls idk")]
    [InlineData("nothing really")]
    [InlineData("nope, nothing i think")]
    [InlineData("there are none so far")]
    [InlineData("i don't know")]
    [InlineData("dunno, sorry")]
    [InlineData("no idea")]
    [InlineData("um, not sure")]
    [InlineData("keine, weiß nicht")]
    [InlineData("keine Maßnahmen, keine Ahnung")]
    [InlineData("nichts")]
    [InlineData("nah, none")]
    [InlineData("egal")]
    [InlineData("leider keine")]
    [InlineData("wir haben keine")]
    [InlineData("weiß ich nicht")]
    [InlineData("nein, eigentlich nichts")]
    public async Task Nothing_at_the_question_for_controls_passes_it_over(string said)
    {
        var talk = await ATalk.BeginAsync(ATalk.AtControls);

        await talk.SayAsync(said);

        Assert.Equal("Number of accounts?", talk.Asked);
        await talk.AssertStoredAsync("compensatingControls=");
        Assert.Contains("compensatingControls", (await talk.DraftAsync()).Talk!.Skipped);
    }

    [Theory]
    [InlineData("no sign-in from outside, logs are read weekly")]
    [InlineData("no admin rights on it")]
    [InlineData("none of the accounts can write")]
    [InlineData("not reachable from the internet")]
    [InlineData("nichts geht ohne den Pförtner")]
    [InlineData("keine Anmeldung von außen")]
    [InlineData("Nur aus dem Netz der Halle")]
    public void What_tells_something_is_not_nothing(string said) => Assert.False(ChatWords.SaysNothing(said), said);

    [Theory]
    [InlineData("IT", false)]
    [InlineData("US", false)]
    [InlineData("it yet", true)]
    public void A_name_in_capitals_is_no_left_over(string said, bool isLeftOver) => Assert.Equal(isLeftOver, FillerWords.IsLeftOver(said));

    [Theory]
    [InlineData("The team is too small to finish the migration before March")]
    [InlineData("Das Team ist zu klein, um die Umstellung vor März zu beenden")]
    [InlineData("my team is waiting for the hotfix of the vendor")]
    [InlineData("Team lacks capacity until the new colleagues have started")]
    public async Task What_is_told_of_a_team_is_the_reason_that_was_asked_for(string said)
    {
        var talk = await ATalk.BeginAsync("I need an exception to MFA for the build account until 15 February");

        await talk.SayAsync(said);

        var inputs = (await talk.DraftAsync()).Inputs;
        Assert.Equal("", inputs.GetValueOrDefault(FieldIds.Department) ?? "");
        Assert.False(string.IsNullOrEmpty(inputs.GetValueOrDefault(FieldIds.Justification)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("idk")]
    [InlineData("keine Ahnung")]
    public async Task Nothing_is_no_answer_to_what_must_be_said(string said)
    {
        var talk = await ATalk.BeginAsync("I need an exception to MFA for the build account until 15 February");

        Assert.Equal("This is needed.", (await talk.SayAsync(said)).Fault);
        await talk.AssertStoredAsync("justification=");
    }

    [Theory]
    [InlineData("ich brauche admin rechte bis morgen")]
    [InlineData("i need admin rights until tomorrow")]
    [InlineData("we want it off")]
    public async Task What_is_wanted_is_no_reason_for_it(string said)
    {
        var talk = await ATalk.BeginAsync("I need an exception to MFA for the build account until 15 February");

        var shown = await talk.SayAsync(said);

        Assert.Equal(("Why can the policy not be met?", "This is needed."), (shown.Summary, shown.Fault));
        await talk.AssertStoredAsync("justification=");
    }

    [Theory]
    [InlineData("we need it because the vendor is late", "we need it because the vendor is late")]
    [InlineData("we need the old sign-in of the presses for the audit of the whole plant",
        "we need the old sign-in of the presses for the audit of the whole plant")]
    public async Task A_wish_that_says_why_is_a_reason(string said, string stored)
    {
        var talk = await ATalk.BeginAsync("I need an exception to MFA for the build account until 15 February");

        await talk.SayAsync(said);

        await talk.AssertStoredAsync($"justification={stored}");
    }

    [Theory]
    [InlineData("why")]
    [InlineData("why not?")]
    [InlineData("but why?")]
    [InlineData("how come?")]
    [InlineData("warum")]
    [InlineData("wieso denn?")]
    [InlineData("Weshalb?")]
    public async Task A_bare_why_answers_no_question(string said)
    {
        foreach (var (first, field) in new[]
        {
            ("I need an exception to MFA until 15 February because the vendor sends no security keys this year", "scope"),
            ("I need an exception to MFA for the build account until 15 February", "justification"),
        })
        {
            var talk = await ATalk.BeginAsync(first);
            var asked = talk.Asked;

            var shown = await talk.SayAsync(said);

            Assert.Equal(asked, shown.Summary);
            Assert.NotNull(shown.Fault);
            await talk.AssertStoredAsync($"{field}=");
        }
    }

    [Theory]
    [InlineData("no access to payments until the extract is there")]
    [InlineData("no payments, read-only access until the extract is there")]
    [InlineData("kein Zugriff auf Zahlungen, bis der Auszug da ist")]
    [InlineData("nein, kein Zugriff bis der Auszug da ist")]
    public async Task Where_the_end_is_known_until_something_happens_is_part_of_the_answer(string said)
    {
        var talk = await ATalk.BeginAsync(ATalk.AtControls);

        var shown = await talk.SayAsync(said);

        Assert.Equal(("Number of accounts?", null), (shown.Summary, shown.Fault));
        await talk.AssertStoredAsync($"compensatingControls={said}; expiresOn=2027-02-15; scope=the build account");
    }

    [Theory]
    [InlineData("the controls are: none")]
    [InlineData("controls: keine, weiß nicht")]
    public async Task Nothing_takes_back_what_stood_there(string said)
    {
        var talk = await ATalk.BeginAsync([.. ATalk.AtControls, "logs are read weekly"]);

        await talk.SayAsync(said);

        await talk.AssertStoredAsync("compensatingControls=");
    }

    [Theory]
    [InlineData("it yet")]
    [InlineData("them now")]
    [InlineData("das noch")]
    [InlineData("for this one here please")]
    public void Words_that_only_point_are_left_over(string said) => Assert.True(FillerWords.IsLeftOver(said));

    [Theory]
    [InlineData("db-7")]
    [InlineData("it department")]
    [InlineData("das Lager")]
    [InlineData("42")]
    public void A_name_is_not_left_over(string said) => Assert.False(FillerWords.IsLeftOver(said));
}
