using System.Globalization;
using PolicyBot.Application.Views.Screens;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>Reads what was filled in and checks it against the catalog: the same for forms, conversation and API. Nothing is cut, nothing guessed.</summary>
public static class RequestCheck
{
    private static readonly string[] ReasonKinds = ["business", "technical", "operational"];

    /// <summary>Reads the answers.</summary>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="inputs">The answers by field id, as typed.</param>
    /// <param name="requester">Who asks: the owner unless another is named.</param>
    /// <param name="today">The day it is in the catalog's time zone.</param>
    public static RequestReading Read(PolicyCatalog catalog, IReadOnlyDictionary<string, string> inputs, PersonId requester, DateOnly today)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        string Text(string id, int maximum, int minimum = 0)
        {
            var text = inputs.GetValueOrDefault(id)?.Trim() ?? "";
            if (text.Length > maximum)
            {
                faults[id] = Words.FieldTooLong.With(maximum, text.Length);
            }
            else if (text.Length < minimum)
            {
                faults[id] = text.Length == 0 ? Words.FieldMissing : Words.FieldTooShort.With(minimum, text.Length);
            }

            return text;
        }

        if (catalog.Policy(Text(FieldIds.Policy, TextLimits.Title)) is not { } policy)
        {
            return new RequestReading(null, null, new Dictionary<string, string> { [FieldIds.Policy] = Words.PolicyUnknown });
        }

        var expiresOn = ReadEnd(policy, Text(FieldIds.ExpiresOn, TextLimits.Field, 1), today, faults);
        var owner = requester;
        if (Text(FieldIds.Owner, TextLimits.Title) is { Length: > 0 } named && !PersonId.TryParse(named, out owner))
        {
            faults[FieldIds.Owner] = Words.OwnerNoAddress;
        }

        var content = new RequestContent
        {
            PolicyId = policy.Id,
            Title = Text(FieldIds.Title, TextLimits.Title, 3),
            Justification = Text(FieldIds.Justification, TextLimits.Justification, policy.MinimumJustification),
            Scope = Text(FieldIds.Scope, TextLimits.Other, 3),
            CompensatingControls = Text(FieldIds.Controls, TextLimits.Other),
            ExpiresOn = expiresOn,
            Fields = ReadFields(policy, inputs, faults),
            ImpactIfDenied = Text(FieldIds.Impact, TextLimits.Other),
            OwnerEmail = owner,
            Department = Choice(FieldIds.Department, Text(FieldIds.Department, TextLimits.Title), catalog.Departments, faults),
            Assets = Lines(Text(FieldIds.Assets, TextLimits.Other)),
            ReasonKind = Choice(FieldIds.ReasonKind, Text(FieldIds.ReasonKind, TextLimits.Title), ReasonKinds, faults),
            Evidence = Lines(Text(FieldIds.Evidence, TextLimits.Other)),
            Facts = ReadFacts(catalog, policy, inputs, faults),
            Confidential = string.Equals(Text(FieldIds.Confidential, TextLimits.Field), "true", StringComparison.OrdinalIgnoreCase),
        };
        return new RequestReading(faults.Count == 0 ? content : null, policy, faults);
    }

    private static DateOnly ReadEnd(Policy policy, string text, DateOnly today, Dictionary<string, string> faults)
    {
        if (faults.ContainsKey(FieldIds.ExpiresOn))
        {
            return default;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            faults[FieldIds.ExpiresOn] = Words.DateUnreadable;
        }
        else if (day < today)
        {
            faults[FieldIds.ExpiresOn] = Words.DatePassed;
        }
        else if (policy.LatestEnd(today) is { } latest && day > latest)
        {
            faults[FieldIds.ExpiresOn] = Words.DateTooFar.With(Phrases.Days(policy.MaxDays!.Value), CatalogTime.Say(latest));
        }

        return day;
    }

    private static Dictionary<string, string> ReadFields(Policy policy, IReadOnlyDictionary<string, string> inputs, Dictionary<string, string> faults)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in policy.Fields)
        {
            var id = FieldIds.Own(field.Id);
            var value = inputs.GetValueOrDefault(id)?.Trim() ?? "";
            var fault = value.Length switch
            {
                0 => field.Required ? Words.FieldMissing : null,
                > TextLimits.Field => Words.FieldTooLong.With(TextLimits.Field, value.Length),
                _ => Fault(field, value),
            };
            if (fault is not null)
            {
                faults[id] = fault;
            }
            else if (value.Length > 0)
            {
                fields[field.Id] = value;
            }
        }

        return fields;
    }

    // What the catalog asks of this policy; an answer that was chosen for another policy is not one for this.
    private static Dictionary<string, string>? ReadFacts(PolicyCatalog catalog, Policy policy, IReadOnlyDictionary<string, string> inputs, Dictionary<string, string> faults)
    {
        Dictionary<string, string>? facts = null;
        foreach (var (fact, wording) in KnownFacts.AskedOf(catalog.Assessment, policy))
        {
            var value = inputs.GetValueOrDefault(FieldIds.Fact(fact))?.Trim() ?? "";
            if (value.Length > 0 && !wording.Choices.ContainsKey(value))
            {
                faults[FieldIds.Fact(fact)] = Words.NotAChoice;
            }
            else if (value.Length > 0)
            {
                (facts ??= new Dictionary<string, string>(StringComparer.Ordinal))[fact] = value;
            }
        }

        return facts;
    }

    private static string? Fault(PolicyField field, string value) => field.Type switch
    {
        FieldType.Choice when !field.Choices.Contains(value, StringComparer.Ordinal) => Words.NotAChoice,
        FieldType.Number when !decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => Words.NotANumber,
        FieldType.Date when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => Words.DateUnreadable,
        FieldType.Boolean when value is not ("true" or "false") => Words.NotAChoice,
        _ => null,
    };

    private static string Choice(string id, string value, IReadOnlyList<string> choices, Dictionary<string, string> faults)
    {
        if (value.Length > 0 && choices.Count > 0 && !choices.Contains(value, StringComparer.Ordinal))
        {
            faults[id] = Words.NotAChoice;
        }

        return value;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>What was read of the answers.</summary>
/// <param name="Content">What is asked for; null when there are faults.</param>
/// <param name="Policy">The policy chosen; null when it is unknown.</param>
/// <param name="Faults">What to say at which field.</param>
public sealed record RequestReading(RequestContent? Content, Policy? Policy, IReadOnlyDictionary<string, string> Faults);
