using System.Text;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Evidence;

/// <summary>Gathers who is in the exceptions of a bundle, and what channels called them then.</summary>
internal sealed class BundledNames
{
    private readonly SortedDictionary<string, Dictionary<string, (DateTimeOffset First, DateTimeOffset Last)>> _names =
        new(StringComparer.Ordinal);

    /// <summary>Takes the people of an exception.</summary>
    /// <param name="events">Its events.</param>
    /// <param name="state">Its head; null: it is gone or cannot be read.</param>
    public void Add(IEnumerable<StoredEvent> events, ExceptionState? state)
    {
        foreach (var stored in events)
        {
            if (TryRead(stored) is { } read)
            {
                Add(read.Actor.Person, read.Actor.Name, read.At);
                switch (read.Fact)
                {
                    case ExceptionEvent.Submitted sent:
                        Add(sent.Requester, sent.RequesterName, read.At);
                        break;
                    case ExceptionEvent.Imported taken when taken.RequesterName != taken.Requester.Value:
                        Add(taken.Requester, taken.RequesterName, read.At);
                        break;
                }
            }
        }

        foreach (var decision in state?.Decisions ?? [])
        {
            Add(decision.By, decision.Name, decision.At);
        }

        foreach (var person in state is null ? [] : state.Approvers.Append(state.Requester).Append(state.Owner))
        {
            Add(person, "", default);
        }
    }

    /// <summary>Writes them, with what is known now of those whose name no event holds.</summary>
    public async Task<byte[]> RenderAsync(IPeople people, CancellationToken cancellationToken)
    {
        var all = new List<BundledPerson>();
        foreach (var (person, names) in _names)
        {
            if (names.Count == 0)
            {
                foreach (var account in await people.OfAsync(PersonId.Parse(person), cancellationToken))
                {
                    Add(PersonId.Parse(person), account.Name, account.LastSeen.ToUniversalTime());
                }
            }

            all.Add(new BundledPerson(
                person,
                [
                    .. names.Select(name => new BundledName(name.Key, name.Value.First, name.Value.Last))
                        .OrderBy(name => name.First).ThenBy(name => name.Name, StringComparer.Ordinal),
                ]));
        }

        return Encoding.UTF8.GetBytes(EvidenceJson.Write<IReadOnlyList<BundledPerson>>(all));
    }

    private void Add(PersonId person, string name, DateTimeOffset at)
    {
        if (person == default)
        {
            return;
        }

        var names = _names.TryGetValue(person.Value, out var known) ? known : _names[person.Value] = new(StringComparer.Ordinal);
        if (name.Length > 0)
        {
            var (first, last) = names.GetValueOrDefault(name, (at, at));
            names[name] = (at < first ? at : first, at > last ? at : last);
        }
    }

    private static RecordedEvent? TryRead(StoredEvent stored)
    {
        try
        {
            return RecordedEvent.Read(stored.Json);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or NotSupportedException)
        {
            return null; // it is in the bundle as it stands
        }
    }
}
