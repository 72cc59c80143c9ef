using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>What a talk looks like: one question, what was understood so far, and buttons where the answer is a choice.</summary>
internal static class ChatScreen
{
    private const int MostButtons = 5;
    private const int FewPolicies = 8;
    private const int ShownText = 300;
    private const int ShownLine = 60;
    private static readonly int[] DaysOffered = [14, 30, 90];

    /// <summary>Asks a question.</summary>
    /// <param name="heard">What was understood last; its draft's open question is asked.</param>
    /// <param name="fault">What is wrong with what stands in it already; null for nothing.</param>
    public static ListView Question(PolicyCatalog catalog, Interpretation heard, string? fault, DateOnly today)
    {
        var draft = heard.Draft;
        var field = MessageInterpreter.FieldOf(catalog, draft, draft.Talk!.Open, today);
        var heading = Heading(field);
        List<DateOnly> doubted = draft.Talk.Doubt is { } doubt && doubt.Field == field.Id
            ? [.. doubt.Days.Select(text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture))] : [];
        var offers = heard.Offers.Count > 0 ? heard.Offers
            : doubted.Count > 0 ? [.. doubted.Select(MessageInterpreter.OfferDay)]
            : Offers(catalog, draft, field, today);
        var inLines = field.Id == FieldIds.Policy || offers.Count > MostButtons;
        return new ListView
        {
            Summary = heading,
            Fault = heard.Fault ?? fault ?? doubted switch
            {
                [] => null,
                [var nearest] => Words.TalkNoSuchDayBut.With(CatalogTime.SayWithWeekday(nearest)),
                _ => Words.TalkWhichDay,
            },
            Done = Noted(catalog, heard, today),
            Heading = heading,
            Intro = [.. Hint(catalog, draft, field, today), .. SoFar(catalog, draft, today), TextPart.Paragraph(Words.TalkHint)],
            Lines = inLines ? [.. offers.Select(offer => Line(catalog, draft, field, offer))] : [],
            Actions =
            [
                .. inLines ? [] : offers.Select(offer => Choose(draft, field, offer, offer.Title)),
                .. MessageInterpreter.IsOptional(catalog, draft, field.Id, today)
                ? [Answer(draft, Words.Skip, $"{AnswerInChat.Skip}{field.Id}")] : Array.Empty<CardAction>(),
                Button(draft, Verbs.Edit, Words.TalkOpenForm),
                .. draft.Talk.Trail.Count > 0 ? [Button(draft, Verbs.TalkBack, Words.Back)] : Array.Empty<CardAction>(),
                Button(draft, Verbs.Discard, Words.TalkCancel) with { Look = ActionLook.Destructive },
            ],
        };
    }

    /// <summary>Asks which of several requests typed words are about.</summary>
    /// <param name="open">The requests that are being talked about.</param>
    /// <param name="holder">The one that keeps the words meanwhile.</param>
    public static ListView Which(PolicyCatalog catalog, IReadOnlyList<Draft> open, Draft holder, string text, DateOnly today) => new()
    {
        Summary = Words.TalkWhichHeading,
        Heading = Words.TalkWhichHeading,
        Intro = [new TextPart(Words.TalkYouWrote, Short(text), Quoted: true)],
        Lines = [.. open.Select(draft => new ListLine(
            UnsentScreen.Name(catalog, draft),
            draft.Talk!.Open.Length > 0
                ? Words.TalkAsked.With(Heading(MessageInterpreter.FieldOf(catalog, draft, draft.Talk.Open, today)))
                : Words.TalkAskedNothing,
            new CardAction { Verb = Verbs.TalkWith, Title = Words.TalkThisOne, Id = draft.Id, Value = holder.Id.Value,
                IgnoresInputs = true }))],
        Actions =
            [new CardAction { Verb = Verbs.TalkWith, Title = Words.TalkNewOne, Id = holder.Id, Value = ChooseDraft.New,
            IgnoresInputs = true }],
    };

    /// <summary>What was understood just now, or the answer to what was asked; null for nothing.</summary>
    public static string? Noted(PolicyCatalog catalog, Interpretation heard, DateOnly today)
    {
        if (heard.Told is { } told)
        {
            return told;
        }

        var facts = SoFar(catalog, heard.Draft, today, heard.Noted).Select(part => $"{part.Label}: {Short(part.Text, 2 * ShownLine)}")
            .ToList();
        return facts.Count == 0 ? null : Words.TalkNoted.With(string.Join("; ", facts).TrimEnd('.'));
    }

    /// <summary>A text, or its beginning and an ellipsis that says so.</summary>
    public static string Short(string text, int longest = ShownText) => VisibleText.Shortened(text, longest);

    private static string Topic(PolicyCatalog catalog, Draft draft) =>
        MessageInterpreter.PolicyOf(catalog, draft) is { } policy ? KnownFacts.TopicOf(catalog.Assessment, policy).Id : "";

    private static string Heading(RequestField field) => field.Id switch
    {
        FieldIds.Policy => Words.ChoosePolicyHeading,
        FieldIds.ExpiresOn => Words.TalkAskDay,
        FieldIds.Assets => Words.TalkAskAssets,
        _ => FieldWords.Label(field) is var label && label.EndsWith('?') ? label : Words.TalkAskOwn.With(label),
    };

    private static IEnumerable<TextPart> Hint(PolicyCatalog catalog, Draft draft, RequestField field, DateOnly today)
    {
        switch (field)
        {
            case { Kind: RequestFieldKind.Date }:
                yield return TextPart.Paragraph(field.Latest is { } latest
                    ? Words.TalkDayExampleLatest.With(CatalogTime.SayWithWeekday(latest)) : Words.TalkDayExample);
                break;
            case var _ when FieldWords.Example(field, Topic(catalog, draft)) is { } example:
                yield return TextPart.Paragraph(Words.TalkExample.With(example));
                break;
            case { MinLength: > 1 }:
                yield return TextPart.Paragraph(Words.FieldAtLeast.With(field.MinLength));
                break;
        }

        if (MessageInterpreter.PolicyOf(catalog, draft) is { Help: { Length: > 0 } help } && draft.Talk!.Trail.Count == 0
            && field.Id != FieldIds.Policy)
        {
            yield return new TextPart(Words.LabelHelp, help);
        }
    }

    private static IEnumerable<TextPart> SoFar(PolicyCatalog catalog, Draft draft, DateOnly today, IReadOnlyList<string>? only = null)
    {
        var (inputs, talk) = (draft.Inputs, draft.Talk!);
        if (only is null && talk.Said.Length > 0 && inputs.GetValueOrDefault(FieldIds.Justification) is not { Length: > 0 })
        {
            yield return new TextPart(Words.TalkYouWrote, Short(talk.Said), Quoted: true);
        }

        if (MessageInterpreter.PolicyOf(catalog, draft) is { } policy && only?.Contains(FieldIds.Policy) != false)
        {
            yield return new TextPart(Words.LabelPolicy, $"{policy.Name} ({policy.Id})");
        }

        foreach (var field in MessageInterpreter.Fields(catalog, draft, today)
            .Where(field =>
                field.Id != FieldIds.Policy && only?.Contains(field.Id) != false && inputs.GetValueOrDefault(field.Id) is { Length: > 0 }))
        {
            var value = inputs[field.Id];
            yield return field.Kind switch
            {
                RequestFieldKind.Date =>
                    new TextPart(Label(field), RequestField.TryParseDay(value, out var day) ? CatalogTime.SayWithWeekday(day) : value),
                RequestFieldKind.Choice =>
                    new TextPart(Label(field), FieldWords.Choices(field).FirstOrDefault(choice => choice.Value == value)?.Title ?? value),
                RequestFieldKind.Boolean => new TextPart(Label(field), value == "true" ? Words.TalkYes : Words.TalkNo),
                _ => new TextPart(Label(field), Short(value), Quoted: true),
            };
        }
    }

    /// <summary>What a field is called in what was understood.</summary>
    internal static string Label(RequestField field) => field.Id switch
    {
        FieldIds.Title => Words.LabelTitle,
        FieldIds.Justification => Words.LabelWhy,
        FieldIds.Scope => Words.LabelScope,
        FieldIds.Controls => Words.LabelControls,
        FieldIds.ExpiresOn => Words.LabelUntil,
        FieldIds.Impact => Words.LabelImpact,
        FieldIds.Owner => Words.LabelOwner,
        FieldIds.Assets => Words.LabelAssets,
        FieldIds.Evidence => Words.LabelEvidence,
        _ => FieldWords.Label(field),
    };

    private static IReadOnlyList<FieldChoice> Offers(
        PolicyCatalog catalog, Draft draft, RequestField field, DateOnly today) => field.Kind switch
        {
            _ when field.Id == FieldIds.Assets => AssetAnswers.Choices(catalog, draft.Inputs.GetValueOrDefault(FieldIds.Scope) ?? ""),
            _ when field.Id == FieldIds.Policy => catalog.Policies.Count <= FewPolicies
                ? [.. catalog.Policies.Select(MessageInterpreter.OfferPolicy)]
                : [.. catalog.Areas.Where(area => catalog.Policies.Any(policy => policy.AreaId == area.Id))
            .Select(area => new FieldChoice(MessageInterpreter.AreaPrefix + area.Id, area.Name))],
            RequestFieldKind.Date when field.Id == FieldIds.ExpiresOn =>
                [.. DaysOffered.Select(days => today.AddDays(days)).Where(day => field.Latest is not { } latest || day < latest).TakeLast(2)
            .Append(field.Latest ?? today.AddDays(DaysOffered[^1])).Distinct().Select(MessageInterpreter.OfferDay)],
            RequestFieldKind.Boolean => [new FieldChoice("true", Words.TalkYes), new FieldChoice("false", Words.TalkNo)],
            _ => FieldWords.Choices(field),
        };

    private static ListLine Line(PolicyCatalog catalog, Draft draft, RequestField field, FieldChoice offer)
    {
        var text = field.Id != FieldIds.Policy ? ""
            : catalog.Policy(offer.Value) is { } policy ? Short(policy.Text)
            : Short(string.Join(
                ", ", catalog.Policies.Where(one => MessageInterpreter.AreaPrefix + one.AreaId == offer.Value).Select(one => one.Name)));
        return new ListLine(offer.Title, text, Choose(draft, field, offer, Words.TalkChoose));
    }

    private static CardAction Choose(Draft draft, RequestField field, FieldChoice offer, string title) =>
        Answer(draft, title, $"{field.Id}={offer.Value}");

    private static CardAction Answer(Draft draft, string title, string value) =>
        Button(draft, Verbs.TalkAnswer, title) with { Value = value };

    // It counts as long as nothing else was asked since.
    private static CardAction Button(Draft draft, string verb, string title) =>
        new() { Verb = verb, Title = title, Id = draft.Id, Revision = draft.Talk!.Asked, IgnoresInputs = true };
}
