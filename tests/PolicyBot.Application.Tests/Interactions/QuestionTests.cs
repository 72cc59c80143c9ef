using System.Diagnostics.Metrics;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Questions are answered from the catalog and from what the person may see.</summary>
public sealed class QuestionTests
{
    [Fact]
    public async Task That_a_person_needs_no_exception_is_counted_by_policy_and_what_a_client_made_up_is_not()
    {
        var office = await Office.OpenAsync(Sal);
        var counted = new List<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "policybot.chat.no_exception_needed")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add((string?)tags[0].Value));
        listener.Start();
        var answer = await office.SayAsync(Sal, "what is the policy on MFA?");
        var button = answer.View.Buttons().Single(action => action.Verb == Verbs.TalkNoNeed);

        ButtonAction Press(string value) =>
            new(Verbs.TalkNoNeed, "", 0, new Dictionary<string, string> { [CardAction.ValueInput] = value });
        await office.AnswerAsync(Sal, answer, Press(button.Value!));
        await office.AnswerAsync(Sal, answer, Press("SEC-NOTHING"));
        await office.AnswerAsync(Sal, answer, Press(button.Value!)); // once more on the same day is the same request
        await office.Background.DrainAsync();

        Assert.Equal(["SEC-MFA", "SEC-MFA"], counted);
        var spared = await office.Counts.ReadAsync([CountKey.Everything, CountKey.OfArea("security"), CountKey.OfPolicy("SEC-MFA")], default);
        Assert.Equal(3, spared.Count);
        Assert.All(spared.Values, scope => Assert.Equal(1, scope["spared|SEC-MFA"].All));
        Assert.Empty(await office.Drafts.TalksAsync(Sal.Person, default));
    }

    [Fact]
    public async Task Who_decides_and_why_names_areas_and_policies_and_never_their_ids()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var standard = office.Catalog.Current.Rules[0];
        office.Catalog.Current = office.Catalog.Current with
        {
            Rules =
            [
                standard with { Id = "fin", When = new RuleCondition { Areas = ["finance"], Policies = ["FIN-SPEND"] } },
                standard with { Id = "buys", When = new RuleCondition { Policies = ["FIN-SPEND"] } },
                standard,
            ],
        };
        await office.SpeaksAsync(Sal, "de-DE");

        var who = (await office.SayAsync(Sal, "Wer entscheidet über Einkauf?")).View.Words();
        var why = (await office.SayAsync(Sal, $"why {await office.AskAsync(Sal)}")).View.Words();

        Assert.Contains("denn: Bereich Finance, Richtlinie Purchases", who, StringComparison.Ordinal);
        Assert.Contains("die Richtlinie gehört zu Security, die Regel gilt für Finance", why, StringComparison.Ordinal);
        Assert.Contains("die Richtlinie ist Multi-factor authentication, die Regel gilt für Purchases", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_force_is_told_to_those_who_may_see_it_and_to_no_other()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Pat);
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        foreach (var question in new[] { "exceptions to MFA", "is svc-build covered?", "all exceptions" })
        {
            Assert.Contains(id.Value, (await office.SayAsync(Sal, question)).View.Words(), StringComparison.Ordinal);
            Assert.DoesNotContain(id.Value, (await office.SayAsync(Pat, question)).View.Words(), StringComparison.Ordinal);
        }

        var ends = (await office.SayAsync(Sal, "when does my exception end?")).View.Words();
        Assert.Contains("ends Mon 15 Feb 2027, in 87 days", ends, StringComparison.Ordinal);
        Assert.DoesNotContain(id.Value, (await office.SayAsync(Pat, "when does my exception end?")).View.Words(), StringComparison.Ordinal);
        Assert.Contains("“svc-other”", (await office.SayAsync(Sal, "is svc-other covered?")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_sees_all_that_is_in_force_under_a_policy()
    {
        var office = await Office.OpenAsync(Sal, Ana, Pat);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Pat.Person], []) };
        var id = await office.AskAsync(Sal);
        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        Assert.Contains(id.Value, (await office.SayAsync(Pat, "exceptions to MFA")).View.Words(), StringComparison.Ordinal);
        Assert.Contains(id.Value, (await office.SayAsync(Pat, "all exceptions")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_open_requests_the_person_says_which_is_withdrawn()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var (first, second) = (await office.AskAsync(Sal), await office.AskAsync(Sal));

        var which = await office.SayAsync(Sal, "please withdraw my request");

        Assert.Equal("Which request do you want to withdraw?", which.View.Summary);
        Assert.Equal([Verbs.AskWithdraw, Verbs.AskWithdraw], which.View.Verbs());
        Assert.Contains(first.Value, which.View.Words(), StringComparison.Ordinal);
        Assert.Contains(second.Value, which.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_to_withdraw_that_are_cut_say_of_how_many_and_go_on()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        for (var number = 1; number <= 18; number++)
        {
            await office.HoldAsync(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") }.InReview());
        }

        var first = await office.SayAsync(Sal, "please withdraw my request");
        var list = (ListView)first.View;
        var rest = (ListView)await office.PressAsync(Sal, first, Verbs.More);

        Assert.Equal((15, "15 of 18 are shown."), (list.Lines.Count, list.Intro[0].Text));
        Assert.Equal((3, "16–18 of 18 are shown."), (rest.Lines.Count, rest.Intro[0].Text));
        Assert.Empty(rest.Lines.Select(line => line.Title).Intersect(list.Lines.Select(line => line.Title)));
        Assert.DoesNotContain(Verbs.More, rest.Verbs());
        Assert.Equal([Verbs.AskWithdraw], rest.Lines.Select(line => line.Open!.Verb).Distinct());
    }

    [Theory]
    [InlineData("when does my exception end?")]
    [InlineData("is svc-build covered?")]
    public async Task What_is_found_beyond_one_message_says_of_how_many_and_goes_on(string question)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await KeepGrantedAsync(office, 18);

        var first = await office.SayAsync(Sal, question);
        var list = (ListView)first.View;
        var rest = (ListView)await office.PressAsync(Sal, first, Verbs.More);

        Assert.Contains("15 of 18 are shown.", list.Words(), StringComparison.Ordinal);
        Assert.Contains("16–18 of 18 are shown.", rest.Words(), StringComparison.Ordinal);
        Assert.Equal(18, list.Lines.Concat(rest.Lines).Select(line => line.Title).Distinct().Count());
        Assert.Equal(list.Heading, rest.Heading);
    }

    [Fact]
    public async Task A_question_of_an_auditor_reads_no_more_than_a_list_does_and_says_what_is_left_out()
    {
        var office = await Office.OpenAsync(Sal, Pat);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Pat.Person], []) };
        await KeepGrantedAsync(office, ExceptionLists.MostRead + 100);
        office.Register.IsOut = _ => true; // no head is read

        var covered = (ListView)(await office.SayAsync(Pat, "is svc-build covered?")).View;

        Assert.Contains("I looked through 500, and there are more.", covered.Words(), StringComparison.Ordinal);
        Assert.Equal(["More", "Go on"], covered.Actions.Select(action => action.Title));
    }

    [Fact]
    public async Task A_thing_far_down_in_a_long_scope_is_found_also_beyond_what_one_answer_looks_through()
    {
        var office = await Office.OpenAsync(Sal, Pat);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Pat.Person], []) };
        await KeepGrantedAsync(office, ExceptionLists.MostRead + 5);
        var last = new ARequest
        {
            Id = ExceptionId.Parse("PX-ZZZZZZZZ"),
            Scope = $"{string.Join(' ', Enumerable.Range(1, ListingKey.MostWords).Select(number => $"account{number}"))} svc-payroll",
        };
        await office.Listings.PutAsync(last.Granted().State.ToListing(office.Catalog.Current), default);

        var first = await office.SayAsync(Pat, "is svc-payroll covered?");
        var said = first.View.Words();
        var rest = await office.AnswerAsync(Pat, first, Office.Press(Assert.Single(first.View.Buttons())));

        Assert.Contains("I looked through 500, and there are more.", said, StringComparison.Ordinal);
        Assert.Equal("Yes, “svc-payroll” is covered", rest.View.Summary);
        Assert.Contains("PX-ZZZZZZZZ", rest.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_mine_ends_is_answered_however_many_others_requests_were_decided_by_the_same_person()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await KeepGrantedAsync(office, ExceptionLists.MostRead + 5); // Ana decided on them
        var own = new ARequest { Id = ExceptionId.Parse("PX-ZZZZZZZZ"), Requester = Ana, Stages = [AStage.Needs(1, Bo)] };
        await office.HoldAsync(own.Granted());

        var said = (await office.SayAsync(Ana, "when does my exception end?")).View.Words();

        Assert.Contains("PX-ZZZZZZZZ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("PX-00000001", said, StringComparison.Ordinal);
    }

    private static async Task KeepGrantedAsync(Office office, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var request = new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") };
            await office.Listings.PutAsync(request.Granted().State.ToListing(office.Catalog.Current), default);
        }
    }

    [Theory]
    [InlineData("history {0}")]
    [InlineData("HISTORY {0}")]
    [InlineData("status {0}")]
    public async Task After_a_command_word_the_number_alone_will_do(string typed)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        var id = await office.AskAsync(Sal);

        var answer = await office.SayAsync(Sal, typed.Replace("{0}", id.Value[3..].ToLowerInvariant(), StringComparison.Ordinal));

        Assert.Contains(id.Value, answer.View.Words(), StringComparison.Ordinal);
    }
}
