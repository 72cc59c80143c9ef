using PolicyBot.Core.Catalog;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Conversation;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Time;

namespace PolicyBot.Core.Settling;

/// <summary>Reminds approvers of what waits for them: one message a person and day, never one a request.</summary>
public sealed class Reminders(IPeople people, Reachability reachability, WaitingApprovals queue, ICatalog catalog)
{
    /// <summary>When (UTC) the approvers of an exception are to be reminded next; null when they are not.</summary>
    public static DateTimeOffset? NextFor(ExceptionState state, PolicyCatalog catalog, DateTimeOffset now)
    {
        if (state.Review is not { Open: not null } review)
        {
            return null;
        }

        var next = review.OpenedAt.AddHours(catalog.Review.RemindAfterHours);
        return next > now ? next : next.AddDays(Math.Floor((now - next).TotalDays) + 1);
    }

    /// <summary>Reminds whoever is asked on an exception and has not been reminded of anything today.</summary>
    public async Task RemindAsync(ExceptionState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        if (state.Review is not { Open: not null } review || now < review.OpenedAt.AddHours(current.Review.RemindAfterHours))
        {
            return;
        }

        var claim = $"reminder|{CatalogTime.Today(now, current.TimeZone):yyyy-MM-dd}";
        foreach (var person in review.Asked)
        {
            if (await people.TryClaimAsync(person, claim, cancellationToken) && !await SendAsync(person, now, cancellationToken))
            {
                await people.ReleaseAsync(person, claim, cancellationToken);
            }
        }
    }

    private async Task<bool> SendAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var view = await queue.OverviewAsync(person, now, reminder: true, cancellationToken);
        foreach (var account in await reachability.AccountsAsync(person, cancellationToken))
        {
            var channel = reachability.ChannelOf(account.Account.Channel)!;
            switch (await channel.SendAsync(account, channel.Draw(view), "", cancellationToken))
            {
                case SendOutcome.Sent:
                    return true;
                case SendOutcome.Unreachable:
                    continue;
                default:
                    return false;
            }
        }

        return true; // nobody to reach: the review's own message finds that out and asks somebody else
    }
}
