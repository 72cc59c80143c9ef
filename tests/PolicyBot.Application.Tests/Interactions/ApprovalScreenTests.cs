using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>What an approver decides on.</summary>
public sealed class ApprovalScreenTests
{
    [Fact]
    public void The_first_screen_holds_risk_who_what_until_why_what_stands_in_its_place_and_what_is_open()
    {
        var view = Render(new ARequest().InReview());

        Assert.Equal((RiskLabel.High, "High risk", "MFA off on svc-build"), (view.Risk, view.RiskWords, view.Title));
        Assert.Equal("SEC-MFA", view.PolicyId);
        Assert.Equal(["Who", "Until", "Scope", "Justification", "Compensating controls", "Still open"],
            view.Parts.Select(part => part.Label));
        Assert.Equal("Sal Ortiz (Engineering)", view.Part("Who"));
        Assert.Equal("15 Feb 2027 (87 days)", view.Part("Until"));
        Assert.Equal("Who is accountable for ending the exception?", view.Part("Still open"));
    }

    [Fact]
    public void That_a_request_is_confidential_stands_beside_its_risk()
    {
        var record = new ARequest { Confidential = true }.InReview();

        Assert.Equal("High risk · Confidential", Render(record).RiskWords);
        using var german = Languages.Use("de");
        Assert.Equal("Hohes Risiko · Vertraulich", Render(record).RiskWords);
    }

    [Fact]
    public void A_renewal_says_what_it_renews_and_which_renewal_it_is()
    {
        var view = Render(new ARequest { Renews = ExceptionId.Parse("PX-00000001"), Renewal = 1 }.InReview());

        Assert.Equal("PX-00000001, renewal 1 of at most 2", view.Part("Renews"));
    }

    [Fact]
    public void By_approving_the_remaining_risk_is_accepted_in_words()
    {
        var view = Render(new ARequest().InReview());

        Assert.Equal("By approving you accept the remaining risk (high) for Security until 15 Feb 2027.", view.Acceptance);
    }

    [Fact]
    public void The_notification_reads_as_a_sentence()
    {
        Assert.Equal("HIGH: MFA off on svc-build, Sal Ortiz, until 15 Feb 2027", Render(new ARequest().InReview()).Summary);
    }

    [Fact]
    public void The_comment_is_required_and_there_are_exactly_three_buttons()
    {
        var view = Render(new ARequest().InReview());

        Assert.Equal(("comment", true, 10, 1000), (view.Comment.Id, view.Comment.Required, view.Comment.MinLength, view.Comment.MaxLength));
        Assert.Equal("Why? The requester and the auditor read this", view.Comment.Label);
        Assert.Equal(["Approve", "Reject", "Request changes"], view.Actions.Select(action => action.Title));
        Assert.DoesNotContain(view.Actions, action => action.IgnoresInputs);
        Assert.All(view.Actions, action => Assert.Equal((new ARequest().Id, 1), (action.Id, action.Revision)));
    }

    [Fact]
    public void What_people_wrote_is_marked_as_theirs()
    {
        var view = Render(new ARequest().InReview());

        Assert.Equal(["Scope", "Justification", "Compensating controls"], view.Parts.Where(part => part.Quoted).Select(part => part.Label));
    }

    [Fact]
    public void That_nothing_stands_in_its_place_is_said_in_our_words()
    {
        var bare = new ARequest().Draft()
            .After(new ARequest().Submit(ARequest.Sent) with { Content = new ARequest().Content with { CompensatingControls = "" } });

        var part = Render(bare).Parts.Single(part => part.Label == "Compensating controls");

        Assert.Equal(("None named", false), (part.Text, part.Quoted));
    }

    [Fact]
    public void What_is_not_open_takes_no_room()
    {
        Assert.DoesNotContain(Render(new ARequest { Questions = [] }.InReview()).Parts, part => part.Label == "Still open");
    }

    [Fact]
    public void A_shorter_end_of_an_earlier_stage_counts_for_the_next()
    {
        var request = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Ciso)] };

        var view = Render(request.InReview().After(Ana.Approves(until: new(2026, 12, 20))));

        Assert.Equal("20 Dec 2026 (30 days)", view.Part("Until"));
        Assert.EndsWith("until 20 Dec 2026.", view.Acceptance, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 12, 20), view.More[0].Latest);
    }

    [Fact]
    public void Everything_else_is_under_details()
    {
        var exception = new ARequest { Owner = Pat, Stages = [AStage.Needs(1, Ana, Bo), AStage.Needs(1, Ciso)] }.InReview()
            .After(Sal.Says()).After(Ana.Approves());

        var details = Render(exception).Details;

        Assert.Equal("Every account signs in with phishing-resistant MFA.", Text(details, "What the policy says"));
        Assert.Equal("service", Text(details, "Account type"));
        Assert.Equal("Releases stop.", Text(details, "If denied"));
        Assert.Equal("pat@contoso.example (has been asked, has not answered)", Text(details, "Owner"));
        Assert.Equal("A core system, with one control in the policy's place. A core system.", Text(details, "Why this risk"));
        Assert.StartsWith(
            "1. Security leads: 1 of ana@contoso.example, bo@contoso.example\n2. ", Text(details, "Who reviews"), StringComparison.Ordinal);
        Assert.Equal(Wishes.Fine, Text(details, "Ana Silva approved on 20 Nov 2026, 10:00"));
        Assert.Equal("The vendor has moved the date.", Text(details, "Sal Ortiz wrote on 20 Nov 2026, 10:00"));
    }

    [Fact]
    public void A_summary_by_the_model_is_said_to_be_one_and_its_absence_too()
    {
        var request = new ARequest();
        var summed =
            request.Assessment with
            {
                Model =
                new ModelResult("It signs in by script.", RiskLabel.High, "Because.", [], [], "model-1", "assess", "p1", 1, 1, 1)
            };
        var fell = request.Assessment with { FallbackWhy = "timeout" };

        var (with, without, never) = (Render(Assessed(summed)), Render(Assessed(fell)), Render(Assessed(request.Assessment)));

        Assert.Equal("It signs in by script.", Text(with.Details, "In short (drafted by AI from the requester's words)"));
        Assert.Contains("There is no AI summary of this request", without.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("AI", never.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_exception_gives_the_same_hash_and_another_revision_another()
    {
        var open = new ARequest().InReview();
        var revised = new ARequest().ChangesRequested().After(new ARequest().Submit(ARequest.Sent));

        Assert.Equal(ApprovalScreen.Hash(Render(open)), ApprovalScreen.Hash(Render(new ARequest().InReview())));
        Assert.NotEqual(ApprovalScreen.Hash(Render(open)), ApprovalScreen.Hash(Render(revised)));
        Assert.Matches("^[0-9a-f]{64}$", ApprovalScreen.Hash(Render(open)));
    }

    private static ARecord Assessed(Domain.Risk.Assessment assessment)
    {
        var request = new ARequest();
        return request.Submitted()
            .After(new ExceptionCommand.StartReview(
                1, request.AssessedRoute with { Assessment = assessment })
            { By = Domain.Policies.Actor.PolicyBot });
    }

    private static ApprovalView Render(ARecord record) => ApprovalScreen.Render(record.State, TestCatalog.Contoso);

    private static string Text(IEnumerable<TextPart> parts, string label) => parts.Single(part => part.Label == label).Text;
}
