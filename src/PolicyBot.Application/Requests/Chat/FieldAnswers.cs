using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Sets one field of a draft to what a person said. Pure.</summary>
internal static partial class FieldAnswers
{
    private const int LongestQuoted = 80;

    /// <summary>Sets it.</summary>
    /// <returns>With a fault, and the question staying open, where that is no answer to it.</returns>
    public static Interpretation Set(PolicyCatalog catalog, Draft draft, string field, string said, DateOnly today)
    {
        var heard = new Interpretation(draft);
        if (field == FieldIds.Policy)
        {
            return SetPolicy(catalog, heard, said);
        }

        if (field == FieldIds.Owner)
        {
            return RequestWords.Address(said) is { } address ? heard.With(field, address == draft.Person.Value ? "" : address)
                : Myself().IsMatch(said) ? heard.With(field, "")
                : SetOwner(catalog, heard, said);
        }

        if (field == FieldIds.Assets && AssetAnswers.Offer(catalog, heard, said) is { } offered)
        {
            return offered;
        }

        var asked = MessageInterpreter.FieldOf(catalog, draft, field, today);
        switch (asked.Kind)
        {
            case RequestFieldKind.Date:
                var reading = DateWords.InAnswer(said, today) ?? OpenEnds.InAnswer(said, today);
                return reading is DayReading.Day day ? SetDay(heard, field, day.Value, today)
                    : Unread(heard, asked, reading) ?? heard.Unanswered(field, Words.TalkNoDay);
            case RequestFieldKind.Number:
                return SaidValues.ParseNumber(said) is { } number ? heard.With(field, number) : heard.Unanswered(field, Words.NotANumber);
            case RequestFieldKind.Choice:
                return SaidValues.FindChoice(asked, said) is { } choice
                    ? heard.With(field, choice.Value)
                    : heard.Unanswered(field, Words.TalkNotAChoice.With(ChatScreen.Short(said, LongestQuoted)));
            case RequestFieldKind.Boolean:
                return ChatWords.YesOrNo(said) is { } yes
                    ? heard.With(field, yes ? "true" : "false") : heard.Unanswered(field, Words.TalkYesOrNo);
            default:
                if (field is FieldIds.Controls or FieldIds.Impact or FieldIds.Evidence or FieldIds.Assets && ChatWords.SaysNothing(said))
                {
                    return MessageInterpreter.Skip(heard.With(field, "").Draft, field) with { Noted = [field] };
                }

                if (FillerWords.IsAll(said) || FillerWords.IsLeftOver(said))
                {
                    return heard.Unanswered(field, Words.TalkNothingSaid);
                }

                var before = draft.Inputs.GetValueOrDefault(field)?.Trim() ?? "";
                if (field == FieldIds.Justification && before.Length == 0 && IsOnlyWish(catalog, said, asked.MinLength, today))
                {
                    return heard.Unanswered(field, Words.FieldMissing);
                }

                var text = field == FieldIds.Justification ? Reason(catalog, draft, said, today) : said.Trim();
                // What is too short is added to: the person goes on telling, and nothing of it is lost.
                return heard.With(field,
                    field == FieldIds.Justification && draft.Talk!.Open == field && before.Length > 0
                    && SeenText.Count(before) < asked.MinLength ? $"{before}\n{text}" : text);
        }
    }

    // "hana": one of those who are known by that name, or who of them
    private static Interpretation SetOwner(PolicyCatalog catalog, Interpretation heard, string said) =>
        KnownPeople.Find(catalog, said) switch
        {
            [var one] => heard.With(FieldIds.Owner, one == heard.Draft.Person ? "" : one.Value),
            [] => heard.Unanswered(FieldIds.Owner, Words.OwnerNoAddress),
            var several => heard.Unanswered(FieldIds.Owner, Words.TalkWhichOwner.With(ChatScreen.Short(said))) with
            {
                Offers = [.. several.Select(person => new FieldChoice(person.Value, catalog.NameOf(person)))],
            },
        };

    /// <summary>Whether words tell of what protects meanwhile.</summary>
    public static bool TellsOfControls(string said) => Protects().IsMatch(said);

    /// <summary>Adds words to what stands in a text; where no field is named, to the one they fit.</summary>
    public static Interpretation Add(PolicyCatalog catalog, Draft draft, string field, string said, DateOnly today)
    {
        var open = draft.Talk!.Open;
        var to = field.Length > 0 ? field
            : open is FieldIds.Justification or FieldIds.Controls or FieldIds.Impact ? open
            : Protects().IsMatch(said) ? FieldIds.Controls
            : FieldIds.Justification;
        var before = draft.Inputs.GetValueOrDefault(to)?.Trim() ?? "";
        return MessageInterpreter.FieldOf(catalog, draft, to, today).TakesAnyText && before.Length > 0 && to != FieldIds.Owner
            ? new Interpretation(draft).With(to, $"{before.TrimEnd('.', ' ')}. {said.Trim()}")
            : Set(catalog, draft, to, said, today);
    }

    /// <summary>What the open question for the last day says to an end that is no day.</summary>
    /// <returns>Null: it is none of these.</returns>
    public static Interpretation? Unread(Interpretation heard, RequestField field, DayReading? reading) => reading switch
    {
        DayReading.OneOf or DayReading.NoSuchDay { Nearest: not null } => Doubted(heard, field, reading).Unanswered(field.Id, null),
        DayReading.NoSuchDay => heard.Unanswered(field.Id, Words.TalkNoSuchDay),
        DayReading.Endless when field.Latest is { } latest =>
            heard.Unanswered(field.Id, Words.TalkEndless.With(CatalogTime.SayWithWeekday(latest))) with
            {
                Offers = [MessageInterpreter.OfferDay(latest)],
            },
        DayReading.Endless => heard.Unanswered(field.Id, Words.TalkEndlessAnyDay),
        DayReading.Event happening => heard.Unanswered(field.Id, Words.TalkEvent.With(ChatScreen.Short(happening.Words))),
        _ => null,
    };

    /// <summary>The same, and it stays open which day is meant, also if other things are said before that.</summary>
    public static Interpretation Doubted(Interpretation heard, RequestField field, DayReading? reading)
    {
        DateOnly[] days = reading switch
        {
            DayReading.OneOf two => [two.First, two.Second],
            DayReading.NoSuchDay { Nearest: { } nearest } => [nearest],
            _ => [],
        };
        return days.Length == 0 ? heard : heard with
        {
            Draft = heard.Draft with
            {
                Talk = heard.Draft.Talk! with { Doubt = new DayDoubt(field.Id, [.. days.Select(RequestField.FormatDay)]) },
            },
        };
    }

    /// <summary>
    /// The same, without a last day that the policy does not allow: what stood before stays, and the question for it is asked.
    /// </summary>
    /// <param name="before">The draft before.</param>
    /// <param name="heard">What was understood.</param>
    public static Interpretation Limited(PolicyCatalog catalog, Draft before, Interpretation heard, DateOnly today)
    {
        heard = Narrowed(catalog, heard, today);
        if (!heard.Noted.Contains(FieldIds.ExpiresOn))
        {
            return heard;
        }

        var field = MessageInterpreter.FieldOf(catalog, heard.Draft, FieldIds.ExpiresOn, today);
        return field.Check(heard.Draft.Inputs.GetValueOrDefault(FieldIds.ExpiresOn) ?? "") is { } fault
            ? (heard.With(FieldIds.ExpiresOn, before.Inputs.GetValueOrDefault(FieldIds.ExpiresOn) ?? "") with
            {
                Noted = [.. heard.Noted.Where(noted => noted != FieldIds.ExpiresOn)],
            }).Unanswered(FieldIds.ExpiresOn, FieldWords.Phrase(fault))
            : heard;
    }

    // Of the days that may be meant only those that can be taken are offered; where one is left, it is meant.
    private static Interpretation Narrowed(PolicyCatalog catalog, Interpretation heard, DateOnly today)
    {
        if (heard.Draft.Talk!.Doubt is not { Field: FieldIds.ExpiresOn } doubt)
        {
            return heard;
        }

        var field = MessageInterpreter.FieldOf(catalog, heard.Draft, FieldIds.ExpiresOn, today);
        var possible = doubt.Days.Where(day => field.Check(day) is null).ToList();
        if (possible.Count == doubt.Days.Count)
        {
            return heard;
        }

        var clear = heard with { Draft = heard.Draft with { Talk = heard.Draft.Talk with { Doubt = null } } };
        var asksDay = heard.Draft.Talk.Open == FieldIds.ExpiresOn;
        return possible switch
        {
            [] => clear.Unanswered(
                FieldIds.ExpiresOn,
                (doubt.Days.Count == 1 ? $"{Words.TalkNoSuchDay} " : "") + FieldWords.Phrase(field.Check(doubt.Days.Min()!)!)),
            [var only] => clear.With(FieldIds.ExpiresOn, only) with { Stays = heard.Stays && !asksDay },
            _ => heard with { Draft = heard.Draft with { Talk = heard.Draft.Talk with { Doubt = doubt with { Days = possible } } } },
        };
    }

    // "until 1 February" in the reason is about the end as it was: with another end it would be wrong.
    private static Interpretation SetDay(Interpretation heard, string field, DateOnly day, DateOnly today)
    {
        var inputs = heard.Draft.Inputs;
        var (reason, before) = (inputs.GetValueOrDefault(FieldIds.Justification) ?? "", inputs.GetValueOrDefault(field) ?? "");
        var said = heard.With(field, RequestField.FormatDay(day));
        return field == FieldIds.ExpiresOn && reason.Length > 0 && RequestField.TryParseDay(before, out var old) && old != day
            && ReasonWords.WithoutLastDay(reason, today, old) is { Length: > 0 } left && left != reason
            ? said.With(FieldIds.Justification, left) : said;
    }

    // "I need admin rights until tomorrow" says what is wanted; what is long, "we need it for …", may well say why
    private static bool IsOnlyWish(PolicyCatalog catalog, string said, int enough, DateOnly today) =>
        (RequestWords.BeginsOne(said) || (RequestWords.Desires(said) && SeenText.Count(said) < enough))
        && ReasonWords.Find(said, catalog, today) is null;

    private static string Reason(PolicyCatalog catalog, Draft draft, string said, DateOnly today)
    {
        if (RequestWords.AsksForOne(said) && ReasonWords.Find(said, catalog, today) is { } reason)
        {
            return reason;
        }

        // its day becomes the last day, and is corrected there
        var left = string.IsNullOrEmpty(draft.Inputs.GetValueOrDefault(FieldIds.ExpiresOn))
            ? ReasonWords.WithoutLastDay(said, today) : said;
        return SeenText.Count(left) > 0 ? left.Trim() : said.Trim();
    }

    private static Interpretation SetPolicy(PolicyCatalog catalog, Interpretation heard, string said)
    {
        if (said.StartsWith(MessageInterpreter.AreaPrefix, StringComparison.Ordinal))
        {
            var area = said[MessageInterpreter.AreaPrefix.Length..];
            return heard.Unanswered(FieldIds.Policy, null) with
            {
                Offers =
                    [.. catalog.Policies.Where(policy => string.Equals(policy.AreaId, area, StringComparison.OrdinalIgnoreCase))
                        .Select(MessageInterpreter.OfferPolicy)],
            };
        }

        var found = PolicyWords.Match(said, catalog) is { Count: > 0 } matched ? matched : PolicyStems.Find(said, catalog);
        return found switch
        {
            [] => heard.Unanswered(FieldIds.Policy, Words.TalkNoPolicy.With(ChatScreen.Short(said))),
            [var policy] => heard.With(FieldIds.Policy, policy.Id),
            _ => heard.Unanswered(FieldIds.Policy, Words.TalkSeveralPolicies) with
            {
                Offers = [.. found.Select(MessageInterpreter.OfferPolicy)],
            },
        };
    }

    [GeneratedRegex(@"^\W*(?:it'?s |that'?s |das bin )?(?:me|i|myself|i am|ich|ich selbst)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Myself();

    [GeneratedRegex(
        @"\b(?:rotat\w*|monitor\w*|log(?:s|ged|ging)?|alert\w*|review\w*|check\w*|watch\w*|guard\w*|restrict\w*|limit\w*|isolat\w*|" +
        @"firewall\w*|segment\w*|encrypt\w*|back(?:ed )?up\w*|scan\w*|block\w*|vault|vpn|vlan|four eyes|only (?:\w+ )?(?:from|by|in|on)|" +
        @"weekly|daily|" +
        @"überwach\w*|protokoll\w*|prüf\w*|kontroll\w*|beschränk\w*|isolier\w*|verschlüssel\w*|gesperrt|nur (?:aus|von|im|durch)|" +
        @"wöchentlich|täglich|gewechselt|wechsel\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Protects();
}
