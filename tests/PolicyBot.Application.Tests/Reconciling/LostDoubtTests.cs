using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>
/// A host dies over a message, and then the directory does not answer: that the message may be there is not forgotten meanwhile.
/// </summary>
public sealed class LostDoubtTests
{
    private static readonly ExceptionId Id = new ARequest().Id;
    private static readonly PersonEntry BoInSlack = new(Bo.Person, [], "slack", "UBO", null, null);

    [Fact]
    public async Task What_may_be_there_and_is_not_wanted_any_more_is_looked_for_once_the_directory_answers_again()
    {
        var (office, card) = await DiedAsync();

        await office.WishAsync(Id, Ana.Rejects());
        await SilentAsync(office);
        var meanwhile = card.View;
        await AnsweringAsync(office);

        Assert.Contains(Verbs.Approve, meanwhile.Verbs());
        Assert.DoesNotContain(Verbs.Approve, card.View.Verbs());
        Assert.Single(office.MessagesOf(Bo));
    }

    [Fact]
    public async Task What_may_be_there_and_is_wanted_is_not_sent_twice_once_the_directory_answers_again()
    {
        var (office, card) = await DiedAsync();

        await SilentAsync(office);
        await AnsweringAsync(office);

        Assert.Equal(card, Assert.Single(office.MessagesOf(Bo)));
        Assert.Equal(card.Message, (await office.NoticeAsync(Id, NotificationKind.Review, Bo)).Message);
    }

    [Fact]
    public async Task What_may_be_there_is_looked_for_though_its_person_can_be_written_to_in_another_channel_meanwhile()
    {
        var (office, card) = await DiedAsync();
        await office.People.WriteAsync(Office.AccountOf(Pat) with { Person = Bo.Person, LastSeen = ARequest.Sent }, default);

        await office.WishAsync(Id, Ana.Rejects());
        await SilentAsync(office);
        await AnsweringAsync(office);

        Assert.DoesNotContain(Verbs.Approve, card.View.Verbs());
    }

    /// <summary>Bo is known from the catalog only. Slack took his card, and the host died before it heard so.</summary>
    private static async Task<(Office Office, FakeMessage Card)> DiedAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Catalog.Current = office.Catalog.Current with { People = [BoInSlack] };
        office.Slack.CanFindSent = true;
        office.Slack.Findable[Bo.Person] = new FoundAccount.Here(Office.AccountOf(Bo) with { Person = Bo.Person });
        await office.HoldAsync(new ARequest().InReview());
        var stored = await office.NoticeAsync(Id, NotificationKind.Review, Bo);
        await office.Stored.TryWriteAsync(
            Id, stored with { Message = null, Shown = "", Attempts = 1, LeasedUntil = ARequest.Sent + MessageLife.Lease }, default);
        return (office, office.LastOf(Bo));
    }

    private static async Task SilentAsync(Office office)
    {
        office.Slack.Findable[Bo.Person] = new FoundAccount.Unavailable("Http503");
        office.Time.Advance(TimeSpan.FromMinutes(16)); // what was found is not asked for again before
        await office.Reconciler.ReconcileAsync(Id, default);
    }

    private static async Task AnsweringAsync(Office office)
    {
        office.Slack.Findable[Bo.Person] = new FoundAccount.Here(Office.AccountOf(Bo) with { Person = Bo.Person });
        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.Reconciler.ReconcileAsync(Id, default);
    }

    [Fact]
    public async Task A_look_up_that_is_refused_does_not_mean_that_the_message_is_not_there()
    {
        var (office, card) = await DiedAsync();
        office.Slack.OnFindSent = () => new SendOutcome.Later(TimeSpan.Zero, "missing_scope");
        await office.WishAsync(Id, Ana.Rejects());
        office.Time.Advance(MessageLife.Lease);
        await office.Reconciler.ReconcileAsync(Id, default);
        office.Slack.OnFindSent = () => null;

        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.DoesNotContain(Verbs.Approve, card.View.Verbs());
    }

    [Fact]
    public async Task A_message_that_may_never_be_looked_for_is_given_up_by_name()
    {
        var (office, _) = await DiedAsync();
        office.Slack.OnFindSent = () => new SendOutcome.Never("invalid_arguments");

        await office.WishAsync(Id, Ana.Rejects());
        office.Time.Advance(MessageLife.Lease);
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal("invalid_arguments", (await office.NoticeAsync(Id, NotificationKind.Review, Bo)).DeadBecause);
    }
}
