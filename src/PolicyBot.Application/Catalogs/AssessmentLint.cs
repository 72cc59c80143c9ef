using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Risk.Reading;

namespace PolicyBot.Application.Catalogs;

/// <summary>Checks that the assessment speaks of policies, fields, answers, facts and topics that exist.</summary>
internal static class AssessmentLint
{
    private const string Section = "assessment";
    private const string AnyNumber = "#";

    public static void Check(PolicyCatalog catalog, CatalogNotes notes)
    {
        var settings = catalog.Assessment;
        notes.Unique(
            "duplicate-id", settings.Policies.Select(entry => entry.Policy), i => [Section, "policies", settings.Policies[i].Policy]);
        foreach (var entry in settings.Policies)
        {
            CheckPolicy(catalog, notes, entry);
        }

        foreach (var topic in settings.Topics)
        {
            CheckIds(notes, topic.DecidedBy, [Section, "topics", topic.Id, "decidedBy"]);
            CheckIds(notes, topic.Reads, [Section, "topics", topic.Id, "reads"]);
            CheckIds(notes, topic.Demands, [Section, "topics", topic.Id, "demands"]);
            CheckGives(notes, topic.Gives, [Section, "topics", topic.Id, "gives"]);
            CheckPhrases(notes, topic.Words, [Section, "topics", topic.Id, "words"]);
        }

        foreach (var (index, row) in settings.Impact.Index())
        {
            CheckWhen(settings, notes, row.When, [Section, "impact", index, "when"]);
        }

        foreach (var (index, row) in settings.Likelihood.Index())
        {
            CheckWhen(settings, notes, row.When, [Section, "likelihood", index, "when"]);
        }

        foreach (var (index, step) in settings.StepsUp.Index())
        {
            CheckWhen(settings, notes, step.When, [Section, "stepsUp", index, "when"]);
        }

        foreach (var (index, meaning) in settings.Answers.Index())
        {
            CheckGives(notes, meaning.Gives, [Section, "answers", index, "gives"]);
        }

        CheckIds(notes, settings.Facts.Keys, [Section, "facts"]);
        foreach (var signal in settings.Signals.Values)
        {
            CheckGives(notes, signal.Gives, [Section, "signals", signal.Name, "gives"]);
            CheckTopics(settings, notes, signal.Topics, [Section, "signals", signal.Name, "topics"]);
            CheckPhrases(notes, signal.Words, [Section, "signals", signal.Name, "words"]);
            if (signal.Gives.Count == 0 && signal.Control is null && !SignalNames.All.Contains(signal.Name))
            {
                notes.Fault(
                    "idle-signal",
                    $"The signal {signal.Name} says nothing: it needs `gives` or `control`.",
                    Section,
                    "signals",
                    signal.Name);
            }
        }
    }

    private static void CheckPolicy(PolicyCatalog catalog, CatalogNotes notes, PolicyAssessment entry)
    {
        if (catalog.Policy(entry.Policy) is not { } policy)
        {
            notes.Fault("unknown-policy", $"There is no policy {entry.Policy}.", Section, "policies", entry.Policy);
            return;
        }

        if (entry.Topic is { } topic)
        {
            CheckTopics(catalog.Assessment, notes, [topic], [Section, "policies", entry.Policy, "topic"]);
        }

        foreach (var (index, asked) in entry.Asks.Index())
        {
            if (catalog.Assessment.Facts.GetValueOrDefault(asked) is not { Choices.Count: > 0 })
            {
                notes.Fault("unknown-fact", $"There is no fact {asked} with choices.", Section, "policies", entry.Policy, "asks", index);
            }
        }

        foreach (var (index, fact) in entry.Facts.Index())
        {
            object[] path = [Section, "policies", entry.Policy, "facts", index];
            FieldLint.Check(notes, [policy], fact.Field, fact.Is, fact.Range, path, "is");
            CheckGives(notes, fact.Gives, [.. path, "gives"]);
            if (fact.Impact is null && fact.Likelihood is null && fact.Gives.Count == 0)
            {
                notes.Fault("idle-fact", "A fact says something about `impact` or `likelihood`, or `gives` other facts.", path);
            }
        }
    }

    private static void CheckIds(CatalogNotes notes, IEnumerable<string> facts, object[] path)
    {
        foreach (var fact in facts.Where(fact => FactKind.Find(fact) is null))
        {
            notes.Fault("unknown-fact", $"There is no fact {fact}.", path);
        }
    }

    private static void CheckGives(CatalogNotes notes, IReadOnlyDictionary<string, string> gives, object[] path)
    {
        CheckIds(notes, gives.Keys, path);
        foreach (var (fact, value) in gives)
        {
            if (FactKind.Find(fact) is { } kind && !kind.Allows(value) && !(kind.IsNumber && value == AnyNumber))
            {
                notes.Fault("unknown-choice", $"{fact} is never \"{value}\".", [.. path, fact]);
            }
        }
    }

    private static void CheckWhen(AssessmentSettings settings, CatalogNotes notes, FactCondition when, object[] path)
    {
        foreach (var test in when.Tests)
        {
            CheckIds(notes, [test.Fact], path);
            FieldLint.CheckRange(notes, test.Range, [.. path, test.Fact]);
            if (test.Fact == FactKind.Topic)
            {
                CheckTopics(settings, notes, test.Is, [.. path, test.Fact]);
            }
            else if (FactKind.Find(test.Fact) is { } kind && (kind.IsNumber != test.Range is not null || !test.Is.All(kind.Allows)))
            {
                notes.Fault(
                    "unknown-choice",
                    $"{test.Fact} is {(kind.IsNumber ? "a number: {min, max}" : $"one of {string.Join(", ", kind.Values)}")}.",
                    [.. path, test.Fact]);
            }
        }
    }

    private static void CheckTopics(AssessmentSettings settings, CatalogNotes notes, IEnumerable<string> topics, object[] path)
    {
        foreach (var unknown in topics.Where(topic => settings.Topics.All(known => known.Id != topic)))
        {
            notes.Fault(
                "unknown-topic",
                $"There is no topic {unknown}. Known: {string.Join(", ", settings.Topics.Select(known => known.Id))}.",
                path);
        }
    }

    private static void CheckPhrases(CatalogNotes notes, SignalWords words, object[] path)
    {
        foreach (var (language, phrases) in words.ByLanguage)
        {
            foreach (var broken in phrases.Where(phrase => !Phrase.IsOne(phrase)))
            {
                notes.Fault("empty-phrase", $"\"{broken}\" is no phrase: it needs a word, and no gap at its ends.", [.. path, language]);
            }
        }
    }
}
