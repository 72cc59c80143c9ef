using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>One living question a draft, in either channel: nothing older answers, goes back or drops anything.</summary>
public sealed class LivingQuestionTests
{
    private const string Sentence =
        "I need an exception to MFA for the build account until 1 February, the vendor has no support for security keys yet";

    public static TheoryData<string, string, string> Spoken => new()
    {
        { "sal", "English", "has changed. The newest message below says how it stands." },
        { "bo", "English", "has changed. The newest message below says how it stands." },
        { "sal", "deutsch", "hat sich geändert. Die neueste Nachricht weiter unten zeigt den aktuellen Stand." },
        { "bo", "deutsch", "hat sich geändert. Die neueste Nachricht weiter unten zeigt den aktuellen Stand." },
    };

    [Theory]
    [MemberData(nameof(Spoken))]
    public async Task A_question_that_was_answered_by_words_becomes_one_line(string name, string language, string line)
    {
        var (office, who) = await OpenAsync(name);
        await office.SayAsync(who, language);
        var former = await office.SayAsync(who, Sentence);

        var next = await office.SayAsync(who, "service");

        Assert.EndsWith(line, former.View.Summary, StringComparison.Ordinal);
        Assert.Empty(former.View.Buttons());
        Assert.NotEmpty(next.View.Buttons());
    }

    [Fact]
    public async Task A_question_that_is_answered_by_its_button_is_followed_by_the_next_where_it_stands()
    {
        var (office, who) = await OpenAsync("sal");
        var message = await office.SayAsync(who, Sentence);

        await office.PressAsync(who, message, Verbs.TalkAnswer);

        Assert.Equal("What protects us meanwhile?", message.View.Summary);
        Assert.Single(office.MessagesOf(who));
    }

    [Theory]
    [InlineData("sal", "English", "What you pressed was older than this, so nothing was changed.")]
    [InlineData("bo", "deutsch", "Die Schaltfläche gehörte zu einer älteren Nachricht, deshalb wurde nichts geändert.")]
    public async Task Cancel_on_an_older_question_drops_nothing_and_shows_what_stands(string name, string language, string says)
    {
        var (office, who) = await OpenAsync(name);
        await office.SayAsync(who, language);
        var former = await office.SayAsync(who, Sentence);
        var cancel = Button(former, Verbs.Discard);
        var next = await office.SayAsync(who, "service");
        var asked = next.View.Summary;

        var answer = await office.AnswerAsync(who, former, Office.Press(cancel));
        await office.Background.DrainAsync();

        Assert.Equal((says, asked), (answer.View.Fault, answer.View.Summary));
        Assert.Equal("service", Assert.Single(await office.Drafts.TalksAsync(who.Person, default)).Inputs["field.accountType"]);
        Assert.Empty(next.View.Buttons()); // it lives where it was pressed
    }

    [Theory]
    [InlineData(Verbs.TalkAnswer)]
    [InlineData(Verbs.TalkBack)]
    public async Task No_button_of_an_older_question_changes_an_answer(string verb)
    {
        var (office, who) = await OpenAsync("sal");
        var former = await office.SayAsync(who, Sentence);
        await office.PressAsync(who, former, Verbs.TalkAnswer, (CardAction.ValueInput, "field.accountType=vendor"));
        var old = Button(former, verb);
        await office.SayAsync(who, "sign-in only from 10.0.4.12");
        var before = Assert.Single(await office.Drafts.TalksAsync(who.Person, default));

        var answer = await office.AnswerAsync(who, former, Office.Press(old));

        var after = Assert.Single(await office.Drafts.TalksAsync(who.Person, default));
        Assert.Equal(before.Inputs.OrderBy(input => input.Key), after.Inputs.OrderBy(input => input.Key));
        Assert.Equal(before.Talk!.Trail, after.Talk!.Trail);
        Assert.Equal("What you pressed was older than this, so nothing was changed.", answer.View.Fault);
    }

    [Fact]
    public async Task Cancel_on_a_question_after_the_preview_was_reached_drops_nothing()
    {
        var (office, who) = await OpenAsync("sal");
        await office.SayAsync(who, Sentence);
        var former = await office.SayAsync(who, "service");
        var cancel = Button(former, Verbs.Discard);
        var preview = await office.SayAsync(who, "skip");
        while (preview.View is not PreviewView)
        {
            preview = await office.SayAsync(who, "skip");
        }

        var answer = await office.AnswerAsync(who, former, Office.Press(cancel));

        Assert.IsType<PreviewView>(answer.View);
        Assert.Single(await office.Drafts.TalksAsync(who.Person, default));
    }

    [Fact]
    public async Task Discard_on_an_older_preview_drops_nothing()
    {
        var (office, who) = await OpenAsync("sal");
        var former = await office.TalkedToPreviewAsync();
        var discard = Button(former, Verbs.Discard);
        await office.SayAsync(who, "change the end date to 2 February");

        var answer = await office.AnswerAsync(who, former, Office.Press(discard));

        Assert.Equal("What you pressed was older than this, so nothing was changed.", answer.View.Fault);
        Assert.Contains("2 Feb 2027", answer.View.Words(), StringComparison.Ordinal);
        Assert.Single(await office.Drafts.TalksAsync(who.Person, default));
    }

    [Fact]
    public async Task Discard_on_an_older_preview_of_a_form_drops_nothing()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var message = await office.PreviewAsync(Sal);
        var discard = Button(message, Verbs.Discard);
        await office.PressAsync(Sal, message, Verbs.Edit);
        await office.PressAsync(Sal, message, Verbs.Preview, Requesting.FilledBut((FieldIds.Scope, "svc-deploy instead")));

        var answer = await office.AnswerAsync(Sal, message, Office.Press(discard));

        Assert.Equal("What you pressed was older than this, so nothing was changed.", answer.View.Fault);
        Assert.NotNull(await office.Drafts.ReadAsync(Sal.Person, discard.Id!.Value, default));
        await office.PressAsync(Sal, message, Verbs.Discard);
        Assert.Null(await office.Drafts.ReadAsync(Sal.Person, discard.Id.Value, default));
    }

    [Fact]
    public async Task Cancel_on_the_living_question_drops_the_request()
    {
        var (office, who) = await OpenAsync("bo");
        await office.SayAsync(who, Sentence);
        var question = await office.SayAsync(who, "service");

        await office.PressAsync(who, question, Verbs.Discard);

        Assert.Empty(await office.Drafts.TalksAsync(who.Person, default));
        Assert.Empty(question.View.Buttons());
    }

    [Fact]
    public async Task A_typed_cancel_leaves_no_question_with_buttons()
    {
        var (office, who) = await OpenAsync("sal");
        var question = await office.SayAsync(who, Sentence);

        await office.SayAsync(who, "cancel");

        Assert.Empty(question.View.Buttons());
    }

    [Fact]
    public async Task A_button_that_is_pressed_twice_says_nothing_of_older_cards()
    {
        var (office, who) = await OpenAsync("sal");
        var message = await office.SayAsync(who, Sentence);
        var choice = Office.Press(Button(message, Verbs.TalkAnswer));
        await office.AnswerAsync(who, message, choice);

        var again = await office.AnswerAsync(who, message, choice);

        Assert.Equal(("What protects us meanwhile?", null), (again.View.Summary, again.View.Fault));
    }

    private static CardAction Button(FakeMessage on, string verb) => on.View.Buttons().First(button => button.Verb == verb);

    private static async Task<(Office Office, PersonActor Who)> OpenAsync(string name) =>
        (await Office.OpenAsync(Sal, Ana, Bo, Ciso), name == "bo" ? Bo : Sal);
}
