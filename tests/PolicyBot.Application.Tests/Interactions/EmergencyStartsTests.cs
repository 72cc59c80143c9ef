using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Start now, in the preview, over the whole product on fakes.</summary>
public sealed class EmergencyStartsTests
{
    [Fact]
    public async Task The_preview_offers_to_start_now_and_says_what_that_means()
    {
        var office = await OpenAsync();

        var preview = (await office.PreviewAsync(Sal)).View;

        Assert.Equal(["Submit", "Start now", "Answer 3 questions", "Edit", "Not right?", "Discard"],
            preview.Buttons().Select(button => button.Title));
        Assert.Contains(
            "If it cannot wait Starts now, ends Sat 10:00 unless it is approved by then. ana@contoso.example, bo@contoso.example and "
            + "ciso@contoso.example are told now. Approved, it holds until 15 Feb 2027; sent back for changes, it ends Mon 10:00 "
            + "unless it is approved.",
            preview.Words().Replace('\n', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_started_is_in_force_and_everybody_who_will_decide_is_told()
    {
        var office = await OpenAsync();

        var (id, answer) = await StartAsync(office, Sal);

        var state = await office.StateAsync(id);
        Assert.True(state.IsInForce(office.Time.GetUtcNow()));
        Assert.Equal(Status.InReview, state.Status);
        Assert.Contains("Started at once on 20 Nov 2026, 10:00, before its review. It ends on 21 Nov 2026, 10:00 unless it is approved.",
            answer.Words(), StringComparison.Ordinal);
        Assert.IsType<ApprovalView>(office.LastOf(Ana).View);
        Assert.Contains("Started at once", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
        // decides later
        Assert.Contains("Sal Ortiz has started this exception at once.", office.LastOf(Ciso).View.Summary, StringComparison.Ordinal);
        // owns the policy
        Assert.Contains("Sal Ortiz has started this exception at once.", office.LastOf(Iam).View.Summary, StringComparison.Ordinal);
        Assert.Equal([id], await office.Index.FindAsync(Application.Ports.IndexHeading.ActiveUnder("SEC-MFA"), 10, default));
    }

    [Fact]
    public async Task What_is_granted_is_what_the_preview_showed_also_where_it_is_pressed_half_an_hour_later()
    {
        var office = await OpenAsync();
        var preview = await office.PreviewAsync(Sal);
        var (id, shown) = (preview.View.Buttons()[0].Id!.Value, office.Time.GetUtcNow());
        office.Time.Advance(TimeSpan.FromMinutes(30));

        await office.PressAsync(Sal, preview, Verbs.StartNow);

        var started = (await office.StateAsync(id)).Emergency!;
        Assert.Equal((shown.AddHours(72), shown.AddHours(24)), (started.HoldsUntil, started.ReviewBy));
    }

    [Fact]
    public async Task Where_the_hours_have_moved_on_by_more_they_are_shown_once_anew_with_their_line_marked()
    {
        var office = await OpenAsync();
        var preview = await office.PreviewAsync(Sal);
        var id = preview.View.Buttons()[0].Id!.Value;
        office.Time.Advance(TimeSpan.FromHours(2));

        var anew = await office.PressAsync(Sal, preview, Verbs.StartNow);
        Assert.Null(await office.Stored.ReadHeadAsync(id, default));
        await office.PressAsync(Sal, preview, Verbs.StartNow);

        Assert.Equal("Its hours have moved since, so nothing was started. Please look at them once more.", anew.Fault);
        Assert.StartsWith(
            "Starts now, ends Sat 12:00 unless it is approved by then.", anew.Part("If it cannot wait (changed)"), StringComparison.Ordinal);
        Assert.Equal(office.Time.GetUtcNow().AddHours(72), (await office.StateAsync(id)).Emergency!.HoldsUntil);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(59, false)]
    public async Task Where_there_is_an_hour_to_review_the_hours_that_were_shown_hold_for_a_tenth_of_it(int minutes, bool starts)
    {
        var office = await OpenAsync();
        office.Catalog.Current = office.Catalog.Current with { Emergency = new EmergencyLane(["SEC-MFA"], 2, 1) };
        var preview = await office.PreviewAsync(Sal);
        var id = preview.View.Buttons()[0].Id!.Value;
        office.Time.Advance(TimeSpan.FromMinutes(minutes));

        await office.PressAsync(Sal, preview, Verbs.StartNow);

        Assert.Equal(starts, await office.Stored.ReadHeadAsync(id, default) is not null);
    }

    [Fact]
    public async Task Hours_that_a_client_makes_up_start_nothing()
    {
        var office = await OpenAsync();
        var preview = await office.PreviewAsync(Sal);
        var start = preview.View.Buttons().Single(button => button.Verb == Verbs.StartNow);
        var value = start.Value!.Split('|');
        var longer = $"{value[0]}|{office.Time.GetUtcNow().AddHours(73).UtcTicks}|{value[2]}";

        var answer = await office.AnswerAsync(Sal, preview, Office.Press(start with { Value = longer }));

        Assert.StartsWith("Its hours have moved since", answer.View.Fault, StringComparison.Ordinal);
        Assert.Null(await office.Stored.ReadHeadAsync(start.Id!.Value, default));
    }

    [Fact]
    public async Task One_a_person_and_policy_in_thirty_days()
    {
        var office = await OpenAsync();
        await StartAsync(office, Sal);

        var mine = (await office.PreviewAsync(Sal)).View;
        var pats = (await office.PreviewAsync(Pat)).View;
        office.Time.Advance(TimeSpan.FromDays(30));
        var later = (await office.PreviewAsync(Sal, Requesting.FilledBut((FieldIds.ExpiresOn, "2027-02-15")))).View;

        Assert.DoesNotContain(Verbs.StartNow, mine.Verbs());
        Assert.Contains(Verbs.StartNow, pats.Verbs());
        Assert.Contains(Verbs.StartNow, later.Verbs());
    }

    [Fact]
    public async Task Two_previews_start_one()
    {
        var office = await OpenAsync();
        var (one, other) = (await office.PreviewAsync(Sal), await office.PreviewAsync(Sal));

        await office.PressAsync(Sal, one, Verbs.StartNow);
        var answer = await office.PressAsync(Sal, other, Verbs.StartNow);

        Assert.Equal("This cannot be started before its review. You can submit it.", answer.Fault);
        Assert.DoesNotContain(Verbs.StartNow, answer.Verbs());
        Assert.Contains(Verbs.Submit, answer.Verbs());
    }

    [Fact]
    public async Task Nothing_is_offered_where_the_policy_has_no_lane_somebody_else_owns_it_or_it_is_critical()
    {
        var office = await OpenAsync();
        var owned = (await office.PreviewAsync(Sal, Requesting.FilledBut((FieldIds.Owner, "pat@contoso.example")))).View;
        office.Catalog.Current =
            office.Catalog.Current with
            {
                Policies =
                [.. TestCatalog.Contoso.Policies.Select(policy => policy with { RiskFloor = Domain.Policies.RiskLabel.Critical })]
            };
        var critical = (await office.PreviewAsync(Sal)).View;
        office.Catalog.Current = TestCatalog.Contoso;
        var without = (await office.PreviewAsync(Sal)).View;

        Assert.All([owned, critical, without], view => Assert.DoesNotContain(Verbs.StartNow, view.Verbs()));
    }

    [Fact]
    public async Task Without_a_review_in_time_it_ends_and_the_policy_owner_hears_of_it()
    {
        var office = await OpenAsync();
        var (id, _) = await StartAsync(office, Sal);

        office.Time.Advance(TimeSpan.FromHours(24));
        await office.Reconciler.ReconcileAsync(id, default);

        Assert.Equal(Status.Lapsed, (await office.StateAsync(id)).Status);
        Assert.Contains("Lapsed", office.LastOf(Iam).View.Summary, StringComparison.Ordinal);
        Assert.Contains("It was started at once on 20 Nov 2026, 10:00", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
        Assert.Empty(await office.Index.FindAsync(Application.Ports.IndexHeading.ActiveUnder("SEC-MFA"), 10, default));
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo, Ciso, Iam);
        office.Catalog.Current = TestCatalog.Contoso with
        {
            Emergency = new EmergencyLane(["SEC-MFA"], 72, 24),
            Rules = [
                new RoutingRule("default", null, "standard",
                [new StageRule("security-leads", Manager: false, 1, null), new StageRule("ciso-office", Manager: false, 1, null)])],
        };
        return office;
    }

    private static async Task<(ExceptionId Id, CardView Answer)> StartAsync(Office office, Domain.Policies.Actor person)
    {
        var preview = await office.PreviewAsync(person);
        var id = preview.View.Buttons()[0].Id!.Value;
        return (id, await office.PressAsync(person, preview, Verbs.StartNow));
    }
}
