using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>A list is complete or says what it leaves out, and a count is right or says that there are more.</summary>
public sealed class CompleteListsTests
{
    private int _index;

    [Theory]
    [InlineData(1_000, "My requests: 15 of 1000")]
    [InlineData(1_001, "My requests: 15 of over 1,000")]
    public async Task More_than_a_thousand_are_not_called_a_thousand_whatever_else_the_index_hints_at(int count, string heading)
    {
        var office = await Office.OpenAsync(Sal);
        for (var number = 0; number < count; number++)
        {
            Hold(office, request => request.InReview(), IndexHeading.ForPerson(Sal.Person));
        }

        for (var number = 0; number < 60; number++)
        {
            Hold(office, request => (request with { Requester = Mallory }).InReview(), IndexHeading.ForPerson(Sal.Person));
        }

        Assert.Equal(heading, ((ListView)(await office.SayAsync(Sal, "my requests")).View).Heading);
    }

    [Fact]
    public async Task What_is_in_force_under_a_policy_is_counted_to_the_last_however_much_of_it_has_ended_and_goes_on_with_More()
    {
        var office = await Office.OpenAsync(Sal, Pat);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Pat.Person], []) };
        for (var number = 0; number < 500; number++)
        {
            Hold(
                office, request => number < 250 ? request.Granted() : request.InReview().After(Ana.Rejects()),
                IndexHeading.ActiveUnder("SEC-MFA"));
        }

        var list = await office.SayAsync(Pat, "exceptions to MFA");

        Assert.Equal("Exceptions that you may see: 15 of 250", ((ListView)list.View).Heading);
        for (var shown = 15; shown < 250; shown += 15)
        {
            var more = list.View.Buttons().Single(button => button.Verb == Verbs.More);
            await office.AnswerAsync(Pat, list, Office.Press(more));
        }

        var last = (ListView)list.View;
        Assert.EndsWith(": 241–250 of 250", last.Heading, StringComparison.Ordinal);
        Assert.Equal(10, last.Lines.Count);
        Assert.DoesNotContain(last.Actions, action => action.Verb == Verbs.More);
    }

    [Fact]
    public async Task The_news_of_a_day_go_on_with_More()
    {
        var office = await Office.OpenAsync(Sal, Iam);
        for (var number = 0; number < 50; number++)
        {
            Hold(office, request => request.Granted(), IndexHeading.NewsOf(Iam.Person, "2026-11-20"));
        }

        var message = await office.SayAsync(Iam, "help");
        var press = new ButtonAction(Verbs.More, "", 0, new Dictionary<string, string> { [CardAction.ValueInput] = "news:2026-11-20|40" });
        var rest = (ListView)(await office.AnswerAsync(Iam, message, press)).View;

        Assert.Equal("Approved, revoked or expired yesterday under your policies: 50: 41–50 of 50", rest.Heading);
        Assert.Equal(10, rest.Lines.Count);
        Assert.DoesNotContain(rest.Actions, action => action.Verb == Verbs.More);
    }

    private void Hold(Office office, Func<ARequest, ARecord> make, string heading)
    {
        var request = new ARequest { Id = ExceptionId.Parse($"PX-{++_index:00000000}") };
        var record = make(request);
        office.Stored.TryCommitAsync(new Commit($"seed-{_index}", record.State, null, record.Events, []), default).GetAwaiter().GetResult();
        office.Listings.PutAsync(record.State.ToListing(TestCatalog.Contoso), default).GetAwaiter().GetResult();
        office.Index.ProjectAsync([new IndexEntry(heading, ARequest.Sent.AddMinutes(_index), request.Id)], [], default)
            .GetAwaiter().GetResult();
    }
}
