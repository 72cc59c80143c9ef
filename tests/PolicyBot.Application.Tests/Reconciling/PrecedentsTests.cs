using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>Approvers see what was decided before on the same policy and a similar scope.</summary>
public sealed class PrecedentsTests
{
    private static readonly RequestContent Wanted = new ARequest().Content;

    [Fact]
    public async Task Earlier_decisions_on_the_same_policy_and_scope_are_found_with_outcome_and_comment()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest { Id = Number(1) }.InReview().After(Ana.Rejects()));
        await office.HoldAsync(new ARequest { Id = Number(2) }.InReview().After(Ana.Approves()));

        var found = await OfAsync(office);

        Assert.Equal(
            [(Number(1), DecisionKind.Rejected, "Use the vault key instead."), (Number(2), DecisionKind.Approved, Wishes.Fine)],
            found.Select(one => (one.Id, one.Outcome, one.Comment)));
    }

    [Fact]
    public async Task What_is_undecided_withdrawn_confidential_or_about_something_else_is_no_precedent()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest { Id = Number(1) }.InReview());
        await office.HoldAsync(new ARequest { Id = Number(2) }.InReview().After(Sal.Withdraws()));
        await office.HoldAsync(new ARequest { Id = Number(3), Confidential = true }.InReview().After(Ana.Approves()));
        await office.HoldAsync(
            new ARequest { Id = Number(4), Title = "Payroll export", Scope = "The payroll interface", Assets = [] }.InReview()
                .After(Ana.Approves()));

        await office.HoldAsync(new ARequest { Id = Number(5) }.InReview().After(Ana.Approves()));

        var found = await OfAsync(office);

        Assert.Equal(Number(5), Assert.Single(found).Id);
    }

    [Fact]
    public async Task The_most_alike_come_first()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(
            new ARequest
            {
                Id = Number(9),
                Scope = "svc-build and forty other accounts of the nightly packaging line in Hamburg"
            }.InReview().After(Ana.Approves()));
        for (var number = 1; number <= 3; number++)
        {
            await office.HoldAsync(new ARequest { Id = Number(number) }.InReview().After(Ana.Approves()));
        }

        var found = await OfAsync(office);

        Assert.Equal([Number(1), Number(2), Number(3), Number(9)], found.Select(one => one.Id));
    }

    [Fact]
    public async Task An_approver_sees_them_on_the_card_and_what_was_seen_stays_as_it_was()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Id = Number(1) }.InReview().After(Ana.Rejects()));
        await office.HoldAsync(new ARequest { Id = Number(2) }.Submitted());

        var card = Assert.IsType<ApprovalView>(office.LastOf(Ana).View);
        var state = await office.StateAsync(Number(2));

        Assert.Contains("Earlier: PX-00000001 was rejected on 20 Nov 2026", card.Words(), StringComparison.Ordinal);
        Assert.Contains("MFA off on svc-build: Use the vault key instead.", card.Words(), StringComparison.Ordinal);
        Assert.Equal(Number(1), Assert.Single(state.Review!.Policy.Precedents!).Id);
    }

    [Theory]
    [InlineData(false, "PX-00000001 was approved on 20 Nov 2026, 10:00, suspended now",
        "Früher: PX-00000001, genehmigt am", ", jetzt ausgesetzt")]
    [InlineData(true, "PX-00000001 was approved on 20 Nov 2026, 10:00, revoked since",
        "Früher: PX-00000001, genehmigt am", ", seither widerrufen")]
    public async Task Approvers_are_told_that_an_earlier_case_no_longer_holds(bool revoked, string words, string german, string end)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var missed = new ARequest { Id = Number(1) }.InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key."))
            .At(new(2026, 12, 15, 23, 0, 0, TimeSpan.Zero)).After(Wishes.Passes());
        var earlier = revoked ? missed.After(Iam.Revokes(roles: Roles.PolicyOwner))
            : missed.At(missed.State.Promises[0].SuspendsAt!.Value).After(Wishes.Passes());
        office.Time.Advance(earlier.Now - ARequest.Sent);
        await office.HoldAsync(earlier);
        await office.HoldAsync(
            ARecord.New(Number(2), earlier.Now).After(new ARequest { Id = Number(2) }.SubmitAlone(earlier.Now)));

        Assert.Contains(words, office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
        Assert.Contains(words, (await office.SayAsync(Ana, $"precedents {Number(2)}")).View.Words(), StringComparison.Ordinal);

        await office.SpeaksAsync(Ana, "de-DE");
        var list = (await office.SayAsync(Ana, $"precedents {Number(2)}")).View.Words();
        Assert.Contains(german, list, StringComparison.Ordinal);
        Assert.Contains(end, list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_shows_three_says_of_how_many_and_leads_to_the_others()
    {
        var office = await Office.OpenAsync(Sal, Ana, Mallory);
        for (var number = 1; number <= 17; number++)
        {
            await office.HoldAsync(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") }.InReview().After(Ana.Rejects()));
        }

        var wanted = ExceptionId.Parse("PX-7Q2M4X9K");
        await office.HoldAsync(new ARequest { Id = wanted }.Submitted());

        var card = Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Words();
        Assert.Contains("3 of 17 earlier cases are shown, the most alike.", card, StringComparison.Ordinal);
        Assert.Contains("“precedents PX-7Q2M4X9K”", card, StringComparison.Ordinal);

        var first = await office.SayAsync(Ana, $"precedents {wanted}");
        Assert.Equal("Earlier cases that are like PX-7Q2M4X9K: 15 of 17", ((ListView)first.View).Heading);
        var list = (ListView)first.View;
        var rest = (ListView)await office.PressAsync(Ana, first, Verbs.More);
        Assert.Equal(17, list.Lines.Concat(rest.Lines).Select(line => line.Title).Distinct().Count());
        Assert.Equal("MFA off on svc-build: Use the vault key instead.", list.Lines[0].Text);
    }

    [Fact]
    public async Task That_older_decisions_were_not_compared_is_said()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        for (var number = 1; number <= Precedents.LookedAt + 1; number++)
        {
            await office.HoldAsync(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") }.InReview().After(Ana.Rejects()));
        }

        var wanted = ExceptionId.Parse("PX-7Q2M4X9K");
        await office.HoldAsync(new ARequest { Id = wanted }.Submitted());

        var list = (ListView)(await office.SayAsync(Ana, $"precedents {wanted}")).View;
        Assert.Equal("Earlier cases that are like PX-7Q2M4X9K: 15 of 200", list.Heading);
        Assert.Contains("Only the latest 200 decisions on this policy were compared.", list.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_decide_on_it_sees_none_of_them()
    {
        var office = await Office.OpenAsync(Sal, Ana, Mallory);
        await office.HoldAsync(new ARequest { Id = Number(1) }.InReview().After(Ana.Rejects()));
        await office.HoldAsync(new ARequest { Id = Number(2) }.Submitted());

        foreach (var person in new[] { Sal, Mallory })
        {
            var answer = await office.SayAsync(person, $"precedents {Number(2)}");

            Assert.DoesNotContain("vault", answer.View.Words(), StringComparison.Ordinal);
        }
    }

    private static ExceptionId Number(int number) => ExceptionId.Parse($"PX-0000000{number}");

    private static async Task<IReadOnlyList<Precedent>> OfAsync(Office office) =>
        (await new Precedents(new IndexedExceptions(office.Register, office.Index))
            .FindAsync(ExceptionId.Parse("PX-7Q2M4X9K"), Wanted, default)).Found;
}
