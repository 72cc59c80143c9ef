using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Requests that an answer spared: a person asked what a policy says, and then needed no exception.</summary>
public sealed class SparedRequests(
    ICatalog catalog, ICounts counts, ChatMetrics metrics, IBackgroundTasks background, TimeProvider time)
{
    /// <summary>A person says that they need no exception. It is counted after the answer; an outage of the store may lose it.</summary>
    /// <param name="person">Who says so.</param>
    /// <param name="press">The button, which has the policy.</param>
    internal Answer Count(PersonId person, ButtonAction press)
    {
        var current = catalog.Current;
        if (current.Policy(press.Inputs.GetValueOrDefault(CardAction.ValueInput) ?? "") is { } policy)
        {
            metrics.NeededNone(policy.Id);
            var counted = CountKey.CountSpared(policy, person, CatalogTime.Today(time.GetUtcNow(), current.TimeZone));
            background.Run(cancellationToken => counts.PutAsync(counted, cancellationToken));
        }

        return new Answer(ListView.Sentence(Words.AnswerNoNeedDone));
    }
}
