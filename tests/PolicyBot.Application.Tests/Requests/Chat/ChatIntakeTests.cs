using PolicyBot.Application.Ports;
using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>
/// What a talk does that no transcript shows: messages that come twice, two at once, models that answer later, stores that are away.
/// </summary>
public sealed class ChatIntakeTests
{
    private const string Sentence = "Exception to purchases for the lobby until 1 February because only one company makes them";

    [Fact]
    public async Task Words_that_are_worked_on_again_are_heard_once()
    {
        var office = await Office.OpenAsync(Sal);
        await SayAsync(office, "m1", "I need an exception");
        await SayAsync(office, "m1", "I need an exception");
        await SayAsync(office, "m2", "purchases");
        await SayAsync(office, "m3", "the lobby displays");

        var again = await SayAsync(office, "m3", "the lobby displays");

        var draft = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default));
        Assert.Equal(("the lobby displays", null), (draft.Inputs[FieldIds.Scope], draft.Inputs.GetValueOrDefault(FieldIds.Justification)));
        Assert.Equal("Why can the policy not be met?", again.View.Summary);
    }

    [Fact]
    public async Task The_same_words_said_twice_are_heard_twice()
    {
        var office = await Office.OpenAsync(Sal);
        await SayAsync(office, "m1", "I need an exception to MFA for svc-build until 1 February because the vendor has no support for security keys yet");
        await SayAsync(office, "m2", "service");
        await SayAsync(office, "m3", "skip");

        await SayAsync(office, "m4", "skip");

        Assert.Equal(
            [FieldIds.Controls, "field.accounts"], Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Talk!.Skipped);
    }

    [Fact]
    public async Task A_cancel_that_is_worked_on_again_drops_no_other_request()
    {
        var office = await Office.OpenAsync(Sal);
        await SayAsync(office, "m1", Sentence);
        await office.PressAsync(
            Sal, await office.SayAsync(Sal, "I need an exception to MFA"), Verbs.TalkWith, (CardAction.ValueInput, "new"));
        await SayAsync(office, "m3", "cancel");

        await SayAsync(office, "m3", "cancel");

        Assert.Equal("FIN-SPEND", Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs[FieldIds.Policy]);
    }

    [Fact]
    public async Task A_question_which_request_is_meant_is_asked_again_as_it_was()
    {
        var office = await Office.OpenAsync(Sal);
        await SayAsync(office, "m1", Sentence);
        await SayAsync(office, "m2", "I need an exception to MFA");

        var again = await SayAsync(office, "m2", "I need an exception to MFA");

        Assert.Equal("Which request do you mean?", again.View.Summary);
    }

    [Fact]
    public async Task A_preview_that_answers_words_is_redrawn_when_the_model_has_answered()
    {
        var model = new SlowModel();
        var office = await Office.OpenAsync(model, Sal, Ana, Bo);
        await office.SayAsync(Sal, Sentence);
        model.Answers(RiskLabel.High);

        var message = await office.SayAsync(Sal, "skip");

        Assert.Equal([RiskLabel.Medium, RiskLabel.High], message.Shown.Cast<PreviewView>().Select(preview => preview.Risk));
        Assert.Equal(1, model.Asked);
    }

    [Fact]
    public async Task A_button_of_a_request_that_was_sent_shows_how_it_stands()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var question = await office.SayAsync(Sal, Sentence);
        var answer = question.View.Buttons().First(button => button.Verb == Verbs.TalkAnswer) with { Value = "scope=everything" };
        var preview = await office.SayAsync(Sal, "skip");
        await office.PressAsync(Sal, preview, Verbs.Submit);

        var pressed = await office.AnswerAsync(Sal, question, Office.Press(answer));

        Assert.Contains("PX-00000001 · In review", pressed.View.Words(), StringComparison.Ordinal);
        Assert.Equal("the lobby", (await office.StateAsync(ExceptionId.Parse("PX-00000001"))).Content!.Scope);
    }

    [Fact]
    public async Task Of_two_answers_at_once_neither_is_lost()
    {
        var office = await Office.OpenAsync(Sal);
        var question = await office.SayAsync(Sal, "Exception to purchases for the lobby because only one company makes them");
        var stands = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default));
        office.Drafts.OnRead = async () =>
        {
            office.Drafts.OnRead = null; // the other one is quicker
            await office.Drafts.WriteAsync(
                stands with { Inputs = new Dictionary<string, string>(stands.Inputs) { [FieldIds.Controls] = "A guard" } }, default);
        };

        await office.PressAsync(Sal, question, Verbs.TalkAnswer, (CardAction.ValueInput, "expiresOn=2027-02-01"));

        var inputs = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs;
        Assert.Equal(("2027-02-01", "A guard"), (inputs[FieldIds.ExpiresOn], inputs[FieldIds.Controls]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("scope")]
    [InlineData("=x")]
    [InlineData("nothing=x")]
    [InlineData("skip:nothing")]
    [InlineData("policyId=area:nowhere")]
    [InlineData("confidential=perhaps")]
    public async Task A_button_that_a_client_made_up_does_no_harm(string value)
    {
        var office = await Office.OpenAsync(Sal);
        var question = await office.SayAsync(Sal, "Exception to purchases for the lobby");

        var answer =
            await office.AnswerAsync(Sal, question,
            new ButtonAction(Verbs.TalkAnswer, "PX-00000001", 0, new Dictionary<string, string> { [CardAction.ValueInput] = value }));

        Assert.NotEmpty(answer.View.Summary);
        Assert.Equal("the lobby", Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs[FieldIds.Scope]);
    }

    [Fact]
    public async Task What_is_far_too_long_is_refused_with_words_and_what_is_long_is_kept_whole()
    {
        var office = await Office.OpenAsync(Sal);
        await office.SayAsync(Sal, "Exception to purchases for the lobby until 1 February");
        var (lengthy, endless) =
            (string.Concat(Enumerable.Repeat("0123456789", 1_000)), string.Concat(Enumerable.Repeat("0123456789", 1_201)));

        var far = await office.SayAsync(Sal, endless);
        var answer = await office.SayAsync(Sal, lengthy);

        Assert.Contains("far too long", far.View.Fault, StringComparison.Ordinal);
        Assert.Equal("At most 3000 characters; this has 10000.", answer.View.Fault);
        Assert.Equal(lengthy, Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default)).Inputs[FieldIds.Justification]);
    }

    private static Task<Answer> SayAsync(Office office, string message, string text)
    {
        office.Time.Advance(TimeSpan.FromSeconds(1));
        return office.Desk.SayAsync(new Sender(Office.AccountOf(Sal), Private: true, null) { Said = message }, text, default);
    }
}
