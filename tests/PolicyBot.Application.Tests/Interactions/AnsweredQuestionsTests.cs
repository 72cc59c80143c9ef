using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Application.Tests.Interactions.Requesting;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>A question whose answer stands in the revision is not asked again, neither by the rubric nor by the model.</summary>
public sealed class AnsweredQuestionsTests
{
    // Nothing protects, nothing follows, no step, no owner, and the vendor's word without a proof.
    private static readonly (string Id, string Value)[] Thin = FilledBut(
        (FieldIds.Justification, "The build account cannot do it, the vendor says that keys are not supported."), (FieldIds.Scope, "some accounts"),
        (FieldIds.Controls, ""), (FieldIds.Impact, ""));

    private static readonly (string Id, string Value)[] Answered = FilledBut(
        (FieldIds.Justification, "The build account cannot use keys. They come with version 9 in March; the head of operations is accountable."));

    public static TheoryData<string, string> Answers => new()
    {
        { MissingTag.Scope, "svc-build, on the build server only" },
        { MissingTag.Impact, "12 releases a week stop." },
        { MissingTag.Controls, "Sign-in only from 10.0.4.12, watched by the operations desk." },
        { MissingTag.Owner, "Pat Smith, head of operations" },
        { MissingTag.Owner, "pat@contoso.example" },
        { MissingTag.Remediation, "Keys in March" },
        { MissingTag.Duration, "Until March" },
        { MissingTag.Evidence, "https://vendor.example/roadmap" },
        { MissingTag.Evidence, "Ticket 55-10231" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_in_the_revisions_question_form_closes_its_question(string tag, string answer)
    {
        var (office, id, returned) = await SentBackAsync(null);
        await office.PressAsync(Sal, returned, Verbs.Preview, Thin);
        Assert.Contains(tag, await MissingAsync(office, id));

        await office.PressAsync(Sal, returned, Verbs.AskAnswers);
        await office.PressAsync(Sal, returned, Verbs.Answer, (FieldIds.Answer(tag), answer));
        await office.PressAsync(Sal, returned, Verbs.Submit);

        Assert.Equal(2, (await office.StateAsync(id)).Revision);
        Assert.DoesNotContain(tag, await MissingAsync(office, id));
    }

    [Theory]
    [InlineData(MissingTag.Owner, "-")]
    [InlineData(MissingTag.Remediation, "tbd")]
    public async Task An_answer_that_tells_nothing_closes_no_question(string tag, string answer)
    {
        var (office, id, returned) = await SentBackAsync(null);
        await office.PressAsync(Sal, returned, Verbs.Preview, Thin);
        await office.PressAsync(Sal, returned, Verbs.AskAnswers);
        await office.PressAsync(Sal, returned, Verbs.Answer, (FieldIds.Answer(tag), answer));
        await office.PressAsync(Sal, returned, Verbs.Submit);

        Assert.Contains(tag, await MissingAsync(office, id));
    }

    [Fact]
    public async Task An_answer_that_is_taken_out_of_the_text_opens_its_question_again()
    {
        var (office, id, returned) = await SentBackAsync(null);
        await office.PressAsync(Sal, returned, Verbs.Preview, Thin);
        await office.PressAsync(Sal, returned, Verbs.AskAnswers);
        await office.PressAsync(Sal, returned, Verbs.Answer, (FieldIds.Answer(MissingTag.Owner), "Pat Smith, head of operations"));

        await office.PressAsync(Sal, returned, Verbs.Edit);
        await office.PressAsync(Sal, returned, Verbs.Preview, Thin);
        await office.PressAsync(Sal, returned, Verbs.Submit);

        Assert.Contains(MissingTag.Owner, await MissingAsync(office, id));
    }

    [Fact]
    public async Task Answers_in_the_form_of_the_revision_close_their_questions()
    {
        var (office, id, returned) = await SentBackAsync(null);

        await office.PressAsync(Sal, returned, Verbs.Preview, Answered);
        await office.PressAsync(Sal, returned, Verbs.Submit);

        Assert.Empty(await MissingAsync(office, id));
        Assert.DoesNotContain("Still open", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_model_misses_is_not_asked_again_where_the_revision_answers_it()
    {
        var model = new SlowModel();
        model.Answers(RiskLabel.Medium, MissingTag.Remediation, MissingTag.Impact, MissingTag.Owner, MissingTag.Evidence);
        var (office, id, returned) = await SentBackAsync(model);
        Assert.Contains(MissingTag.Remediation, await MissingAsync(office, id));

        await office.PressAsync(
            Sal, returned, Verbs.Preview,
            [.. Answered, (FieldIds.Owner, "pat@contoso.example"), (FieldIds.Evidence, "https://vendor.example/roadmap")]);
        Assert.Equal(
            [GapQuestions.For(MissingTag.Remediation), GapQuestions.For(MissingTag.Impact)],
            ((PreviewView)returned.View).Questions); // a model cannot see who is named in the form, nor what is linked there
        await office.PressAsync(Sal, returned, Verbs.AskAnswers);
        await office.PressAsync(
            Sal, returned, Verbs.Answer, (FieldIds.Answer(MissingTag.Remediation), "Keys in March"),
            (FieldIds.Answer(MissingTag.Impact), "Twelve releases a week stop."));
        await office.PressAsync(Sal, returned, Verbs.Submit);

        Assert.Equal(2, (await office.StateAsync(id)).Revision);
        Assert.NotNull((await office.StateAsync(id)).Assessment!.Model);
        Assert.Empty(await MissingAsync(office, id));
    }

    [Fact]
    public async Task An_answer_stands_in_the_next_revision_too()
    {
        var (office, id, returned) = await SentBackAsync(null);
        await office.PressAsync(Sal, returned, Verbs.Preview, Thin);
        await office.PressAsync(Sal, returned, Verbs.AskAnswers);
        await office.PressAsync(Sal, returned, Verbs.Answer, (FieldIds.Answer(MissingTag.Owner), "Pat Smith, head of operations"));
        await office.PressAsync(Sal, returned, Verbs.Submit);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "And which accounts are these?"));
        var again = office.LastOf(Sal);
        await office.PressAsync(Sal, again, Verbs.Revise);

        await office.PressAsync(Sal, again, Verbs.Preview, (FieldIds.Scope, "svc-build, on the build server only"));
        await office.PressAsync(Sal, again, Verbs.Submit);

        Assert.Equal(3, (await office.StateAsync(id)).Revision);
        Assert.DoesNotContain(MissingTag.Owner, await MissingAsync(office, id));
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(Office office, ExceptionId id)
    {
        var assessment = (await office.StateAsync(id)).Assessment!;
        return [.. assessment.Rubric.Missing, .. assessment.Model?.Missing ?? []];
    }

    private static async Task<(Office Office, ExceptionId Id, FakeMessage Returned)> SentBackAsync(SlowModel? model)
    {
        var office = model is null ? await Office.OpenAsync(Sal, Ana, Pat) : await Office.OpenAsync(model, Sal, Ana, Pat);
        var id = await office.AskAsync(Sal, Thin);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.RequestChanges, ("comment", "Please answer what is open."));
        var returned = office.LastOf(Sal);
        await office.PressAsync(Sal, returned, Verbs.Revise);
        return (office, id, returned);
    }
}
