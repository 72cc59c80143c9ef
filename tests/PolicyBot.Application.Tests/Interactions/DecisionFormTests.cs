using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>The dialog for a decision, made from the pressed button alone.</summary>
public sealed class DecisionFormTests
{
    private const string Acceptance = "By approving you accept the remaining risk (high) for Security until 15 Feb 2027.";
    private static readonly ExceptionId Id = new ARequest().Id;

    [Theory]
    [InlineData(Verbs.Approve, "PX-7Q2M4X9K · Approve")]
    [InlineData(Verbs.Reject, "PX-7Q2M4X9K · Reject")]
    [InlineData(Verbs.RequestChanges, "PX-7Q2M4X9K · Request changes")]
    public void Every_decision_asks_for_the_comment_and_sends_nothing_but_itself(string verb, string heading)
    {
        var form = DecisionForm.Render(verb, Id, 2, Acceptance);

        Assert.Equal(heading, form.Heading);
        Assert.Equal(("comment", true, TextLimits.MinimumComment),
            (form.Fields.Single().Id, form.Fields.Single().Required, form.Fields.Single().MinLength));
        Assert.Equal((verb, Id, 2), (form.Actions.Single().Verb, form.Actions.Single().Id!.Value, form.Actions.Single().Revision));
    }

    [Fact]
    public void Only_an_approval_says_which_risk_is_accepted_and_may_end_it_sooner()
    {
        var (yes, no) = (DecisionForm.Render(Verbs.Approve, Id, 1, Acceptance), DecisionForm.Render(Verbs.Reject, Id, 1, Acceptance));

        Assert.Equal((Acceptance, "expiresOn conditions conditionsDueOn"),
            (yes.Intro.Single().Text, string.Join(' ', yes.More.Select(field => field.Id))));
        Assert.Empty(no.Intro);
        Assert.Empty(no.More);
    }
}
