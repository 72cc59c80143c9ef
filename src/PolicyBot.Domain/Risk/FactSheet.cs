using System.Globalization;

namespace PolicyBot.Domain.Risk;

/// <summary>
/// What is known about one request. A correction holds before all else. Of the rest the gravest holds, so that neither a text nor a choice
/// nor an answer can make light of the other. Where words are graver than what was answered or chosen, both are kept for the reviewers.
/// </summary>
public sealed class FactSheet
{
    private readonly Dictionary<string, AssessedFact> _facts = new(StringComparer.Ordinal);

    /// <summary>All of it, in the order of <see cref="FactKind.All"/>.</summary>
    public IReadOnlyList<AssessedFact> Facts => [.. FactKind.All.Select(kind => _facts.GetValueOrDefault(kind.Id)).OfType<AssessedFact>()];

    /// <summary>The value of a fact; null: nothing says.</summary>
    public string? this[string id] => _facts.GetValueOrDefault(id)?.Value;

    /// <summary>The fact with its source; null: nothing says.</summary>
    public AssessedFact? Find(string id) => _facts.GetValueOrDefault(id);

    /// <summary>Whether a fact is known and is this.</summary>
    public bool Is(string id, string value) => this[id] == value;

    /// <summary>Adds a fact. An unknown fact or value is ignored.</summary>
    public void Add(AssessedFact fact)
    {
        if (FactKind.Find(fact.Id) is not { } kind || !kind.Allows(fact.Value))
        {
            return;
        }

        if (!_facts.TryGetValue(fact.Id, out var before))
        {
            _facts[fact.Id] = fact;
        }
        else if (fact.Source == FactSource.Corrected)
        {
            _facts[fact.Id] = fact with { Field = before.Field, Quote = before.Quote, Instead = before.Value };
        }
        else if (before.Source == FactSource.Corrected)
        {
            return;
        }
        else if (kind.Graver(before.Value, fact.Value) != before.Value)
        {
            var said = before.Source == FactSource.Chosen || before.IsAnswered ? before.Value : before.IsRead ? before.Instead : null;
            _facts[fact.Id] = fact.IsRead ? fact with { Instead = said } : fact;
        }
    }

    /// <summary>Adds several facts.</summary>
    public void Add(IEnumerable<AssessedFact> facts)
    {
        foreach (var fact in facts)
        {
            Add(fact);
        }
    }

    /// <summary>Adds a fact where nothing is known.</summary>
    public void AddDefault(string id, string value) => _facts.TryAdd(id, new AssessedFact(id, value, FactSource.Policy));

    /// <summary>Reads a number in invariant notation; null: it is none, or less than nought.</summary>
    public static decimal? Number(string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Writes a number as it is kept.</summary>
    public static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
